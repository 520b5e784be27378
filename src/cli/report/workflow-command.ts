// A workflow command of GitHub Actions, which becomes an annotation: one line, with what would end it or its parts escaped.

import { printableLines } from '../../core/printable.js';

/** `properties` in the order in which they are to stand. */
export function workflowCommand(
  command: 'error' | 'warning' | 'notice',
  properties: Readonly<Record<string, string | number>>,
  body: string,
): string {
  const said = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  );
  return `::${command} ${said.join(',')}::${escapeData(body)}`;
}

/** The runner undoes `%25` last, so it is written first. Nothing that is not seen reaches the log that shows it. */
function escapeData(text: string): string {
  return printableLines(text).replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
