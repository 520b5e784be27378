// Scripts of Fanvil phones.

import type { PnpEvent } from '../../../src/timeline/events.js';
import {
  ADDRESS,
  addressed,
  ask,
  CISCO,
  COMMON,
  FANVIL,
  gladly,
  HEX,
  miss,
  OWN,
  provisioned,
  type Script,
} from './script.js';

const BOOT_LIST = 'F00000000000.boot';
const rounds = (count: number, everyMs: number) =>
  Array.from({ length: count }, (_, index) => provisioned(index * everyMs)).flat();

const pnp = (atMs: number, outcome: PnpEvent['outcome']): PnpEvent => ({
  ...{ kind: 'pnp', atMs, outcome, address: ADDRESS },
});

export const FANVIL_SCRIPTS: readonly Script[] = [
  {
    row: 'F1',
    facts: FANVIL,
    events: addressed(),
    nowMs: 60_100,
    isLimit: true,
    notWhen: {
      'a phone that asks for a file': { events: [...addressed(), gladly(3_000, COMMON)] },
      'a Cisco phone': { facts: CISCO },
    },
  },
  {
    row: 'F2',
    facts: FANVIL,
    events: [...addressed(), gladly(2_800, 'F0V00X5U0000.cfg')],
    nowMs: 2_800,
    notWhen: {
      'its own': { events: [...addressed(), gladly(2_800, COMMON)] },
      'a later hardware': { events: [...addressed(), gladly(2_800, 'F0V5UV200000.cfg')] },
    },
  },
  {
    row: 'F3',
    facts: FANVIL,
    events: [...addressed(), gladly(2_800, COMMON)],
    nowMs: 32_800,
    isLimit: true,
    notWhen: {
      'a phone that asks for its own': {
        events: [...addressed(), gladly(2_800, COMMON), ask(3_000, OWN)],
      },
    },
  },
  {
    row: 'F4',
    facts: FANVIL,
    events: [...addressed(), gladly(2_600, BOOT_LIST)],
    nowMs: 2_600,
    notWhen: {
      'a list that is there': { events: [...addressed(), ask(2_600, BOOT_LIST)] },
      'a phone that asks for none': { events: provisioned(), nowMs: 3_000 },
    },
  },
  {
    row: 'F6',
    facts: FANVIL,
    events: rounds(3, 60_000),
    nowMs: 123_100,
    notWhen: {
      'two boots': { events: rounds(2, 60_000) },
      'boots that are further apart': { events: rounds(3, 93_001), nowMs: 190_000 },
      'a Cisco phone': { facts: CISCO },
    },
  },
  {
    row: 'F7',
    facts: FANVIL,
    events: [...addressed(), ask(3_000, `${HEX}.txt`)],
    nowMs: 3_000,
    notWhen: { 'the usual name': { events: provisioned() } },
  },
  {
    row: 'F8',
    facts: { ...FANVIL, announced: 'tftp' },
    events: [...addressed(), ask(3_000, OWN, 'sent', { protocol: 'http' })],
    nowMs: 3_000,
    notWhen: {
      'what it was told': { facts: { ...FANVIL, announced: 'http' } },
      'a phone that was told nothing': { facts: FANVIL },
    },
  },
  {
    row: 'F9',
    facts: FANVIL,
    events: [...provisioned(), miss(9_000, 'fanvil_x4_hw1_0.txt')],
    nowMs: 9_000,
    notWhen: {
      'a manifest that is there': { events: [...provisioned(), ask(9_000, 'fanvil_x4_hw1_0.txt')] },
    },
  },
  {
    row: 'F10',
    facts: FANVIL,
    events: [...addressed(), pnp(1_000, 'no-answer')],
    nowMs: 1_000,
    notWhen: {
      'a phone that was told its URL': { events: [...addressed(), pnp(1_000, 'told')] },
      'a phone that has its file': { events: [...provisioned(), pnp(4_000, 'no-answer')] },
    },
  },
  {
    row: 'F11',
    facts: FANVIL,
    events: [...addressed(), gladly(2_800, 'F0V5UV200000.cfg')],
    nowMs: 2_800,
    notWhen: { 'the first hardware': { events: [...addressed(), gladly(2_800, COMMON)] } },
  },
];
