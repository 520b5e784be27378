// Pretend phones that have their file, and what their PBX then tells of their lines: it is told as the scenario says, by nobody else.

import { type ScenarioStep, scenarioOf } from '../scenario.js';
import { UP_TO_FILE } from './cisco.js';

const REGISTERED: readonly ScenarioStep[] = [...UP_TO_FILE, { wait: '5s' }, { pbx: 'registered' }];

/** Of the NAT's outer side: one of the addresses for examples (RFC 5737). */
const GATEWAY = '203.0.113.9';

const cisco = scenarioOf('cisco');

export const REGISTRATION_SCENARIOS = [
  cisco({
    name: 'pbx-hears-nothing',
    does: 'has its file, and never asks the PBX',
    row: 'S2',
    site: 'pbx',
    steps: [...UP_TO_FILE, { wait: '61s' }],
  }),
  cisco({
    name: 'wrong-password',
    does: 'has another password than the PBX',
    row: 'S3',
    site: 'pbx',
    steps: [...UP_TO_FILE, { pbx: 'bad-password', times: 2, every: '5s' }],
  }),
  cisco({
    name: 'no-account',
    does: 'has a line that the PBX does not have',
    row: 'S4',
    site: 'pbx',
    steps: [...UP_TO_FILE, { pbx: 'no-account' }],
  }),
  cisco({
    name: 'first-line-only',
    does: 'registers the first of its lines alone, as USECALLMANAGER has it',
    row: 'S5',
    site: 'pbx-first-line',
    steps: [...REGISTERED, { wait: '61s' }],
  }),
  cisco({
    name: 'unreachable',
    does: 'registers, and does not answer the PBX',
    row: 'S6',
    site: 'pbx',
    steps: [...REGISTERED, { wait: '3s' }, { pbx: 'unreachable' }],
  }),
  cisco({
    name: 'drops-challenges',
    does: 'is asked for its password, and never hears it',
    row: 'S6a',
    site: 'pbx',
    steps: [...UP_TO_FILE, { pbx: 'challenged', times: 4, every: '4s' }],
  }),
  cisco({
    name: 'comes-and-goes',
    does: 'loses its registration again and again',
    row: 'S7',
    site: 'pbx',
    steps: [
      ...REGISTERED,
      {
        repeat: 3,
        steps: [{ wait: '2m' }, { pbx: 'unregistered' }, { wait: '5s' }, { pbx: 'registered' }],
      },
    ],
  }),
  cisco({
    name: 'registered-elsewhere',
    does: 'has a line that another device registers',
    row: 'S8',
    site: 'pbx',
    steps: [...UP_TO_FILE, { wait: '5s' }, { pbx: 'registered', elsewhere: true }],
  }),
  cisco({
    name: 'behind-nat',
    does: 'registers from behind a NAT, where the PBX does not reach it',
    row: 'S12',
    site: 'pbx',
    steps: [
      ...UP_TO_FILE,
      { wait: '5s' },
      { pbx: 'registered', source: GATEWAY },
      { wait: '3s' },
      { pbx: 'unreachable', source: GATEWAY },
      { wait: '11s' },
    ],
  }),
  cisco({
    name: 'registration-lapses',
    does: 'fetches its file again, and lets its registration run out',
    row: 'S9',
    site: 'pbx',
    steps: [
      ...REGISTERED,
      { wait: '5m' },
      { pbx: 'unregistered' },
      { get: 'SEP{MAC}.cnf.xml' },
      { wait: '61s' },
    ],
  }),
  cisco({
    name: 'switched-off',
    does: 'registers, and is switched off',
    row: 'S10',
    site: 'pbx',
    steps: [...REGISTERED, { wait: '5m' }, { pbx: 'unregistered' }, { wait: '61s' }],
  }),
  cisco({
    name: 'second-line-missing',
    does: 'registers one of its two lines',
    row: 'S11',
    site: 'pbx-two-lines',
    steps: [...REGISTERED, { wait: '61s' }],
  }),
];
