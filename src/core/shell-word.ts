// A word of a command line that people copy into a shell.

/** In quotes where a shell would take it for several words, or for more than text. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
