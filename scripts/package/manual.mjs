// The page of the manual, offhook(1), out of the table that `--help` prints.

/**
 * @typedef {{ flags: string, description: string, argChoices?: readonly string[], long?: string }} ManualOption
 * @param {readonly { path: string, about: string, usage: string, options: readonly ManualOption[] }[]} commands
 *   the program first
 * @param {{ version: string, says: string, exitCodes: readonly { code: number, says: string }[] }} about
 */
export function manualPage([program, ...commands], { version, says, exitCodes }) {
  return [
    `.TH OFFHOOK 1 "" "offhook ${plain(version)}" "User Commands"`,
    '.SH NAME',
    `offhook \\- ${plain(says)}`,
    '.SH SYNOPSIS',
    '.B offhook',
    '.I command',
    '[\\fIoptions\\fR]',
    '.SH COMMANDS',
    ...commands.flatMap(commandLines),
    '.SH OPTIONS OF ALL COMMANDS',
    ...program.options.flatMap(optionLines),
    '.SH EXIT STATUS',
    ...exitCodes.flatMap(({ code, says: meaning }) => ['.TP', `.B ${code}`, plain(meaning)]),
    '.SH FILES',
    '.TP',
    '.I /etc/offhook/offhook.yaml',
    'The inventory that the service reads.',
    '.TP',
    '.I /var/lib/offhook',
    'Leases, what phones did last, and the token of the page.',
    '.SH SEE ALSO',
    'The pages by task in',
    '.IR /usr/lib/offhook/docs .',
    '',
  ].join('\n');
}

function commandLines({ path, usage, about, options }) {
  return [
    `.SS ${plain(path)} ${plain(usage)}`,
    `${plain(capital(about))}.`,
    ...options.filter(({ long }) => long !== '--help').flatMap(optionLines),
  ];
}

function optionLines({ flags, description, argChoices }) {
  const which = argChoices?.length ? ` (${argChoices.join(', ')})` : '';
  return ['.TP', `.B ${plain(flags)}`, plain(`${description}${which}`)];
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** What troff reads as a sign of its own. */
function plain(text) {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll(/^([.'])/gm, '\\&$1');
}
