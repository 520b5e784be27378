// What ends the lines of a text.

/** The last character of each line's end: a carriage return where a text has no other, as programs of old Macs write. */
export function lineEndOf(text: string): '\n' | '\r' {
  return !text.includes('\n') && text.includes('\r') ? '\r' : '\n';
}
