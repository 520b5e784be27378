// What the answer to a ping means, and what to do: one row for each kind of answer. Pure.

import type { RequestOutcome, SipTransport } from '../sip/agent/user-agent.js';
import type { Grade } from '../timeline/rows/row.js';

export interface PingMeaning {
  readonly isThere: boolean;
  /** A sentence without its full stop. */
  readonly says: string;
  /** Absent: there is nothing to do. */
  readonly todo?: string;
  readonly grade: Grade;
}

interface PingRow extends PingMeaning {
  readonly of: (outcome: RequestOutcome) => boolean;
}

const ofStatus =
  (from: number, to = from) =>
  (outcome: RequestOutcome) =>
    outcome.kind === 'answered' && outcome.response.status >= from && outcome.response.status <= to;
const ofKind = (kind: RequestOutcome['kind']) => (outcome: RequestOutcome) => outcome.kind === kind;
const UP = 'its SIP is up; whether a line is registered, only its PBX knows';
const ASK_PBX = 'look at "offhook status", or at the PBX, for its lines';

/** The first that fits counts. */
const ROWS: readonly PingRow[] = [
  { of: ofStatus(200, 299), isThere: true, says: UP, grade: 'our reading' },
  {
    of: ofStatus(401),
    isThere: true,
    says: `${UP}: it wants a password of whoever asks`,
    grade: 'fact',
  },
  {
    of: ofStatus(404),
    isThere: true,
    says: 'its SIP is up, and it knows no line of the name that was asked: none was, so it is not set up, or wants one',
    todo: 'look whether it fetched its file: "offhook status MAC"',
    grade: 'our reading',
  },
  {
    of: ofStatus(403),
    isThere: true,
    says: 'its SIP is up, and it answers some alone: its PBX, most likely',
    todo: ASK_PBX,
    grade: 'our reading',
  },
  {
    of: ofStatus(500, 599),
    isThere: true,
    says: 'its SIP is up, and not ready: phones say so while they start, or have no line',
    todo: 'ask again in a minute',
    grade: 'our reading',
  },
  {
    of: ofKind('answered'),
    isThere: true,
    says: `${UP}: it does not like OPTIONS, and heard it`,
    grade: 'fact',
  },
  {
    of: ofKind('malformed'),
    isThere: true,
    says: 'something answers there, and not by the rules of SIP',
    todo: 'look whether it is the phone: another device may have its address',
    grade: 'fact',
  },
  {
    of: (outcome) => outcome.kind === 'silence' && outcome.provisional !== undefined,
    isThere: true,
    says: 'it began to answer, and did not end',
    todo: 'ask again; --timeout gives it longer',
    grade: 'fact',
  },
  {
    of: ofKind('silence'),
    isThere: false,
    says: 'nothing answers: it is off or elsewhere, hears SIP at another port or by OTHER alone, or answers nobody but its PBX',
    todo: 'look when it was last heard ("offhook status MAC"), then try --port and --transport other',
    grade: 'our reading',
  },
  {
    of: ofKind('unreachable'),
    isThere: false,
    says: 'there is no way to it: it refuses connections, or the network has no route',
    todo: 'look whether its address is still its own ("offhook status MAC"), and try --transport other',
    grade: 'our reading',
  },
];

const STOPPED: PingMeaning = { isThere: false, says: 'it was not asked to the end', grade: 'fact' };

/** `transport`: by which it was asked; what is still to be tried is the other. */
export function pingMeaning(outcome: RequestOutcome, transport: SipTransport): PingMeaning {
  const found = ROWS.find((row) => row.of(outcome));
  if (!found) return STOPPED;
  const { of: _, says, todo, ...meaning } = found;
  const other = transport === 'udp' ? 'tcp' : 'udp';
  const named = (text: string) =>
    text.replace('OTHER', other.toUpperCase()).replace('--transport other', `--transport ${other}`);
  return { ...meaning, says: named(says), ...(todo !== undefined && { todo: named(todo) }) };
}

/** Of what no phone has answered to us yet. */
export const UNCONFIRMED =
  'how phones answer OPTIONS is known from their makers’ sources; no phone has confirmed it to us';
