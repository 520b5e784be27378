// What of DHCP is told, and how often: silence for a phone is trouble, silence for a stranger is not.

import { describe, expect, it } from 'vitest';
import { type Ipv4, parseIpv4 } from '../../src/core/ipv4.js';
import { type Mac, parseMac } from '../../src/core/mac.js';
import type { DhcpExchange } from '../../src/dhcp/exchange.js';
import { makerOf } from '../../src/serve/dhcp-policy.js';
import { createExchangeLog } from '../../src/serve/exchange-log.js';
import { createRecordingLog } from '../dhcp/server-under-test.js';
import { LAB, servedSiteOf } from './snapshot-under-test.js';

const PHONE = parseMac('5c:fc:66:5d:4f:9a') as Mac;
const OTHER_PHONE = parseMac('5c:fc:66:5d:4f:9b') as Mac;
const STRANGER = parseMac('02:00:00:00:00:01') as Mac;
const RELAY = parseIpv4('10.40.1.1') as Ipv4;
const MINUTE = 60_000;

function createLog(dryRun = false) {
  const { log, said } = createRecordingLog();
  const time = { nowMs: 0 };
  const looked: Mac[] = [];
  const tell = createExchangeLog({
    log,
    modelOf: (mac) => (mac === PHONE || mac === OTHER_PHONE ? 'cisco-7942g' : undefined),
    makerOf(mac, vendorClass) {
      looked.push(mac);
      return vendorClass === 'Cisco' ? 'cisco' : undefined;
    },
    now: () => time.nowMs,
    dryRun,
  });
  return {
    said,
    time,
    looked,
    /** How loud it is. */
    tell(changes: Partial<DhcpExchange>) {
      tell({ mac: PHONE, type: 'DISCOVER', why: 'pool-exhausted', ms: 0.4, ...changes });
      return said.at(-1)?.level;
    },
  };
}

const invented = (n: number): Mac =>
  (0x060000000000 + n).toString(16).padStart(12, '0').replace(/..\B/g, '$&:') as Mac;

describe('an answer', () => {
  it('is one line: MAC, model, what was asked and given, and why', () => {
    const { tell, said } = createLog();
    tell({ reply: 'OFFER', why: 'pooled', address: parseIpv4('10.20.1.9') as Ipv4 });
    expect(said).toEqual([
      {
        level: 'info',
        text: 'dhcp DISCOVER OFFER',
        fields: {
          event: 'dhcp',
          mac: PHONE,
          model: 'cisco-7942g',
          type: 'DISCOVER',
          reply: 'OFFER',
          address: '10.20.1.9',
          why: 'pooled',
          ms: 0,
          vendorClass: undefined,
        },
      },
    ]);
  });

  it('has the vendor class without the passwords in it', () => {
    const { tell, said } = createLog();
    tell({ reply: 'OFFER', why: 'pooled', vendorClass: 'http://prov:sesame@10.20.1.1/x' });
    expect(said[0]?.fields).toMatchObject({ vendorClass: 'http://prov:********@10.20.1.1/x' });
  });

  it('that says no is a warning', () => {
    expect(createLog().tell({ reply: 'NAK', why: 'wrong-address' })).toBe('warn');
  });

  it('is told as what would be, in a dry run', () => {
    const { tell, said } = createLog(true);
    tell({ reply: 'OFFER', why: 'pooled' });
    expect(said[0]?.text).toBe('dhcp DISCOVER would get OFFER');
  });
});

describe('silence for a phone of the inventory', () => {
  it.each([
    ['pool-exhausted', 'warn'],
    ['address-resting', 'warn'],
    ['no-address', 'warn'],
    ['unknown-network', 'warn'],
    ['relay-outside', 'warn'],
    ['no-record', 'warn'],
    ['declined', 'warn'],
    ['journal-failed', 'warn'],
    ['other-server', 'info'],
    ['released', 'debug'],
    ['being-checked', 'debug'],
  ] as const)('because of %s is a matter of %s', (why, level) => {
    expect(createLog().tell({ why })).toBe(level);
  });

  it('says why', () => {
    const { tell, said } = createLog();
    tell({});
    expect(said[0]?.text).toBe('dhcp DISCOVER no answer: the pool has no free address');
  });

  it('is told once in ten minutes for each phone and each reason', () => {
    const { tell, time } = createLog();
    const levels = () => [
      tell({}),
      tell({ mac: OTHER_PHONE }),
      tell({ why: 'address-resting' }),
      tell({}),
    ];
    expect(levels()).toEqual(['warn', 'warn', 'warn', 'debug']);
    time.nowMs = 9 * MINUTE;
    expect(levels()).toEqual(['debug', 'debug', 'debug', 'debug']);
    time.nowMs = 10 * MINUTE;
    expect(levels()).toEqual(['warn', 'warn', 'warn', 'debug']);
  });
});

describe('silence for strangers', () => {
  const why = 'unknown-client';

  it('is for those who look closely', () => {
    expect(createLog().tell({ mac: STRANGER, why })).toBe('debug');
  });

  it('that are phones is told, once a day for each', () => {
    const { tell, time, said } = createLog();
    const ask = () => tell({ mac: STRANGER, why, vendorClass: 'Cisco' });
    expect([ask(), ask()]).toEqual(['info', 'debug']);
    expect(said[0]?.text).toBe(
      'dhcp DISCOVER no answer: not a client of ours, but a phone of cisco',
    );
    time.nowMs = 24 * 60 * MINUTE;
    expect(ask()).toBe('info');
  });

  it('costs one look at who they are, unless they say something else', () => {
    const { tell, looked } = createLog();
    for (const vendorClass of ['MSFT', 'MSFT', 'Cisco', 'MSFT']) {
      tell({ mac: STRANGER, why, vendorClass });
    }
    expect(looked).toHaveLength(2);
  });

  it('is told of some when they are made up', () => {
    const { tell } = createLog();
    const levels = Array.from({ length: 20_000 }, (_, n) =>
      tell({ mac: invented(n), why, vendorClass: 'Cisco' }),
    );
    expect(levels.filter((level) => level !== 'debug')).toHaveLength(200);
  });

  it('whom the network welcomes is told once for all where the pool is exhausted', () => {
    const { tell } = createLog();
    expect([1, 2, 3].map((n) => tell({ mac: invented(n) }))).toEqual(['warn', 'debug', 'debug']);
  });
});

describe('a relay agent on none of our networks', () => {
  const ask = { why: 'relay-outside', relayAgent: RELAY } as const;

  it('is told once, whoever asks by it', () => {
    const { tell, time, said } = createLog();
    const levels = [STRANGER, PHONE, OTHER_PHONE].map((mac) => tell({ ...ask, mac }));
    expect(levels).toEqual(['warn', 'debug', 'debug']);
    expect(said[0]).toMatchObject({
      text: 'dhcp DISCOVER no answer: its relay agent is on none of our networks',
      fields: { relayAgent: '10.40.1.1' },
    });
    time.nowMs = 10 * MINUTE;
    expect(tell(ask)).toBe('warn');
  });

  it('is told of some when they are made up', () => {
    const { tell } = createLog();
    const levels = Array.from({ length: 20_000 }, (_, n) =>
      tell({ ...ask, mac: invented(n), relayAgent: n as Ipv4 }),
    );
    expect(levels.filter((level) => level !== 'debug')).toHaveLength(20);
  });
});

describe('the maker of a phone that the inventory does not have', () => {
  const site = servedSiteOf(LAB);

  it.each([
    ['02:00:00:00:00:01', 'Cisco Systems, Inc. IP Phone CP-7931G', 'cisco'],
    ['00:a8:59:00:00:09', undefined, 'fanvil'],
    ['02:00:00:00:00:01', 'Acme Desk Phone 7', 'an unknown maker'],
    ['02:00:00:00:00:01', 'MSFT 5.0', undefined],
    ['02:00:00:00:00:01', undefined, undefined],
  ])('%s, %s: %s', (mac, vendorClass, maker) => {
    expect(makerOf(site, parseMac(mac) as Mac, vendorClass)).toBe(maker);
  });
});
