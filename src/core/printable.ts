// Foreign text made safe to show: on a terminal, in a log, in XML. Whoever prints what came from the wire, from a
// user's file or from another program sends it through here.

// Control, format (bidi marks, zero-width), surrogate, private and unassigned characters; line separators.
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Each character that cannot be seen becomes `\u{1b}`: nothing moves the cursor or breaks the line. */
export function printable(text: string): string {
  return text.replace(INVISIBLE, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}

const MAX_SHOWN = 128;

/** Text from the wire may be long as well: a log line stays short. */
export function printableStart(text: string): string {
  return printable(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
}
