// What is told of phones, by what an Asterisk says: of each driver the same story.

import { describe, expect, it } from 'vitest';
import type { Mac } from '../../../src/core/mac.js';
import {
  createRegistrations,
  type ListTaken,
  type Wants,
} from '../../../src/pbx/lines/registrations.js';
import type { Directory, LineHeld } from '../../../src/pbx/lines/who.js';
import { macsOfRegister } from '../../../src/phones/registry.js';
import { CALL_ID, CHAN_SIP, messagesOf, OWN_LOGIN, PHONE, PJSIP } from './asterisk-said.js';

const ANNA = '00:1b:d4:00:00:01' as Mac;
const OTTO = '00:a8:59:00:00:02' as Mac;
const HALL = '00:a8:59:00:00:03' as Mac;
const LINES: Readonly<Record<string, LineHeld>> = {
  '7001': { line: '7001', macs: [ANNA] },
  otto: { line: '7002', macs: [OTTO] },
  '7004': { line: '7004', macs: [ANNA, OTTO] },
};
const ADDRESSES: Readonly<Record<string, Mac>> = { [PHONE]: ANNA, '10.77.1.102': OTTO };

/** Where the PBX sees a phone behind a NAT. */
const GATEWAY = { address: '203.0.113.9' };
const OTHERS: Readonly<Record<string, Mac>> = { [PHONE]: OTTO };

const DIRECTORY: Directory = {
  lineOf: (account) => LINES[account],
  namedIn: macsOfRegister,
  isPhone: (mac) => [ANNA, OTTO, HALL].includes(mac),
  holderOf: (address) => ADDRESSES[address],
};

function listen(directory: Directory = DIRECTORY) {
  const told: string[] = [];
  const used: string[] = [];
  let asked = 0;
  let nowMs = 1_000_000;
  const soon: (() => void)[] = [];
  const passMoment = () => {
    for (const act of soon.splice(0)) act();
  };
  const registrations = createRegistrations({
    directory,
    tell(mac, { line, state, address, source, agent, by, asked }) {
      const at = [address && `from ${address}`, source && `through ${source}`];
      const from = [...at, agent && `as ${agent}`, by && `by ${by}`];
      const more = [...from, asked && 'as a list has it'];
      told.push([mac, line, state, ...more.filter(Boolean)].join(' '));
    },
    used: (mac) => used.push(mac),
    wanting: () => asked++,
    soon: (act) => soon.push(act),
  });
  return {
    registrations,
    told,
    used,
    asked: () => asked,
    pass: (ms: number) => {
      nowMs += ms;
    },
    /** A second between two messages. */
    say(...texts: readonly string[]) {
      for (const message of messagesOf(texts.join('\n'))) {
        nowMs += 1_000;
        registrations.hear(message, nowMs);
        passMoment();
      }
    },
    /** Within one moment. */
    atOnce(...texts: readonly string[]) {
      nowMs += 1_000;
      for (const message of messagesOf(texts.join('\n'))) {
        nowMs += 1;
        registrations.hear(message, nowMs);
      }
    },
    passMoment,
    list(...entries: readonly string[]) {
      nowMs += 1_000;
      takeAll(registrations.beginContacts(), entries, nowMs);
    },
    peers(...entries: readonly string[]) {
      nowMs += 1_000;
      takeAll(registrations.beginPeers(), entries, nowMs);
    },
    look(account: string, text: string) {
      nowMs += 1_000;
      for (const message of messagesOf(text)) registrations.looked(account, message, nowMs, 0);
    },
    wants: (): Wants => registrations.takeWants(),
  };
}

type Listening = ReturnType<typeof listen>;

function takeAll(list: ListTaken, entries: readonly string[], atMs: number) {
  for (const entry of entries.flatMap(messagesOf)) list.take(entry, atMs);
  list.end(atMs);
}

const REGISTERED = `${ANNA} 7001 registered from ${PHONE} as Cisco-CP7931G/8.5.3`;

/** Told within three milliseconds. */
const LEAVES = [
  ...[PJSIP.challenged(), PJSIP.accepted(), PJSIP.use('UNAVAILABLE')],
  PJSIP.contact('Removed'),
];

describe('of PJSIP', () => {
  it('a phone registers: told when the list says who it is', () => {
    const pbx = listen();
    pbx.say(OWN_LOGIN, PJSIP.challenged(), PJSIP.accepted(), PJSIP.contact('NonQualified'));
    expect(pbx.told).toEqual([]);
    expect(pbx.wants()).toEqual({ contacts: true, peers: false, looks: [] });
    pbx.list(PJSIP.entry());
    pbx.say(PJSIP.contact('Reachable'));
    expect(pbx.told).toEqual([REGISTERED]);
    expect(pbx.wants().contacts).toBe(false);
  });

  it('a phone whose list may not be had is told without its name', () => {
    const pbx = listen();
    pbx.say(PJSIP.contact('Reachable'));
    pbx.registrations.doWithout(2_000_000);
    expect(pbx.told).toEqual([`${ANNA} 7001 registered from ${PHONE}`]);
  });

  it('it registers again: heard, each time, and nothing is asked for', () => {
    const pbx = listen();
    pbx.list(PJSIP.entry());
    pbx.say(PJSIP.challenged(), PJSIP.accepted());
    expect(pbx.told).toEqual([REGISTERED, REGISTERED]);
    expect(pbx.asked()).toBe(0);
  });

  it('it registers again just when the list has told it: heard, but not twice in one moment', () => {
    const pbx = listen();
    pbx.list(PJSIP.entry());
    for (let times = 0; times < 2; times++) {
      pbx.pass(-900);
      pbx.say(PJSIP.accepted());
    }
    expect(pbx.told).toEqual([REGISTERED, REGISTERED]);
  });

  it('it leaves: told that it is not registered any more, and not that it is', () => {
    const pbx = listen();
    pbx.list(PJSIP.entry());
    pbx.atOnce(...LEAVES);
    pbx.passMoment();
    expect(pbx.told).toEqual([REGISTERED, `${ANNA} 7001 unregistered`]);
    pbx.atOnce(PJSIP.challenged(), PJSIP.accepted(), PJSIP.contact('NonQualified'));
    pbx.passMoment();
    pbx.list(PJSIP.entry());
    expect(pbx.told.at(-1)).toBe(REGISTERED);
  });

  it('it leaves from two contacts at once, and of the other it is told first', () => {
    const pbx = listen();
    const [old, other] = ['old@10.77.1.109', '10.77.1.109'];
    pbx.list(PJSIP.entry(), PJSIP.entry({ CallId: old }, '7001', other));
    const [challenged = '', accepted = '', ...gone] = LEAVES;
    pbx.atOnce(challenged, accepted, PJSIP.contact('Removed', other), ...gone);
    pbx.passMoment();
    expect(pbx.told).toEqual([REGISTERED, `${ANNA} 7001 unregistered`]);
  });

  it.each([
    ['it is not reached any more', PJSIP.contact('Unreachable'), 'unreachable'],
    ['it comes from another port, and is seen there', PJSIP.contact('Reachable'), undefined],
  ])('it registers again, and at once %s: both are told, in this order', (_, event, state) => {
    const pbx = listen();
    pbx.list(PJSIP.entry());
    pbx.atOnce(PJSIP.challenged(), PJSIP.accepted(), event);
    const more = state === undefined ? [] : [REGISTERED.replace('registered', state)];
    expect(pbx.told).toEqual([REGISTERED, REGISTERED, ...more]);
    pbx.passMoment();
    expect(pbx.told).toHaveLength(2 + more.length);
  });

  it('it registers again just before the connection is lost, or a list tells of it: told before that', () => {
    const pbx = listen();
    pbx.list(PJSIP.entry());
    pbx.atOnce(PJSIP.accepted());
    pbx.list(PJSIP.entry());
    expect(pbx.told).toEqual([REGISTERED, REGISTERED]);
    pbx.atOnce(PJSIP.accepted());
    pbx.registrations.lost();
    expect(pbx.told).toEqual([REGISTERED, REGISTERED, REGISTERED]);
    pbx.passMoment();
    expect(pbx.told).toHaveLength(3);
  });

  it('it has started, and registers where it did by another Call-ID: heard when the list says so', () => {
    const pbx = listen();
    pbx.list(PJSIP.entry());
    pbx.say(PJSIP.accepted({ callId: 'another' }));
    expect(pbx.wants().contacts).toBe(true);
    pbx.list(PJSIP.entry({ CallId: 'another' }));
    pbx.list(PJSIP.entry({ CallId: 'another' }));
    expect(pbx.told).toEqual([REGISTERED, REGISTERED]);
  });

  it('its password is wrong, and an older registration that still runs hides it not', () => {
    const pbx = listen();
    pbx.list(PJSIP.entry());
    pbx.say(PJSIP.challenged(), PJSIP.badPassword(), PJSIP.contact('Reachable'));
    pbx.list(PJSIP.entry());
    pbx.say(PJSIP.contact('Removed'));
    expect(pbx.told).toEqual([REGISTERED, `${ANNA} 7001 bad-password from ${PHONE}`]);
    pbx.say(PJSIP.challenged(), PJSIP.accepted(), PJSIP.contact('NonQualified'));
    pbx.list(PJSIP.entry());
    expect(pbx.told.at(-1)).toBe(REGISTERED);
  });

  it('an account is not known: told of who the Call-ID names, though nobody has such a line', () => {
    const pbx = listen();
    pbx.say(PJSIP.noAccount({ account: '7099', address: '10.9.9.9' }));
    pbx.say(PJSIP.noAccount({ account: '7098', address: '10.9.9.9', callId: 'f00@10.9.9.9' }));
    expect(pbx.told).toEqual([`${ANNA} 7099 no-account from 10.9.9.9`]);
  });

  it('only challenges: a second one that nobody answered is told, and each after it', () => {
    const pbx = listen();
    pbx.say(PJSIP.challenged());
    expect(pbx.told).toEqual([]);
    pbx.say(PJSIP.challenged(), PJSIP.challenged());
    expect(pbx.told).toEqual(Array(2).fill(`${ANNA} 7001 challenged from ${PHONE}`));
  });

  it('one challenge for each registration is no sign of that', () => {
    const pbx = listen();
    for (let times = 0; times < 3; times++) {
      pbx.say(PJSIP.challenged(), PJSIP.accepted());
      pbx.pass(300_000);
    }
    pbx.say(PJSIP.challenged());
    pbx.pass(300_000);
    pbx.say(PJSIP.challenged());
    expect(pbx.told).toEqual([]);
  });

  it('is out of reach, and back, and gone', () => {
    const pbx = listen();
    pbx.list(PJSIP.entry());
    pbx.say(...['Unreachable', 'Reachable', 'Removed'].map((status) => PJSIP.contact(status)));
    expect(pbx.told.map((each) => each.split(' ')[2])).toEqual([
      ...['registered', 'unreachable', 'registered', 'unregistered'],
    ]);
  });

  it('moves to another address: the old contact goes when the new one is there', () => {
    const pbx = listen();
    pbx.list(PJSIP.entry());
    pbx.say(PJSIP.contact('NonQualified', '10.77.1.109'));
    pbx.list(PJSIP.entry(), PJSIP.entry({}, '7001', '10.77.1.109'));
    pbx.say(PJSIP.contact('Removed'));
    expect(pbx.told).toEqual([REGISTERED, REGISTERED.replace(PHONE, '10.77.1.109')]);
  });

  it('is behind a NAT: from where it came is told until the PBX has reached it at the address inside', () => {
    const pbx = listen();
    const inside = { Status: 'NonQualified' };
    pbx.say(PJSIP.challenged(GATEWAY), PJSIP.accepted(GATEWAY), PJSIP.contact('NonQualified'));
    pbx.list(PJSIP.entry(inside));
    pbx.say(PJSIP.contact('Unreachable'), PJSIP.contact('Reachable'), PJSIP.contact('Unreachable'));
    expect(pbx.told).toEqual([
      `${ANNA} 7001 registered from ${PHONE} through 203.0.113.9 as Cisco-CP7931G/8.5.3`,
      `${ANNA} 7001 unreachable from ${PHONE} through 203.0.113.9 as Cisco-CP7931G/8.5.3`,
      `${ANNA} 7001 registered from ${PHONE} as Cisco-CP7931G/8.5.3`,
      `${ANNA} 7001 unreachable from ${PHONE} as Cisco-CP7931G/8.5.3`,
    ]);
    expect(pbx.registrations.seen(ANNA, '7001')?.source).toBe('203.0.113.9');
  });

  it('is behind a NAT with the address of another phone here: it is the one that has the line', () => {
    const pbx = listen({ ...DIRECTORY, namedIn: () => [], holderOf: (address) => OTHERS[address] });
    pbx.say(PJSIP.accepted(GATEWAY));
    pbx.list(PJSIP.entry());
    expect(pbx.told).toEqual([`${ANNA} 7001 registered from ${PHONE} as Cisco-CP7931G/8.5.3`]);
  });

  it('what an event says while a list is on its way stands', () => {
    const pbx = listen();
    const before = pbx.registrations.beginContacts();
    pbx.say(PJSIP.contact('Reachable'), PJSIP.contact('Removed'));
    takeAll(before, [PJSIP.entry()], 2_000_000);
    expect(pbx.told).toEqual([]);
    const later = pbx.registrations.beginContacts();
    pbx.say(PJSIP.contact('NonQualified'));
    takeAll(later, [], 2_001_000);
    pbx.list(PJSIP.entry());
    expect(pbx.told).toEqual([REGISTERED]);
  });

  it('a fresh list after the PBX was away: who is not there any more is told, and nobody twice', () => {
    const pbx = listen();
    pbx.list(PJSIP.entry(), PJSIP.entry({ UserAgent: 'x', CallId: 'y' }, 'otto', '10.77.1.102'));
    pbx.registrations.lost();
    pbx.list(PJSIP.entry());
    expect(pbx.told).toEqual([
      REGISTERED,
      `${OTTO} 7002 registered from 10.77.1.102 as x`,
      `${OTTO} 7002 unregistered as a list has it`,
    ]);
  });
});

describe('of chan_sip', () => {
  const REGISTERS = [
    CHAN_SIP.challenged(),
    CHAN_SIP.peer('Registered', `Address: ${PHONE}:5060`),
    CHAN_SIP.accepted(),
    CHAN_SIP.peer('Reachable'),
  ];

  it('a phone registers: told when a look at the peer says who it is', () => {
    const pbx = listen();
    pbx.say(...REGISTERS);
    expect(pbx.told).toEqual([]);
    expect(pbx.wants().looks).toEqual(['7001']);
    pbx.look('7001', CHAN_SIP.shown());
    expect(pbx.told).toEqual([REGISTERED]);
    pbx.say(...REGISTERS);
    expect(pbx.told).toEqual([REGISTERED, REGISTERED]);
    expect(pbx.wants().looks).toEqual([]);
  });

  it('is told at the first list, when who it is was asked for', () => {
    const pbx = listen();
    pbx.peers(CHAN_SIP.entry(PHONE, 'OK (14 ms)'), CHAN_SIP.entry('-none-', 'UNKNOWN', 'otto'));
    expect(pbx.wants().looks).toEqual(['7001']);
    pbx.look('7001', CHAN_SIP.shown());
    pbx.peers(CHAN_SIP.entry(PHONE, 'OK (15 ms)'));
    expect(pbx.wants().looks).toEqual([]);
    pbx.peers(CHAN_SIP.entry(PHONE, 'UNREACHABLE'));
    pbx.peers(CHAN_SIP.entry());
    expect(pbx.told).toEqual([
      REGISTERED,
      REGISTERED.replace('registered', 'unreachable'),
      `${ANNA} 7001 unregistered as a list has it`,
    ]);
  });

  it('its password is wrong; of an account that is no peer the same words mean another thing', () => {
    const pbx = listen();
    pbx.peers(CHAN_SIP.entry());
    pbx.say(CHAN_SIP.challenged(), CHAN_SIP.badPassword());
    pbx.say(CHAN_SIP.challenged({ account: '7099' }), CHAN_SIP.badPassword({ account: '7099' }));
    expect(pbx.told).toEqual([
      `${ANNA} 7001 bad-password from ${PHONE}`,
      `${ANNA} 7099 no-account from ${PHONE}`,
    ]);
    expect(pbx.wants().peers).toBe(true);
  });

  it('only challenges', () => {
    const pbx = listen();
    pbx.say(...Array.from({ length: 3 }, () => CHAN_SIP.challenged()));
    expect(pbx.told).toEqual(Array(2).fill(`${ANNA} 7001 challenged from ${PHONE}`));
  });

  const GONE = CHAN_SIP.peer('Unregistered', 'Cause: Expired');

  // That the password was taken is told before or after that.
  it.each([
    ['runs out', [GONE]],
    ['leaves', [CHAN_SIP.challenged(), CHAN_SIP.accepted(), GONE]],
    ['leaves', [CHAN_SIP.challenged(), GONE, CHAN_SIP.accepted()]],
  ])('%s', (_, said) => {
    const pbx = listen();
    pbx.say(...REGISTERS);
    pbx.look('7001', CHAN_SIP.shown());
    pbx.atOnce(...said);
    pbx.passMoment();
    expect(pbx.told).toEqual([REGISTERED, `${ANNA} 7001 unregistered`]);
  });
});

describe('what a phone calls itself', () => {
  const SAID = `x http://a:word@b ${'y'.repeat(200)}`;
  const KEPT = `x http://a:********@b ${'y'.repeat(106)}`;

  it.each([
    ['PJSIP', (pbx: Listening) => pbx.list(PJSIP.entry({ UserAgent: SAID }))],
    [
      'chan_sip',
      (pbx: Listening) => {
        pbx.say(CHAN_SIP.peer('Registered', `Address: ${PHONE}:5060`));
        pbx.look('7001', CHAN_SIP.shown(PHONE, SAID));
      },
    ],
  ])('is told without a password in it, and not at any length: %s', (_, register) => {
    const pbx = listen();
    register(pbx);
    expect(pbx.told).toEqual([`${ANNA} 7001 registered from ${PHONE} as ${KEPT}`]);
    expect(pbx.registrations.seen(ANNA, '7001')?.contact?.agent).toBe(KEPT);
  });
});

describe('whose doing it is', () => {
  const from = (address: string, agent: string, callId: string, account = '7001') =>
    PJSIP.entry({ UserAgent: agent, CallId: callId }, account, address);
  const OF_OTTO = 'Fanvil X4 2.12.1 00a859000002';

  it.each([
    ['the Call-ID', from('10.9.9.9', 'x', CALL_ID, 'otto'), `${ANNA} 7002 registered`],
    ['the User-Agent', from('10.9.9.9', OF_OTTO, 'y', '7004'), `${OTTO} 7004 registered`],
    ['the line, where one has it', from('10.9.9.9', 'x', 'y', 'otto'), `${OTTO} 7002 registered`],
    ['the address, where two have it', from(PHONE, 'x', 'y', '7004'), `${ANNA} 7004 registered`],
    ['the address, of who has another', from('10.77.1.102', 'x', 'y'), `${OTTO} 7001 registered`],
  ])('is told by %s', (_, entry, first) => {
    const pbx = listen();
    pbx.list(entry);
    expect(pbx.told.join('\n')).toContain(first);
  });

  it("is told by the Contact's instance", () => {
    const pbx = listen();
    const instance = '+sip.instance="<urn:uuid:00000000-0000-0000-0000-001bd4000001>"';
    const Uri = `sip:7004@10.9.9.9:5060;${instance}`;
    pbx.list(PJSIP.entry({ Uri, CallId: 'y', UserAgent: 'x' }, '7004', '10.9.9.9'));
    expect(pbx.told).toEqual([`${ANNA} 7004 registered from 10.9.9.9 as x`]);
  });

  it('is nobody where two have the line and the address is unknown', () => {
    const pbx = listen();
    pbx.list(from('10.9.9.9', 'x', 'y', '7004'));
    expect(pbx.told).toEqual([]);
  });

  it('of a line that another device has: told of both', () => {
    const pbx = listen();
    pbx.list(from('10.77.1.102', OF_OTTO, 'y'));
    const said = `7001 registered from 10.77.1.102 as ${OF_OTTO}`;
    expect(pbx.told).toEqual([`${ANNA} ${said} by ${OTTO}`, `${OTTO} ${said}`]);
  });

  it('a stranger that tries the line of a phone that is well says nothing of the phone', () => {
    const pbx = listen();
    pbx.list(PJSIP.entry());
    const stranger = { address: '10.9.9.9', callId: 'zoiper' };
    pbx.say(PJSIP.challenged(stranger), PJSIP.badPassword(stranger));
    expect(pbx.told).toEqual([REGISTERED]);
  });
});

describe('what a line is doing', () => {
  it('is shown, of both drivers, until the connection is lost', () => {
    const pbx = listen();
    const use = () => pbx.registrations.seen(ANNA, '7001')?.use;
    for (const entry of messagesOf(PJSIP.use('NOT_INUSE'))) pbx.registrations.use(entry);
    expect(use()).toBe('idle');
    pbx.say(PJSIP.use('RINGING'));
    expect(use()).toBe('ringing');
    pbx.say(CHAN_SIP.use('INUSE'), CHAN_SIP.use('INUSE'));
    expect(use()).toBe('in-use');
    pbx.say(PJSIP.use('ONHOLD'));
    expect(use()).toBe('hold');
    expect(pbx.used).toEqual([ANNA, ANNA, ANNA, ANNA]);
    pbx.registrations.lost();
    expect(use()).toBeUndefined();
    expect(pbx.told).toEqual([]);
  });
});

it('names the contact of a phone, by which it can be asked for something', () => {
  const pbx = listen();
  pbx.list(PJSIP.entry());
  expect(pbx.registrations.seen(ANNA, '7001')?.contact).toMatchObject({
    uri: `sip:7001@${PHONE}:5060;transport=udp`,
    callId: CALL_ID,
    expiresMs: 1_795_938_529_000,
  });
  expect(pbx.registrations.seen(OTTO, '7001')?.contact).toBeUndefined();
  expect(pbx.registrations.registered()).toBe(1);
});

it('settles an account anew when another inventory gives its line to another phone', () => {
  const lines: Record<string, LineHeld> = { '7001': { line: '7001', macs: [OTTO] } };
  const pbx = listen({
    ...DIRECTORY,
    lineOf: (account) => lines[account],
    holderOf: () => undefined,
  });
  pbx.list(PJSIP.entry({ CallId: 'y', UserAgent: 'x' }));
  lines['7001'] = { line: '7001', macs: [HALL] };
  for (const name of pbx.registrations.names()) pbx.registrations.settle(name, 2_000_000);
  expect(pbx.told).toEqual([
    `${OTTO} 7001 registered from ${PHONE} as x`,
    `${HALL} 7001 registered from ${PHONE} as x`,
  ]);
});
