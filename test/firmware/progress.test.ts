import { describe, expect, it } from 'vitest';
import { progressOf } from '../../src/firmware/progress.js';

const SET = [
  { name: 'SIP31.loads', bytes: 400 },
  { name: 'jar', bytes: 1000 },
  { name: 'cnu', bytes: 0 },
  { name: 'apps', bytes: 3000 },
];

describe('how far a phone is with its firmware', () => {
  it.each<
    readonly [
      string,
      { done?: readonly string[]; under?: Readonly<Record<string, number>>; rate?: number },
      object,
    ]
  >([
    ['nothing was sent', {}, { bytes: 0, part: 0 }],
    [
      'nothing yet, though the rate is known',
      { rate: 100 },
      { bytes: 0, part: 0, bytesPerSecond: 100, secondsLeft: 44 },
    ],
    ['the list is under way', { under: { 'SIP31.loads': 100 } }, { bytes: 100, part: 1 }],
    [
      'the first part is under way',
      { done: ['SIP31.loads'], under: { jar: 500 }, rate: 1000 },
      { bytes: 900, part: 2, bytesPerSecond: 1000, secondsLeft: 4 },
    ],
    ['a part is skipped', { done: ['SIP31.loads', 'jar', 'cnu'] }, { bytes: 1400, part: 3 }],
    [
      'one that was sent is asked for again',
      { done: ['SIP31.loads', 'jar'], under: { jar: 10 } },
      { bytes: 1400, part: 2 },
    ],
    ['more than there is', { under: { jar: 5000, apps: -1 } }, { bytes: 1000, part: 4 }],
    ['of another set', { done: ['jar45'], under: { dsp45: 10 } }, { bytes: 0, part: 0 }],
    ['all was sent', { done: SET.map(({ name }) => name), rate: 1000 }, { bytes: 4400, part: 4 }],
    ['it stands still', { done: ['jar'], rate: 0 }, { bytes: 1000, part: 2 }],
  ])('%s', (_, { done = [], under = {}, rate }, expected) => {
    const progress = progressOf(SET, {
      finished: new Set(done),
      running: new Map(Object.entries(under)),
      ...(rate !== undefined && { bytesPerSecond: rate }),
    });
    expect(progress).toEqual({ ofBytes: 4400, parts: 4, ...expected });
  });

  it('is nothing of an empty set', () => {
    const progress = progressOf([], { finished: new Set(), running: new Map(), bytesPerSecond: 9 });
    expect(progress).toEqual({ bytes: 0, ofBytes: 0, part: 0, parts: 0 });
  });
});
