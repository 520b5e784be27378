// Lists of domain names as RFC 1035 section 3.1 writes them, with pointers read (RFC 3397) and never written.

/**
 * A pointer may only lead back within these bytes; the names together may not exceed this, so that
 * a small option of pointers to one long name cannot unfold into much memory.
 */
const UNFOLDED_MAX = 4096;
const LABEL_MAX = 63;
const NAME_MAX = 253;

/** undefined: not a list of one or more names. */
export function decodeDomainNames(bytes: Uint8Array): readonly string[] | undefined {
  const names: string[] = [];
  let room = UNFOLDED_MAX;
  for (let at = 0; at < bytes.length; ) {
    const name = decodeName(bytes, at);
    if (name === undefined) return undefined;
    room -= name.text.length;
    if (room < 0) return undefined;
    names.push(name.text);
    at = name.end;
  }
  return names.length > 0 ? names : undefined;
}

/** Throws RangeError for an empty list, an empty or overlong label, or an overlong name. */
export function encodeDomainNames(names: readonly string[]): Uint8Array {
  if (names.length === 0) throw new RangeError('an empty list cannot be sent');
  return Uint8Array.from(names.flatMap(encodeName));
}

interface DecodedName {
  readonly text: string;
  /** Where the next name begins: behind the first pointer or the closing zero. */
  readonly end: number;
}

function decodeName(bytes: Uint8Array, start: number): DecodedName | undefined {
  const labels: string[] = [];
  let end: number | undefined;
  let length = 0;
  for (let at = start, limit = start; ; ) {
    const head = bytes[at];
    if (head === undefined) return undefined;
    if (head === 0) return finish(labels, end ?? at + 1);
    if (head <= LABEL_MAX) {
      const label = bytes.subarray(at + 1, at + 1 + head);
      length += head + 1;
      if (label.length < head || length > NAME_MAX + 1) return undefined;
      labels.push(Buffer.from(label).toString('latin1'));
      at += 1 + head;
      continue;
    }
    const target = pointerAt(bytes, at);
    // Strictly backwards: this alone rules out loops.
    if (target === undefined || target >= limit) return undefined;
    end ??= at + 2;
    at = target;
    limit = target;
  }
}

function finish(labels: readonly string[], end: number): DecodedName | undefined {
  const wellFormed = labels.length > 0 && labels.every((label) => !label.includes('.'));
  return wellFormed ? { text: labels.join('.'), end } : undefined;
}

/** RFC 1035 section 4.1.4: two bytes, the upper two bits set, the rest an offset. */
function pointerAt(bytes: Uint8Array, at: number): number | undefined {
  const [high, low] = [bytes[at], bytes[at + 1]];
  if (high === undefined || low === undefined || high < 0xc0) return undefined;
  return (high & 0x3f) * 256 + low;
}

function encodeName(name: string): readonly number[] {
  const labels = name.split('.').map((label) => Buffer.from(label, 'latin1'));
  if (name.length > NAME_MAX || labels.some(({ length }) => length < 1 || length > LABEL_MAX)) {
    throw new RangeError(`"${name}" is not a domain name`);
  }
  return [...labels.flatMap((label) => [label.length, ...label]), 0];
}
