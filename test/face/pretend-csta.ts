// A phone of a made-up site whose line can be controlled: it rings, talks and holds as it is told, and is called by somebody hostile.

import type { CstaAnswer, CstaCall, CstaWish } from '../../src/page/wire/csta.js';
import { HOSTILE } from './pretend-site.js';

const DOING = {
  ...{ idle: 'is idle', alerting: 'rings', connected: 'talks', held: 'has a call on hold' },
  delivered: 'calls, and it rings there',
} as const;
type State = keyof typeof DOING;

export interface PretendLine {
  answer(wish: CstaWish): CstaAnswer;
  /** What somebody else does: a call comes, is put on hold, or ends. */
  become(state: State): void;
}

const NUMBERS = ['7001', '7002'];

export function pretendLine(): PretendLine {
  let isOpen = false;
  let state: State = 'idle';
  let other = HOSTILE;
  let refused: string | undefined;

  function act({ act, number = '' }: CstaWish): void {
    if (act !== 'look') refused = undefined;
    if (act === 'open') isOpen = true;
    else if (act === 'answer' && state === 'alerting') state = 'connected';
    else if (act === 'hangup') state = 'idle';
    else if (act === 'call' && number === '999') {
      refused = 'MakeCall: operation: invalidCalledDeviceID';
    } else if (act === 'call') {
      state = 'delivered';
      other = number;
    }
  }

  return {
    become(next) {
      state = next;
      if (next === 'alerting') other = HOSTILE;
    },
    answer(wish) {
      act(wish);
      const { line = 1 } = wish;
      const call: CstaCall = { state, doing: DOING[state], other };
      return {
        ...{ lines: NUMBERS, line, isOpen, isAsking: false, state, doing: DOING[state] },
        ...(isOpen && { answer: 'on', says: 'uaCSTA is on', todo: 'nothing' }),
        calls: state === 'idle' ? [] : [call],
        ...(refused !== undefined && { refused }),
      };
    },
  };
}
