// What became of a REGISTER, and what to do: one row for each way it can end. Pure.

import type { RequestOutcome } from '../sip/agent/user-agent.js';
import type { Grade } from '../timeline/rows/row.js';

export interface RegisterMeaning {
  readonly isRegistered: boolean;
  /** Goes on from the line's name. */
  readonly says: string;
  readonly todo?: string;
  readonly grade: Grade;
}

interface RegisterRow extends RegisterMeaning {
  readonly of: (outcome: RequestOutcome) => boolean;
}

type Answered = Extract<RequestOutcome, { readonly kind: 'answered' }>;
const answered = (is: (outcome: Answered) => boolean) => (outcome: RequestOutcome) =>
  outcome.kind === 'answered' && is(outcome);
const ofStatus = (...codes: readonly number[]) =>
  answered(({ response }) => codes.includes(response.status));
const COMPARE =
  'compare with what the PBX has: "offhook export asterisk" writes what the inventory says';

/** The first that fits counts. */
const ROWS: readonly RegisterRow[] = [
  {
    of: answered(({ response }) => response.status < 300),
    isRegistered: true,
    says: 'registered',
    grade: 'fact',
  },
  {
    of: answered(({ auth }) => auth === 'refused'),
    isRegistered: false,
    says: 'NOT REGISTERED: the PBX does not take its password, or the name that goes with it',
    todo: `${COMPARE}; a PBX that hides which lines it has says the same of one that it does not know`,
    grade: 'fact',
  },
  {
    of: answered(({ auth }) => auth === 'no-credentials'),
    isRegistered: false,
    says: 'NOT REGISTERED: the PBX wants a password, and the file that was fetched has none',
    todo: 'give the line a password in the inventory',
    grade: 'fact',
  },
  {
    of: answered(({ auth }) => auth === 'unsupported'),
    isRegistered: false,
    says: 'NOT REGISTERED: the PBX asks for a password in a way that phones do not know',
    todo: 'have it ask by Digest, with MD5 for old phones',
    grade: 'fact',
  },
  {
    of: ofStatus(403),
    isRegistered: false,
    says: 'NOT REGISTERED: the PBX forbids it: its password is wrong, or its address is not allowed',
    todo: COMPARE,
    grade: 'fact',
  },
  {
    of: ofStatus(404, 604),
    isRegistered: false,
    says: 'NOT REGISTERED: the PBX does not know this line',
    todo: COMPARE,
    grade: 'fact',
  },
  {
    of: ofStatus(408, 500, 502, 503, 504),
    isRegistered: false,
    says: 'NOT REGISTERED: the PBX cannot just now',
    todo: 'look at its log, and try again',
    grade: 'fact',
  },
  {
    of: answered(() => true),
    isRegistered: false,
    says: 'NOT REGISTERED: the PBX refuses it',
    todo: 'look at its log',
    grade: 'fact',
  },
  {
    of: ({ kind }) => kind === 'silence',
    isRegistered: false,
    says: 'NOT REGISTERED: no answer came',
    todo: 'is the PBX there, and does it hear SIP at that port? A firewall, or answers that it sends elsewhere (force_rport), look the same',
    grade: 'our reading',
  },
  {
    of: ({ kind }) => kind === 'unreachable',
    isRegistered: false,
    says: 'NOT REGISTERED: there is no way to the PBX',
    todo: 'look at its name, its port and the transport: see "offhook explain" of the phone',
    grade: 'fact',
  },
  {
    of: ({ kind }) => kind === 'malformed',
    isRegistered: false,
    says: 'NOT REGISTERED: what answered does not keep to the rules of SIP',
    todo: 'look what listens at that port',
    grade: 'fact',
  },
];

const STOPPED: RegisterMeaning = {
  isRegistered: false,
  says: 'NOT REGISTERED: it was stopped',
  grade: 'fact',
};

export function registerMeaning(outcome: RequestOutcome): RegisterMeaning {
  const found = ROWS.find((row) => row.of(outcome));
  if (!found) return STOPPED;
  const { of: _, ...meaning } = found;
  return meaning;
}

/** In brackets behind it: `401 Unauthorized`, `ENOTFOUND`. */
export function wordsOf(outcome: RequestOutcome): string {
  switch (outcome.kind) {
    case 'answered':
      return `${outcome.response.status} ${outcome.response.reason}`.trim();
    case 'unreachable':
      return outcome.code;
    case 'malformed':
      return `the message ${outcome.reason}`;
    case 'silence':
      return `asked ${outcome.sent} times`;
    default:
      return outcome.kind;
  }
}
