// Pretend phones that fetch firmware, or would. Names are those of the 7931G, 8.5(3).

import { ADDRESS, type Scenario, scenarioOf } from '../scenario.js';
import { UP_TO_FILE } from './cisco.js';

const LOAD = 'SIP31.8-5-3SR1S.loads';
const PART = 'apps31.8-5-3ES4.sbn';
const FIRST_LOAD = 'term31.default.loads';

const of7931 = scenarioOf('cisco-7931g');

export const FIRMWARE_SCENARIOS: readonly Scenario[] = [
  of7931({
    name: 'load-missing',
    does: 'misses the firmware that its file names',
    row: 'W1',
    steps: [...UP_TO_FILE, { get: 'SIP31.8-5-4S.loads' }],
  }),
  of7931({
    name: 'part-missing',
    does: 'misses a part of its firmware',
    row: 'W2',
    site: 'whole-set',
    steps: [...UP_TO_FILE, { get: LOAD }, { get: 'dsp31.8-5-4ES1.sbn' }],
  }),
  of7931({
    name: 'refuses-the-release',
    does: 'gets the list of its firmware and asks for no part',
    row: 'W3',
    site: 'whole-set',
    steps: [...UP_TO_FILE, { get: LOAD, times: 3, every: '5s' }],
  }),
  of7931({
    name: 'upgrades-again',
    does: 'gets its firmware, and then all of it again',
    row: 'W4',
    site: 'whole-set',
    steps: [
      {
        repeat: 2,
        steps: [...UP_TO_FILE, { get: LOAD }, { get: PART }],
      },
    ],
  }),
  of7931({
    name: 'erased',
    does: 'has an empty flash, and gets the first file that it needs',
    row: 'W5',
    site: 'whole-set',
    steps: [ADDRESS, { get: FIRST_LOAD }],
  }),
  of7931({
    name: 'erased-and-missing',
    does: 'has an empty flash, and misses the first file that it needs',
    row: 'W5b',
    steps: [ADDRESS, { get: FIRST_LOAD }],
  }),
  of7931({
    name: 'erased-other-model',
    does: 'has an empty flash, and is another model',
    row: 'W6',
    steps: [ADDRESS, { get: 'term62.default.loads' }],
  }),
  of7931({
    name: 'part-breaks-off',
    does: 'hears nothing more in the middle of its firmware',
    row: 'W7',
    site: 'whole-set',
    steps: [...UP_TO_FILE, { get: LOAD }, { get: PART, silentAfter: 20 }],
  }),
  of7931({
    name: 'upgrades',
    does: 'gets its firmware, slowly, and writes it to its flash',
    row: 'W9',
    site: 'whole-set',
    steps: [...UP_TO_FILE, { get: LOAD }, { get: PART, blockTime: '20ms' }, { wait: '3s' }],
  }),
  of7931({
    name: 'upgrade-stops',
    does: 'gets its firmware and is not heard again',
    row: 'W9b',
    site: 'whole-set',
    steps: [...UP_TO_FILE, { get: LOAD }, { get: PART }, { wait: '301s' }],
  }),
];
