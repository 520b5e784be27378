// UDP or TCP ports in a row.

/** Both belong to it; they may be one. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Why no call finds its ports there, of which it takes two; undefined: it does. */
export function mediaFault({ first, last }: PortRange): 'backwards' | 'too few' | undefined {
  if (first > last) return 'backwards';
  return first === last ? 'too few' : undefined;
}

/** Of services, which have a host for themselves and a phone has not. */
const LAST_WELL_KNOWN = 1023;

/** Media among the ports of known services. */
export function beginsTooLow({ first }: PortRange): boolean {
  return first <= LAST_WELL_KNOWN;
}

const RANGE = /^(\d{1,5})(?:-(\d{1,5}))?$/;

/** `40000-40009`, or `40000` alone; from 1 to 65535, the first not above the last. */
export function parsePortRange(text: string): PortRange | undefined {
  const [, firstText, lastText = firstText] = RANGE.exec(text) ?? [];
  const [first, last] = [Number(firstText), Number(lastText)];
  return first >= 1 && first <= last && last <= 65_535 ? { first, last } : undefined;
}

export function formatPortRange({ first, last }: PortRange): string {
  return first === last ? `${first}` : `${first}-${last}`;
}
