// docs/diagnostics.md from the table of all codes: the page has no words of its own about a code.

import { type CodeRow, EVIDENCE, severityOf } from './evidence.js';

const HEAD = `# Diagnostics

Each finding of offhook has a code, a place (\`file:line:col\`), a message and a hint. An **error** stops \`generate\`
and keeps \`serve\` from taking a change over; a **warning** does not. Codes stay as they are from one version to the
next. \`offhook explain-code CODE\` prints what stands here; the page is written from the same tables (\`npm run docs\`).

How severe a finding is follows from the evidence for it:
`;

/** Markdown with one heading a code, in the order of the table. */
export function formatDiagnosticsPage(codes: ReadonlyMap<string, CodeRow>): string {
  const evidence = Object.entries(EVIDENCE).map(
    ([name, { severity, meaning }]) => `| ${name} | ${severity} | ${meaning} |`,
  );
  const table = ['| evidence | severity | what it says |', '|---|---|---|', ...evidence, ''];
  const sections = [...codes].map(([code, row]) => `## ${code}\n\n${formatCode(row)}`);
  return [HEAD, table.join('\n'), ...sections].join('\n');
}

/** Cause, evidence, way out and source. */
export function formatCode(row: CodeRow): string {
  const firm = row.firm ? ' It cannot be allowed.' : '';
  const source = row.source === undefined ? '' : `\nSource: ${row.source}.\n`;
  return `${row.title}. *${severityOf(row)}: ${row.evidence}*\n\nWhat to do: ${row.hint}.${firm}\n${source}`;
}
