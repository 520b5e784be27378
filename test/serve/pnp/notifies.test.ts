import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createNotifies } from '../../../src/serve/pnp/notifies.js';
import type { SipRequest } from '../../../src/sip/message/message.js';
import { composePnp } from '../../../src/sip/pnp/compose-pnp.js';
import { type PnpAsked, readPnp } from '../../../src/sip/pnp/read-pnp.js';
import { answerText } from '../../sip/agents-under-test.js';
import { subscribe } from '../../sip/pnp-under-test.js';

const PHONE = { address: '10.20.1.50', port: 5060 };

function notifyOf(branch: string): SipRequest {
  const at = { address: '10.20.1.1', port: 40_000 };
  const parts = { url: 'tftp://10.20.1.1/a', at, source: PHONE, tag: 'ours', branch };
  return composePnp(readPnp(subscribe()) as PnpAsked, { ...parts, product: 'offhook' }).notify;
}

function running() {
  const atMs: number[] = [];
  const sent: string[] = [];
  const ended: (number | undefined)[] = [];
  const emit = (bytes: Uint8Array) => {
    atMs.push(Date.now());
    sent.push(Buffer.from(bytes).toString());
  };
  const notifies = createNotifies(emit, { monotonicMs: () => Date.now() });
  notifies.send(notifyOf('z9hG4bKone'), PHONE, (status) => ended.push(status));
  const answers = (line: string, from = PHONE) =>
    notifies.receive(Buffer.from(answerText(sent[0] ?? '', line)), from);
  return { notifies, atMs, ended, answers };
}

describe('a NOTIFY to a phone that asked', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is sent again, ever more seldom, until nobody waits any longer', () => {
    const { notifies, atMs, ended } = running();
    vi.advanceTimersByTime(60_000);
    expect(atMs).toEqual([0, 500, 1_500, 3_500, 7_500]);
    expect(ended).toEqual([undefined]);
    expect(vi.getTimerCount()).toBe(0);
    expect(notifies.hasRoom()).toBe(true);
  });

  it('is over with its first answer, whichever port that comes from, and nothing waits for another', () => {
    const { atMs, ended, answers } = running();
    answers('100 Trying');
    expect(ended).toEqual([]);
    answers('200 OK', { ...PHONE, port: 50_933 });
    answers('404 Not Found');
    expect(ended).toEqual([200]);
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(60_000);
    expect(atMs).toEqual([0]);
  });

  it('is told to nobody once it is closed', () => {
    const { notifies, atMs, ended, answers } = running();
    notifies.close();
    answers('200 OK');
    vi.advanceTimersByTime(60_000);
    expect([atMs, ended]).toEqual([[0], []]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
