import { describe, expect, it } from 'vitest';
import type { Option, Packet } from '../../../src/tftp/codec/packet.js';
import {
  advanceReception,
  beginReception,
  type Reception,
} from '../../../src/tftp/transfer/reception.js';

const TIMING = { resendMs: 1_000, timeoutMs: 5_000 };

function begin(options: readonly Option[] = []): Reception {
  return beginReception({ type: 'RRQ', fileName: 'a', mode: 'octet', options }, TIMING, 0);
}

const data = (block: number, length = 512): Packet => ({
  type: 'DATA',
  block,
  data: new Uint8Array(length).fill(block),
});
const oack = (...options: readonly Option[]): Packet => ({ type: 'OACK', options });
const ack = (block: number) => ({ kind: 'send', packet: { type: 'ACK', block } });
const WINDOW: Option = { name: 'windowsize', value: '4' };
const WAIT = { kind: 'wait' };

describe('a reception', () => {
  it('acknowledges each block and ends with the short one', () => {
    const reception = begin();
    expect(advanceReception(reception, data(1), 0)).toEqual(ack(1));
    expect(advanceReception(reception, data(2, 3), 0)).toEqual({
      kind: 'complete',
      packet: { type: 'ACK', block: 2 },
    });
    expect(reception.blocks.map((each) => each.length)).toEqual([512, 3]);
  });

  it('keeps the bytes, though the buffer they came in is used again', () => {
    const reception = begin();
    const buffer = new Uint8Array(512).fill(1);
    advanceReception(reception, { type: 'DATA', block: 1, data: buffer }, 0);
    buffer.fill(9);
    expect(reception.blocks[0]?.[0]).toBe(1);
  });

  it('acknowledges options by block 0, and again if they come again', () => {
    const reception = begin([{ name: 'blksize', value: '1428' }]);
    expect(advanceReception(reception, oack({ name: 'blksize', value: '600' }), 0)).toEqual(ack(0));
    expect(advanceReception(reception, oack({ name: 'blksize', value: '600' }), 0)).toEqual(ack(0));
    expect(advanceReception(reception, data(1, 600), 0)).toEqual(ack(1));
    expect(advanceReception(reception, oack({ name: 'blksize', value: '600' }), 0)).toEqual(WAIT);
  });

  it('goes on plainly with a server that knows no options', () => {
    const reception = begin([{ name: 'blksize', value: '1428' }]);
    expect(advanceReception(reception, data(1), 0)).toEqual(ack(1));
    expect(advanceReception(reception, data(2, 0), 0)).toMatchObject({ kind: 'complete' });
  });

  it('refuses options that were not asked for', () => {
    const step = advanceReception(begin(), oack({ name: 'blksize', value: '1428' }), 0);
    expect(step).toMatchObject({ kind: 'failed', code: 8, packet: { type: 'ERROR', code: 8 } });
  });

  it('refuses a block longer than agreed', () => {
    expect(advanceReception(begin(), data(1, 513), 0)).toMatchObject({
      kind: 'failed',
      packet: { type: 'ERROR', code: 4 },
    });
  });

  it('ends with the server’s error, which is not answered', () => {
    const error: Packet = { type: 'ERROR', code: 1, message: 'none' };
    expect(advanceReception(begin(), error, 0)).toEqual({
      kind: 'failed',
      code: 1,
      message: 'none',
    });
  });

  it('acknowledges a copy of the last block again, and no other', () => {
    const reception = begin();
    advanceReception(reception, data(1), 0);
    advanceReception(reception, data(2), 0);
    expect(advanceReception(reception, data(2), 0)).toEqual(ack(2));
    expect(advanceReception(reception, data(1), 0)).toEqual(WAIT);
    expect(reception.blocks).toHaveLength(2);
  });

  it('in a window acknowledges the last block only', () => {
    const reception = begin([WINDOW]);
    advanceReception(reception, oack(WINDOW), 0);
    const steps = [1, 2, 3, 4].map((block) => advanceReception(reception, data(block), 0));
    expect(steps).toEqual([WAIT, WAIT, WAIT, ack(4)]);
  });

  it('in a window reports a gap once, and does not take what lies behind it', () => {
    const reception = begin([WINDOW]);
    advanceReception(reception, oack(WINDOW), 0);
    advanceReception(reception, data(1), 0);
    expect(advanceReception(reception, data(3), 0)).toEqual(ack(1));
    expect(advanceReception(reception, data(4), 0)).toEqual(WAIT);
    expect(advanceReception(reception, data(2), 0)).toEqual(WAIT);
    expect(reception.blocks).toHaveLength(2);
    expect(advanceReception(reception, data(4), 0)).toEqual(ack(2));
  });

  it('sends the request again, then gives up', () => {
    const reception = begin();
    const steps = [999, 1_000, 1_001, 2_000, 5_000].map((nowMs) =>
      advanceReception(reception, { type: 'deadline' }, nowMs),
    );
    const again = { kind: 'send', packet: reception.request };
    expect(steps).toEqual([WAIT, again, WAIT, again, { kind: 'timeout' }]);
    expect(reception.retransmits).toBe(2);
  });

  it('does not wait longer because of packets that do not help', () => {
    const reception = begin();
    advanceReception(reception, data(1), 0);
    for (const nowMs of [500, 900]) advanceReception(reception, data(1), nowMs);
    expect(advanceReception(reception, { type: 'deadline' }, 1_000)).toEqual(ack(1));
  });

  it('within a window acknowledges what is here when the rest does not come', () => {
    const reception = begin([WINDOW]);
    advanceReception(reception, oack(WINDOW), 0);
    advanceReception(reception, data(1), 0);
    advanceReception(reception, data(2), 0);
    expect(advanceReception(reception, { type: 'deadline' }, 1_000)).toEqual(ack(2));
  });
});
