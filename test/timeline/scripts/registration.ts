// Scripts of phones that have their file, with what the PBX tells of their lines.

import type { Mac } from '../../../src/core/mac.js';
import { addressed, ask, CISCO, FANVIL, renew, type Script, SEP, sip } from './script.js';

const ONE = { ...CISCO, lines: ['7001'] };
const TWO = { ...CISCO, lines: ['7001', '7002'] };
/** With USECALLMANAGER as its proxy. */
const MANAGED = { ...TWO, firstLineOnly: true };
const FILED = [...addressed(), ask(2_600, SEP)];
/** The next boot of a phone. */
const AGAIN = [...addressed(900_000), ask(902_600, SEP)];
/** Registered until then, and not any more. */
const lapsed = (atMs: number, line = '7001') => [
  sip(9_000, 'registered', { line }),
  sip(atMs, 'unregistered', { line }),
];
const NAT = { source: '203.0.113.9' };
const UNTOLD = 'where the PBX tells nothing any more';
const gone = (atMs: number) => [sip(atMs, 'unregistered'), sip(atMs + 5_000, 'registered')];

export const REGISTRATION_SCRIPTS: readonly Script[] = [
  {
    row: 'S1',
    facts: { ...ONE, pbxLink: false },
    events: FILED,
    nowMs: 3_000,
    notWhen: { 'where a PBX tells': { facts: ONE } },
  },
  {
    row: 'S2',
    facts: ONE,
    events: FILED,
    nowMs: 62_600,
    isLimit: true,
    notWhen: {
      'a phone that the PBX hears': { events: [...FILED, sip(60_000, 'unregistered')] },
      'a phone without an account': { facts: CISCO },
      'where no PBX tells': { facts: { ...ONE, pbxLink: false } },
      'where none told until a minute ago': { facts: { ...ONE, pbxLinkMs: 2_601 } },
    },
  },
  {
    row: 'S2',
    how: 'of a phone that was heard in the boot before and lost its registration',
    facts: ONE,
    events: [...FILED, sip(9_000, 'registered'), sip(600_000, 'unregistered'), ...AGAIN],
    nowMs: 962_600,
    isLimit: true,
    notWhen: {
      'one that the PBX has still on its list': {
        events: [...FILED, sip(9_000, 'registered'), ...AGAIN],
      },
    },
  },
  ...(
    [
      ['S3', 'bad-password'],
      ['S4', 'no-account'],
    ] as const
  ).map(
    ([row, state]): Script => ({
      row,
      facts: ONE,
      events: [...FILED, sip(9_000, state)],
      nowMs: 9_000,
      notWhen: {
        [UNTOLD]: { facts: { ...ONE, pbxLink: false } },
        'a phone that registers then': {
          events: [...FILED, sip(9_000, state), sip(12_000, 'registered')],
          nowMs: 12_000,
        },
        'a phone that boots anew': {
          events: [...FILED, sip(9_000, state), ...AGAIN],
          nowMs: 903_000,
        },
      },
    }),
  ),
  {
    row: 'S5',
    facts: MANAGED,
    events: [...FILED, sip(9_000, 'registered')],
    nowMs: 69_000,
    isLimit: true,
    beside: { S11: 'its second line is not registered' },
    notWhen: {
      'a second line': {
        events: [...FILED, sip(9_000, 'registered'), sip(9_500, 'registered', { line: '7002' })],
      },
      'a phone of one line': { facts: ONE },
      'where the PBX tells nothing any more': { facts: { ...MANAGED, pbxLink: false } },
      'one whose file names the address of the PBX': { facts: TWO },
      'a Fanvil': { facts: { ...FANVIL, lines: MANAGED.lines, firstLineOnly: true } },
    },
  },
  {
    row: 'S6',
    facts: ONE,
    events: [...FILED, sip(9_000, 'registered'), sip(13_000, 'unreachable')],
    nowMs: 13_000,
    beside: { S10: 'it may be off as well' },
    notWhen: {
      'a phone that is reached again': {
        events: [
          ...[...FILED, sip(9_000, 'registered'), sip(13_000, 'unreachable')],
          sip(80_000, 'registered'),
        ],
        nowMs: 80_000,
      },
      'a phone that was reached, and may have been switched off': {
        events: [...FILED, sip(9_000, 'registered'), sip(70_000, 'unreachable')],
        nowMs: 70_000,
      },
      'one that was reached the time before': {
        events: [
          ...[...FILED, sip(9_000, 'registered'), sip(13_000, 'unreachable')],
          ...[sip(80_000, 'registered'), sip(500_000, 'unreachable')],
        ],
        nowMs: 500_000,
      },
      'a phone that starts, and does not answer where it was before': {
        events: [...addressed(), sip(1_000, 'unreachable'), ask(2_600, SEP)],
        nowMs: 62_599,
      },
      'one whose file was sent, and that has had no time to register': {
        events: [...FILED, sip(9_000, 'unreachable')],
        nowMs: 62_599,
      },
      'where the PBX tells nothing any more': { facts: { ...ONE, pbxLink: false } },
    },
  },
  {
    row: 'S6',
    how: 'of a phone that registers again, and is not reached all the same',
    facts: ONE,
    events: [
      ...[...FILED, sip(9_000, 'registered'), sip(500_000, 'unreachable')],
      sip(545_000, 'unreachable'),
    ],
    nowMs: 545_000,
    beside: { S10: 'it may be off as well' },
    notWhen: {},
  },
  {
    row: 'S6',
    how: 'of a phone that renews its lease meanwhile',
    facts: ONE,
    events: [...FILED, sip(9_000, 'registered'), sip(500_000, 'unreachable'), renew(600_000)],
    nowMs: 600_000,
    notWhen: {},
  },
  {
    row: 'S12',
    facts: ONE,
    events: [...FILED, sip(9_000, 'unreachable', NAT)],
    nowMs: 19_000,
    isLimit: true,
    notWhen: {
      'one whose REGISTER comes from where it is': {
        events: [...FILED, sip(9_000, 'unreachable')],
      },
      [UNTOLD]: { facts: { ...ONE, pbxLink: false } },
    },
  },
  {
    row: 'S12',
    how: 'of a phone that its PBX does not look after',
    facts: ONE,
    events: [...FILED, sip(9_000, 'registered', NAT)],
    nowMs: 19_000,
    isLimit: true,
    notWhen: {
      'one that is reached there': { events: [...FILED, sip(9_000, 'registered')] },
      'one that has told an address which is nobody else’s': {
        events: [...FILED, sip(9_000, 'registered', { ...NAT, address: '203.0.113.7' })],
      },
      [UNTOLD]: { facts: { ...ONE, pbxLink: false } },
    },
  },
  {
    row: 'S6a',
    facts: ONE,
    events: [...FILED, ...[9_000, 13_000, 17_000].map((atMs) => sip(atMs, 'challenged'))],
    nowMs: 17_000,
    notWhen: {
      [UNTOLD]: { facts: { ...ONE, pbxLink: false } },
      'a phone that answers': {
        events: [
          ...FILED,
          ...[9_000, 13_000, 17_000].map((atMs) => sip(atMs, 'challenged')),
          sip(17_100, 'registered'),
        ],
        nowMs: 17_100,
      },
      'a phone that registers each hour': {
        events: [
          ...FILED,
          ...[9_000, 3_609_000, 7_209_000].flatMap((atMs) => [
            sip(atMs, 'challenged'),
            sip(atMs + 100, 'registered'),
          ]),
          sip(10_809_000, 'challenged'),
        ],
        nowMs: 10_809_000,
      },
    },
  },
  {
    row: 'S7',
    facts: ONE,
    events: [
      ...FILED,
      sip(9_000, 'registered'),
      ...gone(60_000),
      ...gone(180_000),
      ...gone(300_000),
    ],
    nowMs: 306_000,
    withoutLast: 'it was lost three times by then',
    notWhen: {
      [UNTOLD]: { facts: { ...ONE, pbxLink: false } },
      twice: { events: [...FILED, sip(9_000, 'registered'), ...gone(60_000), ...gone(180_000)] },
      'once an hour': {
        events: [...FILED, ...gone(60_000), ...gone(3_660_000), ...gone(7_260_000)],
        nowMs: 7_266_000,
      },
      'ten minutes later': { nowMs: 900_000 },
    },
  },
  {
    row: 'S7',
    how: 'of a phone that is out of reach and back',
    facts: ONE,
    events: [
      ...FILED,
      ...[60_000, 180_000, 300_000].flatMap((atMs) => [
        sip(atMs, 'unreachable'),
        sip(atMs + 5_000, 'registered'),
      ]),
    ],
    nowMs: 306_000,
    withoutLast: 'it was out of reach three times by then',
    notWhen: {
      twice: {
        events: [...FILED, sip(60_000, 'unreachable'), sip(65_000, 'registered')],
      },
    },
  },
  {
    row: 'S8',
    how: 'of a line that another device has, which names itself',
    facts: ONE,
    events: [...FILED, sip(9_000, 'registered', { by: '00:1b:d4:00:00:01' as Mac })],
    nowMs: 9_000,
    notWhen: { 'the phone itself': { events: [...FILED, sip(9_000, 'registered')] } },
  },
  {
    row: 'S8',
    facts: ONE,
    events: [...FILED, sip(9_000, 'registered', { address: '10.20.1.99', agent: 'Another' })],
    nowMs: 9_000,
    notWhen: {
      'its own address': { events: [...FILED, sip(9_000, 'registered')] },
      'where the PBX tells nothing any more': { facts: { ...ONE, pbxLink: false } },
      'a boot that follows': {
        events: [...FILED, sip(9_000, 'registered', { address: '10.20.1.99' }), ...AGAIN],
        nowMs: 903_000,
      },
    },
  },
  {
    row: 'S3',
    how: 'of a PBX that tells of logins, and may not tell who is registered',
    facts: { ...ONE, pbxLink: false, pbxHears: true },
    events: [...FILED, sip(9_000, 'bad-password')],
    nowMs: 9_000,
    beside: { S1: 'who is registered it does not tell' },
    notWhen: {},
  },
  {
    row: 'S9',
    facts: ONE,
    events: [...FILED, ...lapsed(500_000), renew(540_000)],
    nowMs: 560_000,
    isLimit: true,
    notWhen: {
      [UNTOLD]: { facts: { ...ONE, pbxLink: false } },
      'a phone that was not heard since': { events: [...FILED, ...lapsed(500_000)] },
      'a phone that registers again': {
        events: [...FILED, ...lapsed(500_000), renew(540_000), sip(550_000, 'registered')],
      },
      'a phone that boots anew': {
        events: [...FILED, ...lapsed(500_000), ...AGAIN],
        nowMs: 930_000,
      },
      'one of its lines': {
        facts: TWO,
        events: [...FILED, sip(9_000, 'registered', { line: '7002' }), ...lapsed(500_000)],
      },
    },
  },
  {
    row: 'S9',
    how: 'of a phone that got its file anew meanwhile, and does not register',
    facts: ONE,
    events: [...FILED, ...lapsed(500_000), ask(520_000, SEP)],
    nowMs: 580_000,
    isLimit: true,
    notWhen: {},
  },
  {
    row: 'S2',
    how: 'of a phone whose old registration ran out while it started',
    facts: ONE,
    events: [...addressed(), sip(1_000, 'unregistered'), ask(2_600, SEP)],
    nowMs: 62_600,
    isLimit: true,
    notWhen: {},
  },
  {
    row: 'S2',
    how: 'of a phone that is there and had its file before the server began',
    facts: { ...ONE, configuredMs: -9_000, pbxLinkMs: 0 },
    events: [renew(5_000)],
    nowMs: 60_000,
    isLimit: true,
    notWhen: { 'one that never had it': { facts: { ...ONE, pbxLinkMs: 0 } } },
  },
  {
    row: 'S10',
    facts: ONE,
    events: [...FILED, ...lapsed(500_000)],
    nowMs: 560_000,
    isLimit: true,
    notWhen: {
      [UNTOLD]: { facts: { ...ONE, pbxLink: false } },
      'a phone that was heard since': {
        events: [...FILED, ...lapsed(500_000), renew(540_000)],
      },
      'one of its lines': {
        facts: TWO,
        events: [...FILED, sip(9_000, 'registered', { line: '7002' }), ...lapsed(500_000)],
      },
    },
  },
  {
    row: 'S10',
    how: 'of a phone that the PBX had no longer when it was asked anew',
    facts: { ...ONE, pbxLinkMs: 500_001 },
    events: [
      ...[...FILED, sip(9_000, 'registered')],
      sip(500_000, 'unregistered', { asked: true }),
    ],
    nowMs: 560_000,
    isLimit: true,
    notWhen: {},
  },
  {
    row: 'S10',
    how: 'of a phone that did not answer the PBX before it was removed there',
    facts: ONE,
    events: [...FILED, ...lapsed(500_000).toSpliced(1, 0, sip(440_000, 'unreachable'))],
    nowMs: 500_000,
    withoutLast: 'the PBX does not reach it',
    notWhen: {
      'one that the PBX reached again': {
        events: [
          ...[...FILED, sip(9_000, 'registered'), sip(440_000, 'unreachable')],
          ...lapsed(500_000).map((each) => ({ ...each, atMs: Math.max(each.atMs, 480_000) })),
        ],
      },
    },
  },
  {
    row: 'S10',
    how: 'of a phone that the PBX does not reach',
    facts: ONE,
    events: [...FILED, sip(9_000, 'registered'), sip(500_000, 'unreachable')],
    nowMs: 500_000,
    notWhen: { [UNTOLD]: { facts: { ...ONE, pbxLink: false } } },
  },
  {
    row: 'S10',
    how: 'of a phone that had its file before the server began, and of which nobody tells',
    facts: { ...ONE, configuredMs: -9_000, pbxLinkMs: 0 },
    events: [],
    nowMs: 60_000,
    isLimit: true,
    notWhen: {
      'one that never had it': { facts: { ...ONE, pbxLinkMs: 0 } },
      'one without an account': { facts: { ...CISCO, configuredMs: -9_000, pbxLinkMs: 0 } },
      [UNTOLD]: { facts: { ...ONE, configuredMs: -9_000, pbxLink: false } },
    },
  },
  {
    row: 'S11',
    facts: TWO,
    events: [...FILED, sip(9_000, 'registered')],
    nowMs: 69_000,
    isLimit: true,
    notWhen: {
      [UNTOLD]: { facts: { ...TWO, pbxLink: false } },
      'a phone of one line': { facts: ONE },
      'all of its lines': {
        events: [...FILED, sip(9_000, 'registered'), sip(9_500, 'registered', { line: '7002' })],
      },
    },
  },
  {
    row: 'S11',
    how: 'of a line that was registered, while the other is renewed',
    facts: TWO,
    events: [...FILED, ...lapsed(500_000, '7002'), sip(540_000, 'registered')],
    nowMs: 560_000,
    notWhen: {
      'one that restarts': {
        nowMs: 559_999,
        events: [...FILED, ...lapsed(500_000), sip(559_000, 'registered', { line: '7002' })],
      },
    },
  },
];
