// GitHub Actions workflow commands: each finding becomes an annotation at its line of the change.

import { type Finding, formatPlace } from '../../findings/finding.js';
import type { Report } from './report.js';
import { workflowCommand } from './workflow-command.js';

const COMMANDS = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
} as const satisfies Record<Finding['severity'], string>;

export function formatGithub({ diagnostics }: Report): string {
  return diagnostics.map((each) => `${formatCommand(each)}\n`).join('');
}

function formatCommand({ severity, code, message, hint, place, related }: Finding): string {
  const body = [
    message,
    `hint: ${hint}`,
    ...related.map((each) => `note: ${formatPlace(each.place)}: ${each.message}`),
  ];
  const { file, line, col } = place;
  return workflowCommand(COMMANDS[severity], { file, line, col, title: code }, body.join('\n'));
}
