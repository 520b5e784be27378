// Names of headers: compact forms, and which headers may hold a comma list (RFC 3261 section 7.3 and IANA's registry of
// SIP header fields).

/** The registered compact forms, in lower case. */
const COMPACT: Readonly<Record<string, string>> = {
  a: 'accept-contact',
  b: 'referred-by',
  c: 'content-type',
  d: 'request-disposition',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  j: 'reject-contact',
  k: 'supported',
  l: 'content-length',
  m: 'contact',
  n: 'identity-info',
  o: 'event',
  r: 'refer-to',
  s: 'subject',
  t: 'to',
  u: 'allow-events',
  v: 'via',
  x: 'session-expires',
  y: 'identity',
};

/** Not among them: the digest headers and Date, where a comma is part of one value. */
const LISTS: ReadonlySet<string> = new Set([
  ...['via', 'route', 'record-route', 'contact', 'path', 'service-route'],
  ...['accept', 'accept-encoding', 'accept-language', 'allow', 'allow-events'],
  ...[
    'supported',
    'require',
    'proxy-require',
    'unsupported',
    'warning',
    'alert-info',
    'error-info',
  ],
  ...['call-info', 'in-reply-to', 'content-language', 'content-encoding'],
]);

/** May not stand twice in a message (RFC 3261 section 7.3.1: what is no list has one value). */
export const SINGLES: readonly string[] = [
  ...['from', 'to', 'call-id', 'cseq', 'max-forwards', 'content-length', 'content-type', 'expires'],
  ...['event', 'date', 'min-expires', 'retry-after', 'session-expires', 'min-se'],
];

/** The full name in lower case, by which all forms of it are the same: `i`, `CALL-ID` and `Call-ID` are `call-id`. */
export function fullName(name: string): string {
  const lower = name.toLowerCase();
  return (lower.length === 1 ? COMPACT[lower] : undefined) ?? lower;
}

export function mayBeList(fullName: string): boolean {
  return LISTS.has(fullName);
}
