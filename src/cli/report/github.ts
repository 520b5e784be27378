// GitHub Actions workflow commands: each finding becomes an annotation at its line of the change.

import { type Finding, formatPlace } from '../../findings/finding.js';
import type { Report } from './report.js';

const COMMANDS = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
} satisfies Record<Finding['severity'], string>;

export function formatGithub({ diagnostics }: Report): string {
  return diagnostics.map((each) => `${formatCommand(each)}\n`).join('');
}

function formatCommand({ severity, code, message, hint, place, related }: Finding): string {
  const properties = [
    `file=${escapeProperty(place.file)}`,
    `line=${place.line}`,
    `col=${place.col}`,
    `title=${escapeProperty(code)}`,
  ];
  const body = [
    message,
    `hint: ${hint}`,
    ...related.map((each) => `note: ${formatPlace(each.place)}: ${each.message}`),
  ];
  return `::${COMMANDS[severity]} ${properties.join(',')}::${escapeData(body.join('\n'))}`;
}

/** The runner undoes `%25` last, so it is written first. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
