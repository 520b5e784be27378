// A pretend phone whose answers of DHCP are lost: it asks again, as real ones do, and not for ever.

import { describe, expect, it } from 'vitest';
import type { Ipv4 } from '../../src/core/ipv4.js';
import type { Mac } from '../../src/core/mac.js';
import type { PhoneWire, PretendPhone } from '../../src/simulate/phone-wire.js';
import { runScenario } from '../../src/simulate/run-scenario.js';
import type { DhcpStep } from '../../src/simulate/scenario.js';

const PHONE: PretendPhone = {
  mac: '5c:fc:66:00:00:01' as Mac,
  vendorClass: undefined,
  script: { first: [], next: () => [] },
  roleOf: () => undefined,
};
const GIVEN = { address: 0x0a140109 as Ipv4, server: 0x0a140101 as Ipv4 };

/** What it says and for how many seconds it is quiet; the first answers to each kind of message are lost. */
async function saidBy(dhcp: DhcpStep['dhcp'], lost: { OFFER?: number; ACK?: number }, nak = false) {
  const did: (string | number)[] = [];
  const left = { OFFER: 0, ACK: 0, ...lost };
  const wire: PhoneWire = {
    async ask({ type }) {
      did.push(type);
      const answer = type === 'DISCOVER' ? 'OFFER' : 'ACK';
      left[answer] -= 1;
      if (left[answer] >= 0) return undefined;
      const said = answer === 'ACK' && nak ? 'NAK' : answer;
      return { ...GIVEN, type: said, tftp: undefined, mask: undefined };
    },
    async beAt() {
      did.push('has it');
    },
    fetch: async () => ({ kind: 'timeout' }),
    pause: async (ms) => void did.push(ms / 1_000),
    now: () => 0,
    random: () => 1,
  };
  await runScenario({ steps: [{ dhcp }] }, PHONE, wire, () => {});
  return did.join(' ');
}

describe('a pretend phone that takes an address', () => {
  it.each([
    ['asks once where it is answered', {}, 'DISCOVER REQUEST has it'],
    [
      'discovers again until there is an offer',
      { OFFER: 2 },
      'DISCOVER 4 DISCOVER 8 DISCOVER REQUEST has it',
    ],
    [
      'requests again until that is answered',
      { ACK: 2 },
      'DISCOVER REQUEST 4 REQUEST 8 REQUEST has it',
    ],
    ['gives up', { ACK: 9 }, 'DISCOVER REQUEST 4 REQUEST 8 REQUEST 16 REQUEST'],
  ])('%s', async (_, lost, said) => {
    expect(await saidBy('address', lost)).toBe(said);
  });

  it('takes a NAK for an answer', async () => {
    expect(await saidBy('address', {}, true)).toBe('DISCOVER REQUEST');
  });
});

it('a pretend phone that is to say one message says it once', async () => {
  expect(await saidBy('request', { ACK: 1 })).toBe('REQUEST');
  expect(await saidBy('discover', { OFFER: 1 })).toBe('DISCOVER');
});
