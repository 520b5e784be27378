// docs/diagnostics.md from the table of diagnostics: the page has no words of its own about a code.

import { DIAGNOSTICS } from './codes.js';

const HEAD = `# Diagnostics

Each finding of offhook has a code, a place (\`file:line:col\`), a message and a hint. An **error** stops \`generate\`
and keeps \`serve\` from taking a change over; a **warning** does not. This page is written from the table in
\`src/findings/codes.ts\` (\`npm run docs\`).
`;

/** Markdown with one heading a code, in the order of the table. */
export function formatDiagnosticsPage(): string {
  const sections = Object.entries(DIAGNOSTICS).map(
    ([code, { severity, title, hint }]) =>
      `## ${code}\n\n${title}. *${severity}*\n\nWhat to do: ${hint}.\n`,
  );
  return [HEAD, ...sections].join('\n');
}
