// Text from users' files, made safe to show on a terminal and to put into XML.

// Control, format (bidi marks, zero-width), surrogate, private and unassigned characters; line separators.
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Each character that cannot be seen becomes `\u{1b}`: nothing moves the cursor or breaks the line. */
export function printable(text: string): string {
  return text.replace(INVISIBLE, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}
