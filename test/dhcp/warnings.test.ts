// Answers that are given and still worth a word: each kind at once, then once a minute with how many there were.

import { describe, expect, it } from 'vitest';
import type { Mac } from '../../src/core/mac.js';
import { encodeMessage } from '../../src/dhcp/message/message.js';
import { createServer, turn } from './server-under-test.js';
import {
  type Ask,
  everyoneAs,
  GUEST,
  ip,
  lease,
  mac,
  message,
  OTHER_GUEST,
  PHONE,
  PHONE_PROFILE,
  STRANGER,
} from './wire-under-test.js';

function createAsking(known: Parameters<typeof createServer>[0] = {}) {
  const under = createServer(known);
  return {
    ...under,
    ask: (ask: Ask) => under.wire.receive(encodeMessage(message('DISCOVER', ask))),
    warnings: () => under.said.filter(({ level }) => level === 'warn'),
  };
}

describe('one client identifier from two hardware addresses', () => {
  const clientId = '00766f6970';

  it('is told, with both', () => {
    const { ask, warnings } = createAsking();
    for (const from of [PHONE, PHONE, GUEST]) ask({ from, clientId });
    expect(warnings()).toEqual([
      {
        level: 'warn',
        text: 'two phones send one client identifier; each gets an address of its own here',
        fields: { mac: GUEST, other: PHONE, clientId, count: 1 },
      },
    ]);
  });

  it('is told once a minute, for phones send it again and again', () => {
    const { ask, warnings, time } = createAsking();
    for (let n = 0; n < 50; n += 1) ask({ from: n % 2 ? PHONE : GUEST, clientId });
    time.monotonicMs += 60_000;
    ask({ from: PHONE, clientId });
    ask({ from: GUEST, clientId });
    expect(warnings().map(({ fields }) => fields.count)).toEqual([1, 49]);
  });

  it('is nothing where the identifiers differ, or are the hardware addresses', () => {
    const { ask, warnings } = createAsking();
    ask({ from: PHONE, clientId });
    ask({ from: GUEST, clientId: `${clientId}01` });
    ask({ from: GUEST });
    for (const from of [GUEST, OTHER_GUEST])
      ask({ from, clientId: `01${from.replaceAll(':', '')}` });
    expect(warnings()).toEqual([]);
  });

  it('is no matter of ours for clients that we do not answer', () => {
    const { ask, warnings } = createAsking();
    for (const from of [PHONE, STRANGER]) ask({ from, clientId });
    expect(warnings()).toEqual([]);
  });

  it('is forgotten for some when identifiers are made up: what is remembered is bounded', () => {
    const { ask, warnings, said, time } = createAsking({ policy: everyoneAs(PHONE_PROFILE) });
    const hardware = (n: number): Mac => mac((0x020000000000 + n).toString(16).padStart(12, '0'));
    ask({ from: PHONE, clientId });
    for (let n = 0; n < 5_000; n += 1) {
      ask({ from: hardware(n), clientId: `01${hardware(n).replaceAll(':', '')}` });
    }
    ask({ from: GUEST, clientId });
    expect(warnings()).toHaveLength(1);
    said.length = 0;
    time.monotonicMs += 60_000;
    for (let n = 0; n < 5_000; n += 1) ask({ clientId: n.toString(16).padStart(8, '0') });
    ask({ from: GUEST, clientId });
    expect(warnings()).toEqual([]);
    ask({ from: GUEST, clientId: (4_999).toString(16).padStart(8, '0') });
    expect(warnings()).toHaveLength(1);
  });
});

it('an address that is taken back before it has rested is told', () => {
  const known = [100, 102, 103].map((last) => lease(`10.20.1.${last}`, 'resting', STRANGER));
  const { ask, warnings } = createAsking({ known });
  const invented = (n: number): Mac => mac(`02:00:00:00:01:0${n}`);
  for (const n of [1, 2, 3]) ask({ from: invented(n) });
  expect(warnings()).toEqual([
    {
      level: 'warn',
      text: expect.stringContaining('is offered again'),
      fields: { address: '10.20.1.100', count: 1 },
    },
  ]);
});

it('an exchange names the relay agent that it came by', async () => {
  const { ask, exchanges } = createAsking();
  ask({ giaddr: ip('10.99.0.1') });
  await turn();
  expect(exchanges).toMatchObject([{ why: 'relay-outside', relayAgent: ip('10.99.0.1') }]);
});
