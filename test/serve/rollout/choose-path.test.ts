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
