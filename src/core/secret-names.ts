// What a name gives away: behind a word for a password stands one, whatever else the text says.

/** Also as people misspell it. */
const PASSWORD_NAME = /pas+w|pswd|pwd|pw\b|secret|\bpin\b/i;

/** Whether what is called this is to be kept out of sight. */
export function namesPassword(name: string): boolean {
  return PASSWORD_NAME.test(name);
}

/** A line of a file as far as it can be shown: nothing of an address's user, nor behind a word for a password. */
export function withoutPasswords(line: string): string {
  const shown = line.replace(/\/\/[^\s/@]*@/g, '//********@');
  const found = PASSWORD_NAME.exec(shown);
  if (!found) return shown;
  const end = shown.slice(found.index).search(/[\s:=]/);
  return end < 0 ? shown : `${shown.slice(0, found.index + end + 1)} ********`;
}
