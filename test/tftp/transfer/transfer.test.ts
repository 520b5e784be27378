import { describe, expect, it } from 'vitest';
import { contentOf } from '../../../src/core/file-content.js';
import { decodePacket, type Option } from '../../../src/tftp/codec/packet.js';
import {
  advance,
  beginTransfer,
  bytesAcked,
  postpone,
  type Transfer,
} from '../../../src/tftp/transfer/transfer.js';
import { assemble } from '../../../src/udp/datagram.js';
import { fileOf, packetsNow } from '../lossy-link.js';

const WINDOW_OF_4: readonly Option[] = [{ name: 'windowsize', value: '4' }];
const TIMEOUT_3: readonly Option[] = [{ name: 'timeout', value: '3' }];

/** `OACK`, or the block numbers on the wire with their lengths: `1:512 2:88`. */
function onTheWay(transfer: Transfer): string {
  return [...packetsNow(transfer)]
    .map((packet) => decodePacket(assemble(packet)))
    .map((each) => (each.type === 'DATA' ? `${each.block}:${each.data.length}` : each.type))
    .join(' ');
}

const begin = (bytes: Uint8Array, options: readonly Option[], nowMs: number): Transfer =>
  beginTransfer(contentOf(bytes), options, nowMs);

const ack = (block: number) => ({ type: 'ACK', block }) as const;
const deadline = { type: 'deadline' } as const;

/** The times at which a silent client is sent something again, and how it ends. */
function silence(transfer: Transfer): { readonly resendsMs: readonly number[]; end: string } {
  const resendsMs: number[] = [];
  for (;;) {
    const nowMs = transfer.deadlineMs;
    const step = advance(transfer, deadline, nowMs);
    if (step !== 'send') return { resendsMs, end: `${step} at ${nowMs}` };
    resendsMs.push(nowMs);
  }
}

describe('a transfer in lockstep', () => {
  it('sends block by block and ends with the short one', () => {
    const transfer = begin(fileOf(1_100), [], 0);
    expect(onTheWay(transfer)).toBe('1:512');
    expect(advance(transfer, ack(1), 10)).toBe('send');
    expect(onTheWay(transfer)).toBe('2:512');
    expect(advance(transfer, ack(2), 20)).toBe('send');
    expect(onTheWay(transfer)).toBe('3:76');
    expect(bytesAcked(transfer)).toBe(1_024);
    expect(advance(transfer, ack(3), 30)).toBe('sent');
    expect(bytesAcked(transfer)).toBe(1_100);
    expect(transfer.retransmits).toBe(0);
  });

  it.each([
    { length: 0, blocks: ['1:0'] },
    { length: 1, blocks: ['1:1'] },
    { length: 511, blocks: ['1:511'] },
    { length: 512, blocks: ['1:512', '2:0'] },
    { length: 513, blocks: ['1:512', '2:1'] },
    { length: 1_024, blocks: ['1:512', '2:512', '3:0'] },
  ])('$length bytes make $blocks', ({ length, blocks }) => {
    const transfer = begin(fileOf(length), [], 0);
    const seen = [onTheWay(transfer)];
    for (let block = 1; advance(transfer, ack(block), 0) === 'send'; block++) {
      seen.push(onTheWay(transfer));
    }
    expect(seen).toEqual(blocks);
  });

  it.each([
    { name: 'of the block before', block: 1 },
    { name: 'of block 0', block: 0 },
    { name: 'of a block not sent yet', block: 4 },
    { name: 'far ahead', block: 40_000 },
    { name: 'just behind the rollover', block: 65_535 },
  ])('does not answer an ACK $name, nor does it wait longer for it', ({ block }) => {
    const transfer = begin(fileOf(5_000), [], 0);
    advance(transfer, ack(1), 10);
    advance(transfer, ack(2), 20);
    const before = { ...transfer };
    expect(advance(transfer, ack(block), 30)).toBe('wait');
    expect(transfer).toEqual(before);
  });

  it('ends when the client says so', () => {
    const transfer = begin(fileOf(5_000), [], 0);
    const error = { type: 'ERROR', code: 3, message: 'disk full' } as const;
    expect(advance(transfer, error, 10)).toBe('client-error');
  });
});

describe('a transfer with options', () => {
  it('waits for ACK 0 before the first block', () => {
    const transfer = begin(fileOf(5_000), [{ name: 'blksize', value: '1428' }], 0);
    expect(onTheWay(transfer)).toBe('OACK');
    expect(advance(transfer, ack(1), 5)).toBe('wait');
    expect(advance(transfer, ack(0), 10)).toBe('send');
    expect(onTheWay(transfer)).toBe('1:1428');
    expect(advance(transfer, ack(0), 15)).toBe('wait');
  });

  it('says in the OACK what was agreed, in the given order', () => {
    const agreed = [
      { name: 'blksize', value: '1428' },
      { name: 'tsize', value: '5000' },
    ];
    const [oack = new Uint8Array()] = packetsNow(begin(fileOf(5_000), agreed, 0));
    expect(decodePacket(assemble(oack))).toEqual({ type: 'OACK', options: agreed });
  });
});

describe('a window', () => {
  const started = (length: number): Transfer => {
    const transfer = begin(fileOf(length), WINDOW_OF_4, 0);
    advance(transfer, ack(0), 10);
    return transfer;
  };

  it('is sent whole for one ACK', () => {
    const transfer = started(512 * 6 + 1);
    expect(onTheWay(transfer)).toBe('1:512 2:512 3:512 4:512');
    expect(advance(transfer, ack(4), 20)).toBe('send');
    expect(onTheWay(transfer)).toBe('5:512 6:512 7:1');
    expect(advance(transfer, ack(7), 30)).toBe('sent');
    expect(transfer.retransmits).toBe(0);
  });

  it('starts anew behind the block that an ACK inside it names', () => {
    const transfer = started(512 * 20);
    expect(advance(transfer, ack(2), 20)).toBe('send');
    expect(onTheWay(transfer)).toBe('3:512 4:512 5:512 6:512');
    expect(transfer.retransmits).toBe(2);
  });

  it('is not sent again for a copy of an ACK', () => {
    const transfer = started(512 * 20);
    advance(transfer, ack(4), 20);
    expect(advance(transfer, ack(4), 21)).toBe('wait');
    expect(advance(transfer, ack(3), 22)).toBe('wait');
    expect(onTheWay(transfer)).toBe('5:512 6:512 7:512 8:512');
  });

  it('is sent again whole when nothing is heard', () => {
    const transfer = started(512 * 20);
    expect(advance(transfer, deadline, transfer.deadlineMs)).toBe('send');
    expect(onTheWay(transfer)).toBe('1:512 2:512 3:512 4:512');
    expect(transfer.retransmits).toBe(4);
  });

  it('goes over the end of the block numbers', () => {
    const transfer = begin(
      fileOf(8 * 65_540),
      [
        { name: 'blksize', value: '8' },
        { name: 'windowsize', value: '4' },
      ],
      0,
    );
    for (let block = 0; block <= 65_532; block += 4) advance(transfer, ack(block), 0);
    expect(onTheWay(transfer)).toBe('65533:8 65534:8 65535:8 0:8');
    expect(advance(transfer, ack(65_535), 0)).toBe('send');
    expect(onTheWay(transfer)).toBe('0:8 1:8 2:8 3:8');
    expect(advance(transfer, ack(3), 0)).toBe('send');
    expect(onTheWay(transfer)).toBe('4:8 5:0');
    expect(advance(transfer, ack(5), 0)).toBe('sent');
  });
});

describe('silence', () => {
  it('before a first answer ends it after two more tries and a long wait', () => {
    expect(silence(begin(fileOf(5_000), [], 0))).toEqual({
      resendsMs: [250, 750],
      end: 'timeout at 5750',
    });
  });

  it('before a first answer, broken by the request again, draws one more packet and no longer wait', () => {
    const transfer = begin(fileOf(5_000), [], 0);
    for (const nowMs of [250, 750]) advance(transfer, deadline, nowMs);
    expect(advance(transfer, { type: 'asked-again' }, 1_000)).toBe('send');
    expect(onTheWay(transfer)).toBe('1:512');
    expect(transfer.retransmits).toBe(3);
    expect(silence(transfer)).toEqual({ resendsMs: [], end: 'timeout at 5750' });
  });

  it('before a first answer is the same with an agreed timeout, which nobody may have agreed to', () => {
    expect(silence(begin(fileOf(5_000), TIMEOUT_3, 0)).resendsMs).toEqual([250, 750]);
  });

  it('after fast answers is noticed after 100 ms, then with longer and longer waits', () => {
    const transfer = begin(fileOf(50_000), [], 0);
    for (let block = 1; block <= 10; block++) advance(transfer, ack(block), block * 2);
    expect(silence(transfer)).toEqual({
      resendsMs: [120, 320, 720, 1_520, 3_120, 6_320, 10_320, 14_320],
      end: 'timeout at 18320',
    });
  });

  it('is noticed later where the round trip is longer: its mean and four deviations', () => {
    const transfer = begin(fileOf(50_000), [], 0);
    // First sample 80: mean 80, deviation 40. Second 160: mean 90, deviation 0.75 * 40 + 0.25 * 80 = 50.
    advance(transfer, ack(1), 80);
    expect(transfer.deadlineMs).toBe(80 + 80 + 4 * 40);
    advance(transfer, ack(2), 240);
    expect(transfer.deadlineMs).toBe(240 + 90 + 4 * 50);
  });

  it('that was too short a wait keeps the next waits long, until an answer can be measured again', () => {
    const transfer = begin(fileOf(50_000), [], 0);
    for (let block = 1; block <= 10; block++) advance(transfer, ack(block), block * 2);
    advance(transfer, deadline, 120);
    // It may answer the first or the second copy: no measure of the round trip (Karn).
    advance(transfer, ack(11), 121);
    expect(transfer.deadlineMs).toBe(121 + 200);
    advance(transfer, ack(12), 123);
    expect(transfer.deadlineMs).toBe(123 + 100);
  });

  it('is counted anew after each answer: many losses are no reason to end', () => {
    const transfer = begin(fileOf(50_000), [], 0);
    for (let block = 1; block <= 30; block++) {
      for (let n = 0; n < 2; n++) {
        expect(advance(transfer, deadline, transfer.deadlineMs)).toBe('send');
      }
      expect(advance(transfer, ack(block), transfer.sentAtMs + 1)).toBe('send');
    }
    expect(transfer.retransmits).toBe(60);
  });

  it('with an agreed timeout is respected for just that long', () => {
    const transfer = begin(fileOf(50_000), TIMEOUT_3, 0);
    advance(transfer, ack(0), 10);
    advance(transfer, ack(1), 20);
    expect(silence(transfer).resendsMs.slice(0, 3)).toEqual([3_020, 6_020, 9_020]);
  });

  it('at the very end means that only the last ACK is missing', () => {
    const transfer = begin(fileOf(600), [], 0);
    advance(transfer, ack(1), 2);
    expect(silence(transfer).end).toMatch(/^unconfirmed at /);
    expect(bytesAcked(transfer)).toBe(512);
  });

  it('to the only block there is proves nothing', () => {
    expect(silence(begin(fileOf(5), [], 0)).end).toBe('timeout at 5750');
  });

  it('is not held against the client while nobody listened', () => {
    const transfer = begin(fileOf(5_000), [], 0);
    postpone(transfer, 400);
    expect(advance(transfer, deadline, 649)).toBe('wait');
    expect(advance(transfer, deadline, 650)).toBe('send');
  });

  it('has an absolute deadline: looking at the clock does not move it', () => {
    const transfer = begin(fileOf(5_000), [], 0);
    for (const nowMs of [50, 100, 249]) expect(advance(transfer, deadline, nowMs)).toBe('wait');
    expect(advance(transfer, deadline, 250)).toBe('send');
  });
});
