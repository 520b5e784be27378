import { describe, expect, it } from 'vitest';
import { choosePath } from '../../../src/serve/rollout/choose-path.js';

const phone = {
  ways: [{ event: 'check-sync' }],
  ear: { line: '7001', pbx: 'main', port: 5060, transport: 'udp', isBehindNat: false },
  isPbxUp: true,
} as unknown as Omit<Parameters<typeof choosePath>[0], 'address' | 'registered'>;

describe('a phone that nobody heard', () => {
  it('is told where it says that it is, in its registration', () => {
    const path = choosePath({ ...phone, address: undefined, registered: { host: '10.20.1.9' } });
    expect(path).toMatchObject({ by: 'us', host: '10.20.1.9', uri: 'sip:7001@10.20.1.9:5060' });
  });

  it('is not told where it has none', () => {
    const path = choosePath({ ...phone, address: undefined, registered: {} });
    expect(path).toEqual({ why: 'no-address' });
  });
});
