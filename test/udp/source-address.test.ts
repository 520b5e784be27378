import { describe, expect, it } from 'vitest';
import { createSourceAddresses } from '../../src/udp/source-address.js';

function looked() {
  const state = {
    nowMs: 0,
    asked: [] as string[],
    answer: async (): Promise<string> => '10.20.1.1',
  };
  const sourceFor = createSourceAddresses({ monotonicMs: () => state.nowMs }, (remote) => {
    state.asked.push(remote);
    return state.answer();
  });
  return { state, sourceFor };
}

describe('the address that something would be sent from', () => {
  it('is looked up once for all who ask within seconds, each remote by itself', async () => {
    const { state, sourceFor } = looked();
    const both = [sourceFor('10.20.1.50'), sourceFor('10.20.1.50')];
    expect(await Promise.all(both)).toEqual(['10.20.1.1', '10.20.1.1']);
    await sourceFor('10.20.2.50');
    state.nowMs = 4_999;
    await sourceFor('10.20.1.50');
    expect(state.asked).toEqual(['10.20.1.50', '10.20.2.50']);
    state.answer = async () => '10.20.1.2';
    state.nowMs = 5_000;
    expect(await sourceFor('10.20.1.50')).toBe('10.20.1.2');
  });

  it('is looked up again where there was none', async () => {
    const { state, sourceFor } = looked();
    state.answer = () => Promise.reject(new Error('ENETUNREACH'));
    await expect(sourceFor('10.20.1.50')).rejects.toThrow('ENETUNREACH');
    state.answer = async () => '10.20.1.1';
    expect(await sourceFor('10.20.1.50')).toBe('10.20.1.1');
  });

  it('is remembered of a bounded number', async () => {
    const { state, sourceFor } = looked();
    for (let each = 0; each <= 1_024; each++) await sourceFor(`r${each}`);
    await sourceFor('r1024');
    expect(state.asked).toHaveLength(1_025);
    await sourceFor('r0');
    expect(state.asked).toHaveLength(1_026);
  });
});
