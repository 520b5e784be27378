// What uaCSTA is told in, in English. MAC stands for that of the phone.

import type { LineState } from '../line/call-states.js';
import type { VerdictId } from '../verdicts.js';

export interface CstaTexts {
  /** `says`: a whole sentence without its full stop. */
  readonly verdicts: Readonly<Record<VerdictId, { readonly says: string; readonly todo: string }>>;
  /** Goes on from the line's name. */
  readonly states: Readonly<Record<LineState, string>>;
}

const SWITCH =
  'write `csta: true` for the phone and let it fetch its file; where that is so already, `offhook csta MAC --settle` finds out which value switches uaCSTA on';
const OF_REGISTRAR =
  'a phone may open uaCSTA to the server alone at which it is registered: ask from that machine, or register the phone there';

export const CSTA_ENGLISH: CstaTexts = {
  verdicts: {
    on: { says: 'uaCSTA is on', todo: 'nothing: `--watch` shows the line, `--call NUMBER` dials' },
    'on-disabled': {
      says: 'uaCSTA is on, and the phone says that it is not in order',
      todo: 'restart the phone, and ask again',
    },
    'plain-answer': {
      says: 'uaCSTA is off: the phone took the INVITE for a call and says nothing of CSTA',
      todo: SWITCH,
    },
    rings: { says: 'uaCSTA is off: the phone rang, and was asked to stop', todo: SWITCH },
    'refuses-body': {
      says: 'uaCSTA is off: the phone does not take what the INVITE holds',
      todo: SWITCH,
    },
    'refuses-us': { says: 'the phone refuses us', todo: OF_REGISTRAR },
    'asks-password': {
      says: 'the phone refuses us: it asks for a password, and no document says which',
      todo: OF_REGISTRAR,
    },
    'no-line': {
      says: 'the phone refuses us: it knows no line of that number',
      todo: 'see with `offhook status MAC` whether it has its present file and is registered; `--line N` asks another line',
    },
    busy: {
      says: 'the phone refuses us: it is in use, or takes no calls',
      todo: 'hang up, end do-not-disturb, and ask again',
    },
    'broken-answer': {
      says: 'no answer that can be read: what came is no SIP, or broken',
      todo: 'see whether a phone is at that address, and send us a capture of it',
    },
    'no-answer': {
      says: 'no answer',
      todo: 'see with `offhook ping MAC` whether SIP reaches the phone at all; if it does, it may answer its registrar only',
    },
    unreachable: {
      says: 'no answer: nobody hears SIP at that address',
      todo: 'see with `offhook status MAC` where the phone is, or name it with `--address`; on TCP alone `--transport tcp` asks',
    },
  },
  states: {
    alerting: 'rings',
    connected: 'talks',
    delivered: 'calls, and it rings there',
    originated: 'dials',
    initiated: 'is off hook',
    queued: 'waits in a queue',
    held: 'has a call on hold',
    failed: 'does not get through',
    idle: 'is idle',
  },
};
