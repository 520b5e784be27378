// Where a separator separates: outside of quoted strings and of angle brackets (RFC 3261 section 25.1). One pass.

/** Pieces between the separators, blanks kept. What a quotation mark opens and nothing closes runs to the end. */
export function cutAt(text: string, separator: ',' | ';'): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  let isQuoted = false;
  let isBracketed = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (isQuoted) {
      if (letter === '\\') at += 1;
      else if (letter === '"') isQuoted = false;
    } else if (letter === '"') isQuoted = true;
    else if (letter === '<') isBracketed = true;
    else if (letter === '>') isBracketed = false;
    else if (letter === separator && !isBracketed) {
      pieces.push(text.slice(from, at));
      from = at + 1;
    }
  }
  pieces.push(text.slice(from));
  return pieces;
}

/** Where the quoted string that begins at `from` has its closing mark; undefined: nowhere. */
export function closingQuote(text: string, from: number): number | undefined {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return undefined;
}

/** What a quoted string says; what is not quoted as it is. */
export function unquote(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text;
  return text.slice(1, -1).replace(/\\([\s\S])/g, '$1');
}

/** As a quoted string. Line ends are refused where the message is written. */
export function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

const TOKEN = /^[A-Za-z0-9\-.!%*_+`'~]+$/;

/** RFC 3261 section 25.1, `token`. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}
