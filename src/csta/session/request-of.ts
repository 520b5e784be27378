// What a person wants of a line, as the request of CSTA that brings it about.

import type { CstaRequest } from '../codec/write-request.js';
import { type Line, mostPressing, ownConnection } from '../line/line.js';
import type { Want } from './types.js';

export type Wanted =
  | { readonly request: CstaRequest }
  /** There is no call of which it could be asked. */
  | { readonly why: string };

export function requestOf(want: Want, { calls }: Line, device: string): Wanted {
  switch (want.kind) {
    case 'snapshot':
      return { request: { name: 'SnapshotDevice', device } };
    case 'call':
      return { request: { name: 'MakeCall', device, number: want.number } };
    case 'answer': {
      const ringing = calls.findLast(({ state }) => state === 'alerting');
      if (!ringing) return { why: 'no call rings at this line, as far as the phone tells' };
      return { request: { name: 'AnswerCall', connection: ownConnection(ringing, device) } };
    }
    case 'hangup': {
      const call = mostPressing(calls);
      if (!call) return { why: 'there is no call at this line, as far as the phone tells' };
      return { request: { name: 'ClearConnection', connection: ownConnection(call, device) } };
    }
  }
}
