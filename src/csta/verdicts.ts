// What the answer to our INVITE says of uaCSTA at a phone. Of `on` Fanvil's manual has a capture; that the others mean what
// they are taken for here no phone has shown: it is what SIP's answers mean (RFC 3261 section 21).

/** `refuses`: it may answer its registrar only. */
export type Answer = 'on' | 'off' | 'refuses' | 'silent';

/** What each says and what to do stands in texts/. */
export const VERDICTS = {
  on: 'on',
  /** It answers, and is not in order. */
  'on-disabled': 'on',
  /** A 2xx without a word of CSTA: it took the INVITE for a call. */
  'plain-answer': 'off',
  rings: 'off',
  'refuses-body': 'off',
  'refuses-us': 'refuses',
  'asks-password': 'refuses',
  'no-line': 'refuses',
  busy: 'refuses',
  /** It answers, and not in SIP. */
  'broken-answer': 'silent',
  'no-answer': 'silent',
  unreachable: 'silent',
} as const satisfies Readonly<Record<string, Answer>>;

export type VerdictId = keyof typeof VERDICTS;

/** By the status of a final answer that is no 2xx. */
const BY_STATUS: Readonly<Record<number, VerdictId>> = {
  400: 'refuses-body',
  401: 'asks-password',
  404: 'no-line',
  405: 'refuses-body',
  406: 'refuses-body',
  407: 'asks-password',
  408: 'no-answer',
  410: 'no-line',
  415: 'refuses-body',
  420: 'refuses-body',
  480: 'busy',
  484: 'no-line',
  486: 'busy',
  488: 'refuses-body',
  // baresip.
  500: 'refuses-body',
  501: 'refuses-body',
  504: 'no-answer',
  600: 'busy',
  604: 'no-line',
  606: 'refuses-body',
};

export function verdictOfStatus(status: number): VerdictId {
  return BY_STATUS[status] ?? 'refuses-us';
}

/** Of `systemStatus`: calls can be watched and made while it is one of these (ECMA-269). */
const IN_ORDER = new Set([
  'normal',
  'enabled',
  'overloadRelieved',
  'overloadImminent',
  'initializing',
]);

export function verdictOfSystemStatus(status: string): VerdictId {
  return IN_ORDER.has(status) ? 'on' : 'on-disabled';
}
