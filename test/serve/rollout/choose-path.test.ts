import { describe, expect, it } from 'vitest';
import { choosePath, pathText } from '../../../src/serve/rollout/choose-path.js';
import { RUSSIAN } from '../../../src/timeline/texts/ru/language.js';

const phone = {
  ways: [{ event: 'check-sync' }],
  ear: { line: '7001', pbx: 'main', port: 5060, transport: 'udp', isBehindNat: false },
  isPbxUp: true,
} as unknown as Omit<Parameters<typeof choosePath>[0], 'place' | 'registered'>;

describe('a phone that is told by us', () => {
  it.each([
    [{ host: '10.20.1.9' }, 'sip:7001@10.20.1.9:5060'],
    [undefined, 'sip:7001@10.20.1.8:5060'],
  ])(
    'is told where it is, and called as it calls itself in its registration: %j',
    (registered, uri) => {
      const place = { address: '10.20.1.8', by: 'lease' } as const;
      const path = choosePath({ ...phone, place, registered });
      expect(path).toMatchObject({ by: 'us', host: '10.20.1.8', uri });
      if ('why' in path) throw new Error(path.why);
      expect(pathText(path)).toBe('NOTIFY check-sync to 10.20.1.8:5060, as its lease has it');
      expect(pathText(path, RUSSIAN)).toBe('NOTIFY check-sync to 10.20.1.8:5060, по его аренде');
    },
  );

  it('is not told where nobody knows where it is', () => {
    const path = choosePath({ ...phone, place: undefined, registered: {} });
    expect(path).toEqual({ why: 'no-address' });
  });
});

describe('a phone that is told by its PBX', () => {
  const control = { event: 'service-control', subscriptionState: 'active', needsCallId: true };
  const far = {
    ...phone,
    ear: { ...phone.ear, transport: 'tcp' },
    place: undefined,
  } as typeof phone;
  const told = (ways: readonly object[], registered?: object) =>
    choosePath({ ...far, ways, registered } as unknown as Parameters<typeof choosePath>[0]);

  it.each([
    ['what the PBX can write as it is wanted', [control, { event: 'check-sync' }], 'check-sync'],
    ['what wants other headers, where there is nothing else', [control], 'service-control'],
  ])('is told %s', (_, ways, event) => {
    const path = told(ways, { callId: '5cfc6600-0000@10.20.1.1' });
    expect(path).toMatchObject({ by: 'pbx', pbx: 'main', line: '7001', way: { event } });
  });

  it('is not told what needs a Call-ID that nobody tells', () => {
    expect(told([control])).toMatchObject({ why: 'no-path' });
  });

  it('hears of us what it wants best, by UDP', () => {
    const ways = [control, { event: 'check-sync' }];
    const place = { address: '10.20.1.8', by: 'lease' } as const;
    const direct = { ...phone, ways, place, registered: { callId: 'c@10.20.1.8' } };
    expect(choosePath(direct as unknown as Parameters<typeof choosePath>[0])).toMatchObject({
      by: 'us',
      way: { event: 'service-control' },
    });
  });
});
