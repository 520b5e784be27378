// What others tell of a phone, as closed sets: of its lines, and of its question for a URL. Of what happens to phones and of what
// pretend phones do it is the same.

/** What a PBX tells of a line. */
export const LINE_STATES = [
  'registered',
  'unregistered',
  /** It is registered, and does not answer. */
  'unreachable',
  /** It was asked for its password. */
  'challenged',
  'bad-password',
  'no-account',
] as const;

export type LineState = (typeof LINE_STATES)[number];

/** What came of a question by SIP multicast; the last three are left without any answer. */
export const PNP_OUTCOMES = [
  /** It acknowledged its URL. */
  'told',
  /** It did not take it. */
  'refused',
  /** Nothing came back. */
  'no-answer',
  /** The inventory does not have it. */
  'stranger',
  /** It is on no network of ours. */
  'elsewhere',
  /** There is no URL for it. */
  'no-url',
] as const;

export type PnpOutcome = (typeof PNP_OUTCOMES)[number];
