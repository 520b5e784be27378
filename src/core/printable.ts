// Foreign text made safe to show: on a terminal, in a log, in XML. Whoever prints what came from the wire, from a
// user's file or from another program sends it through here.

// Control, format (bidi marks, zero-width), surrogate, private and unassigned characters; line separators.
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Each character that cannot be seen becomes `\u{1b}`: nothing moves the cursor or breaks the line. */
export function printable(text: string): string {
  // As nearly all is, and looked through in a fraction of the time.
  if (!/[^\x20-\x7e]/.test(text)) return text;
  return text.replace(INVISIBLE, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}

/** Of several lines, which stay lines; tabs stay, too. */
export function printableLines(text: string): string {
  return text.replace(/[^\t\n]+/g, printable);
}

/** JSON must write out the controls of ASCII; others move a cursor as well. */
export function printableJson(json: string): string {
  if (!/[^\n\x20-\x7e]/.test(json)) return json;
  return json.replace(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/gu, (char) =>
    char
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** A value as indented JSON for people and programs, with its end of line. */
export function jsonText(value: unknown): string {
  return printableJson(`${JSON.stringify(value, null, 2)}\n`);
}

/** A value as JSON on a line of its own. */
export function jsonLine(value: unknown): string {
  return printableJson(`${JSON.stringify(value)}\n`);
}

const MAX_SHOWN = 128;

/** Text from the wire may be long as well: a log line stays short. */
export function printableStart(text: string): string {
  return printable(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
}
