// Whatever an Asterisk may say, and whoever makes it say so: nothing is thrown, nothing is told of who is no phone, and a
// refusal is never taken for a registration.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Mac } from '../../../src/core/mac.js';
import type { AmiMessage } from '../../../src/pbx/ami/message.js';
import { createRegistrations } from '../../../src/pbx/lines/registrations.js';
import { macsOfRegister } from '../../../src/phones/registry.js';
import { anyText } from '../../any-text.js';
import { soak } from '../../soak.js';
import { CALL_ID, CHAN_SIP, messagesOf, PHONE, PJSIP } from './asterisk-said.js';

const ANNA = '00:1b:d4:00:00:01' as Mac;
const SAID = messagesOf(
  [
    ...[
      PJSIP.challenged(),
      PJSIP.accepted(),
      PJSIP.badPassword(),
      PJSIP.noAccount(),
      PJSIP.entry(),
    ],
    ...['Reachable', 'Unreachable', 'Removed'].map((status) => PJSIP.contact(status)),
    ...[CHAN_SIP.challenged(), CHAN_SIP.accepted(), CHAN_SIP.badPassword(), CHAN_SIP.shown()],
    ...['Registered', 'Unregistered', 'Reachable'].map((status) => CHAN_SIP.peer(status)),
    ...[CHAN_SIP.entry(), CHAN_SIP.entry(PHONE), PJSIP.use('RINGING'), CHAN_SIP.use('INUSE')],
  ].join('\n'),
);
const VALUES = ['7001', CALL_ID, 'sip:7001@10.9.9.9', 'IPV4/UDP/10.9.9.9/1', '__proto__', '', '-1'];
/** What was said, with a value in it that was not. */
const message: fc.Arbitrary<AmiMessage> = fc
  .tuple(
    fc.constantFrom(...SAID),
    fc.nat(24),
    fc.oneof(fc.constantFrom(undefined, ...VALUES), anyText),
  )
  .map(([said, at, value]) => ({
    fields: said.fields.map(([name, before], index) => [
      name,
      index === at && value !== undefined ? value : before,
    ]),
  }));
const doing = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('hear' as const), message }) },
  fc.record({ what: fc.constantFrom('contact', 'peer', 'use', 'look'), message }),
);

it('stands whatever is said, and tells of phones alone', () => {
  const told = new Set<string>();
  fc.assert(
    fc.property(fc.array(doing, { maxLength: 60 }), (doings) => {
      const held: (() => void)[] = [];
      const registrations = createRegistrations({
        directory: {
          lineOf: (account) => (account === '7001' ? { line: '7001', macs: [ANNA] } : undefined),
          namedIn: macsOfRegister,
          isPhone: (mac) => mac === ANNA,
          holderOf: () => undefined,
        },
        tell: (mac) => told.add(mac),
        used: (mac) => told.add(mac),
        wanting() {},
        soon: (act) => held.push(act),
      });
      for (const [at, { what, message: said }] of doings.entries()) {
        const atMs = at * 1_000;
        if (what === 'hear') registrations.hear(said, atMs);
        else if (what === 'use') registrations.use(said);
        else if (what === 'look') registrations.looked('7001', said, atMs, atMs);
        else {
          const list = what === 'peer' ? registrations.beginPeers() : registrations.beginContacts();
          list.take(said, atMs);
          list.end(atMs);
        }
      }
      for (const act of held) act();
      registrations.doWithout(100_000);
    }),
    { numRuns: soak(300, 20_000) },
  );
  expect([...told]).toEqual([ANNA]);
});

it('remembers no more than a site has, however many accounts are made up, and those of phones first', () => {
  const told: string[] = [];
  const registrations = createRegistrations({
    directory: {
      lineOf: (account) => (/^700\d$/.test(account) ? { line: account, macs: [ANNA] } : undefined),
      namedIn: macsOfRegister,
      isPhone: () => true,
      holderOf: () => undefined,
    },
    tell: (_, { line }) => told.push(line),
    used() {},
    wanting() {},
    soon() {},
  });
  const register = (account: string, atMs: number) => {
    const fields = [
      ['Event', 'ContactStatus'],
      ['EndpointName', account],
      ['URI', `sip:${account}@10.9.9.9`],
      ['ContactStatus', 'Reachable'],
    ] as const;
    registrations.hear({ fields }, atMs);
  };
  const count = soak(68_000, 100_000);
  register('7001', 0);
  for (let n = 0; n < count; n++) register(`made-up-${n}`, n);
  register('7002', count);
  const names = [...registrations.names()];
  expect(names.length).toBeLessThanOrEqual(65_536);
  expect(names).toEqual(expect.arrayContaining(['7001', '7002']));
  expect(told).toEqual([]);
});
