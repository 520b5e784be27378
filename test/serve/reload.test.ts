import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  IDLE,
  type ReloadAct,
  type ReloadEvent,
  type ReloadState,
  stepReload,
} from '../../src/serve/reload.js';

const asked: ReloadEvent = { type: 'asked' };
const good: ReloadEvent = { type: 'read', good: true };
const bad: ReloadEvent = { type: 'read', good: false };
const doubtful: ReloadEvent = { type: 'read', good: false, doubt: 'ends-in-error' };
const restless: ReloadEvent = { type: 'read', good: true, doubt: 'changed' };
const fewer: ReloadEvent = { type: 'read', good: true, doubt: 'fewer-phones' };
const swapped: ReloadEvent = { type: 'swapped' };
const unfit: ReloadEvent = { type: 'unfit' };

/** The acts that follow each event, and the phase in which it ends. */
function after(...events: readonly ReloadEvent[]) {
  let state: ReloadState = IDLE;
  const acts = events.map((event) => {
    const step = stepReload(state, event);
    state = step.state;
    return step.acts.join(' ');
  });
  return { acts, phase: state.phase };
}

describe('a reload', () => {
  it.each([
    ['that works', [asked, good, swapped], ['read', 'swap', 'rest'], 'idle'],
    ['with an error', [asked, bad], ['read', 'refuse rest'], 'refused'],
    [
      'after one with an error',
      [asked, bad, asked, good, swapped],
      ['read', 'refuse rest', 'read', 'swap', 'rest'],
      'idle',
    ],
    ['that the servers cannot serve', [asked, good, unfit], ['read', 'swap', 'rest'], 'refused'],
    [
      'asked for while one is read, once more however often',
      [asked, asked, asked, asked, good, swapped, good, swapped],
      ['read', '', '', '', 'swap', 'read', 'swap', 'rest'],
      'idle',
    ],
    [
      'asked for while one is swapped',
      [asked, good, asked, asked, swapped],
      ['read', 'swap', '', '', 'read'],
      'reading',
    ],
    ['asked for while one fails', [asked, asked, bad], ['read', '', 'refuse read'], 'reading'],
    [
      'asked for while the servers refuse one',
      [asked, good, asked, unfit],
      ['read', 'swap', '', 'read'],
      'reading',
    ],
    [
      'of a file that somebody is still writing',
      [asked, doubtful, good, swapped],
      ['read', 'read-later', 'swap', 'rest'],
      'idle',
    ],
    [
      'of a file that ends in an error for good, which is given time once',
      [asked, doubtful, doubtful],
      ['read', 'read-later', 'refuse rest'],
      'refused',
    ],
    [
      'of a file that ends in an error after it was changed again and again',
      [asked, restless, restless, doubtful, doubtful],
      ['read', 'read-later', 'read-later', 'read-later', 'refuse rest'],
      'refused',
    ],
    [
      'that has fewer phones, which is given time once',
      [asked, fewer, fewer, swapped],
      ['read', 'read-later', 'swap', 'rest'],
      'idle',
    ],
    [
      'of files that never rest',
      [asked, restless, restless, restless, restless],
      ['read', 'read-later', 'read-later', 'read-later', 'swap'],
      'swapping',
    ],
    [
      'asked for meanwhile is what a second reading is anyway',
      [asked, asked, doubtful, good, swapped],
      ['read', '', 'read-later', 'swap', 'rest'],
      'idle',
    ],
  ] as const)('%s', (_, events, acts, phase) => {
    expect(after(...events)).toEqual({ acts, phase });
  });

  it('never has two things under way, and rests only when nothing is', () => {
    const working: readonly ReloadAct[] = ['read', 'read-later', 'swap'];
    const outcomes = fc.constantFrom(good, bad, doubtful, restless);
    const request = fc.constant(asked);
    const what = fc.oneof(request, outcomes, fc.constantFrom(swapped, unfit));
    fc.assert(
      fc.property(fc.array(what, { maxLength: 60 }), (events) => {
        let state: ReloadState = IDLE;
        let underWay: ReloadAct | undefined;
        for (const event of events) {
          // Only what is under way can end.
          if (event.type === 'read' && !underWay?.startsWith('read')) continue;
          if ((event.type === 'swapped' || event.type === 'unfit') && underWay !== 'swap') continue;
          if (event.type !== 'asked') underWay = undefined;
          const step = stepReload(state, event);
          state = step.state;
          for (const act of step.acts) {
            expect(underWay).toBeUndefined();
            if (working.includes(act)) underWay = act;
          }
          expect(underWay === undefined).toBe(state.phase === 'idle' || state.phase === 'refused');
        }
      }),
    );
  });
});
