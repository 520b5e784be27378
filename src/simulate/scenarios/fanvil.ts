// Pretend Fanvil phones whose requests betray how they are set.

import { ADDRESS, type Scenario, type ScenarioStep, scenarioOf } from '../scenario.js';

const OWN: ScenarioStep = { get: '{mac}.cfg' };

const fanvil = scenarioOf('fanvil');

export const FANVIL_SCENARIOS: readonly Scenario[] = [
  fanvil({
    name: 'fanvil-provisioning-off',
    does: 'has an address and asks nobody for files',
    row: 'F1',
    steps: [ADDRESS, { wait: '61s' }],
  }),
  {
    name: 'fanvil-other-model',
    does: 'asks for the file of another model',
    row: 'F2',
    model: 'fanvil-x5u',
    steps: [ADDRESS, { get: 'f0X4hw1.100.cfg' }, OWN],
  },
  fanvil({
    name: 'fanvil-no-own-file',
    does: "asks for its model's file and not for its own",
    row: 'F3',
    steps: [ADDRESS, { get: '{common}' }, { wait: '31s' }],
  }),
  fanvil({
    name: 'fanvil-boot-list',
    does: 'asks for a list of files first',
    row: 'F4',
    steps: [ADDRESS, { get: '{mac}.boot' }, { boot: 'files' }],
  }),
  fanvil({
    name: 'fanvil-reboot-loop',
    does: 'gets its file and begins anew each time',
    row: 'F6',
    steps: [{ repeat: 3, steps: [ADDRESS, { boot: 'files' }, { wait: '5s' }] }],
  }),
  fanvil({
    name: 'fanvil-other-name',
    does: 'asks for its file by a name that somebody set',
    row: 'F7',
    steps: [ADDRESS, { get: '{mac}.txt' }],
  }),
  fanvil({
    name: 'fanvil-http',
    does: 'keeps to HTTP, whatever it is told',
    row: 'F8',
    site: 'http',
    steps: [ADDRESS, { get: '{mac}.cfg', by: 'http', agent: 'Fanvil X4 2.4.0.5486' }],
  }),
  fanvil({
    name: 'fanvil-auto-upgrade',
    does: 'looks for newer firmware by itself',
    row: 'F9',
    steps: [ADDRESS, { get: 'fanvil_x4_hw1_0.txt' }],
  }),
  fanvil({
    name: 'fanvil-multicast',
    does: 'looks for its server by multicast, and does not take what it is told',
    row: 'F10',
    steps: [ADDRESS, { pnp: 'no-answer' }],
  }),
  fanvil({
    name: 'fanvil-later-hardware',
    does: 'is a later hardware of its model',
    row: 'F11',
    steps: [ADDRESS, { get: 'F0V5UV200000.cfg' }],
  }),
];
