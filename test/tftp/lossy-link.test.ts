import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Option } from '../../src/tftp/codec/packet.js';
import { soak } from '../soak.js';
import { fileOf, type Run, runTransfer } from './lossy-link.js';

const options = (given: Readonly<Record<string, number>>): readonly Option[] =>
  Object.entries(given).map(([name, value]) => ({ name, value: `${value}` }));

/** By comparing bytes: `toEqual` looks at each as a property, for seconds. */
function expectFile({ received }: Run, file: Uint8Array): void {
  expect(received?.length).toBe(file.length);
  expect(Buffer.compare(received ?? Buffer.alloc(0), file)).toBe(0);
}

describe('on a perfect wire', () => {
  it.each([0, 1, 511, 512, 513, 1_024, 9_000])(
    '%i bytes cost one packet a block, each way',
    (length) => {
      const file = fileOf(length);
      const blocks = Math.floor(length / 512) + 1;
      const run = runTransfer(file);
      expectFile(run, file);
      expect(run).toMatchObject({
        serverEnds: ['sent'],
        dataSent: blocks,
        acksSent: blocks,
        oacksSent: 0,
        serverRetransmits: 0,
        clientRetransmits: 0,
      });
    },
  );

  it('options cost one exchange more', () => {
    const run = runTransfer(fileOf(9_000), options({ blksize: 1_428, tsize: 0 }));
    expect(run).toMatchObject({ oacksSent: 1, dataSent: 7, acksSent: 8, serverEnds: ['sent'] });
  });

  it('a window costs one ACK', () => {
    const run = runTransfer(fileOf(512 * 32), options({ windowsize: 16 }));
    // 33 blocks, the last one empty: ACK 0, two full windows, and the end.
    expect(run).toMatchObject({ dataSent: 33, acksSent: 4, serverRetransmits: 0 });
  });

  it('a file may go past the end of the block numbers', () => {
    const file = fileOf(66_000 * 8 + 5);
    const run = runTransfer(file, options({ blksize: 8 }));
    expectFile(run, file);
    expect(run).toMatchObject({ dataSent: 66_001, acksSent: 66_002, serverEnds: ['sent'] });
  });

  it('and so they do in windows, with losses', () => {
    const file = fileOf(66_000 * 8);
    const run = runTransfer(file, options({ blksize: 8, windowsize: 16 }), { lost: 5 }, 3);
    expectFile(run, file);
    expect(run.lost).toBeGreaterThan(100);
  });
});

describe('when packets are copied', () => {
  it('nothing is sent twice for it: no Sorcerer’s Apprentice', () => {
    const run = runTransfer(fileOf(20_000), [], { copied: 1_000 });
    expect(run).toMatchObject({ dataSent: 40, serverRetransmits: 0, serverEnds: ['sent'] });
    // The client acknowledges each copy that reaches it before it is done, as RFC 1350 wants.
    expect(run.acksSent).toBe(40 + 39);
  });

  it('nor in windows', () => {
    const run = runTransfer(fileOf(512 * 64), options({ windowsize: 8 }), { copied: 1_000 });
    expectFile(run, fileOf(512 * 64));
    expect(run).toMatchObject({ dataSent: 65, serverRetransmits: 0, serverEnds: ['sent'] });
  });
});

describe('when packets are lost', () => {
  /** A client that waits long, so that the server has to find each loss itself. */
  const PATIENT_MS = 50_000;

  it('each loss costs one more packet, and a tenth of a second', () => {
    // 0: request, 1: block 1, 2: its ACK, 3: block 2, 4: block 2 again, 5: its ACK, ..., 9: ACK 4.
    const run = runTransfer(fileOf(5_000), [], { lose: [3, 9], delayMs: 1 }, 1, PATIENT_MS);
    expect(run).toMatchObject({ dataSent: 12, serverRetransmits: 2, serverEnds: ['sent'] });
    expect(run.elapsedMs).toBeLessThan(10 * 2 + 2 * 100 + 10);
  });

  it('a lost ACK costs one more packet too', () => {
    const run = runTransfer(fileOf(5_000), [], { lose: [4] }, 1, PATIENT_MS);
    expect(run).toMatchObject({ dataSent: 11, acksSent: 11, serverRetransmits: 1 });
  });

  it('a lost OACK is sent again', () => {
    const asked = options({ blksize: 1_428 });
    const run = runTransfer(fileOf(5_000), asked, { lose: [1] }, 1, PATIENT_MS);
    expect(run).toMatchObject({ oacksSent: 2, dataSent: 4, serverEnds: ['sent'] });
  });

  it('a lost request is the client’s to repeat', () => {
    const run = runTransfer(fileOf(5_000), [], { lose: [0] });
    expect(run).toMatchObject({ clientRetransmits: 1, dataSent: 10, serverEnds: ['sent'] });
    expect(run.elapsedMs).toBeGreaterThan(1_000);
  });

  it('a lost last ACK leaves the client content and the server in doubt', () => {
    const run = runTransfer(fileOf(600), [], { lose: [4] });
    expectFile(run, fileOf(600));
    expect(run).toMatchObject({ clientEnd: 'complete', serverEnds: ['unconfirmed'] });
  });

  it('a block lost in a window is asked for, not waited for', () => {
    // 0: request, 1: OACK, 2: ACK 0, 3..10: the first window; its third block goes missing.
    const asked = options({ windowsize: 8 });
    const run = runTransfer(fileOf(512 * 30), asked, { lose: [5], delayMs: 1 }, 1, PATIENT_MS);
    expect(run).toMatchObject({ dataSent: 31 + 6, serverRetransmits: 6, serverEnds: ['sent'] });
    expect(run.elapsedMs).toBeLessThan(20);
  });

  it('at two percent each way a 9 KB file takes no more packets than were lost', () => {
    const file = fileOf(9_000);
    for (let seed = 1; seed <= 200; seed++) {
      const run = runTransfer(file, [], { lost: 20 }, seed, PATIENT_MS);
      expectFile(run, file);
      expect(run.dataSent - 18).toBeLessThanOrEqual(run.lost + lastAckTries(run.serverEnds));
    }
  });

  const lastAckTries = (ends: readonly string[]): number => (ends.includes('unconfirmed') ? 8 : 0);
});

describe('whatever the wire does', () => {
  it('the file arrives as it is', () => {
    const wire = fc.record({
      lost: fc.integer({ min: 0, max: 80 }),
      copied: fc.integer({ min: 0, max: 200 }),
      late: fc.integer({ min: 0, max: 200 }),
      delayMs: fc.integer({ min: 0, max: 120 }),
    });
    const asked = fc.oneof(
      fc.constant(options({})),
      fc
        .record({
          blksize: fc.integer({ min: 8, max: 700 }),
          windowsize: fc.integer({ min: 1, max: 20 }),
        })
        .map(options),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 6_000 }),
        asked,
        wire,
        fc.integer({ min: 1, max: 1_000_000 }),
        (length, wishes, conditions, seed) => {
          const run = runTransfer(fileOf(length), wishes, conditions, seed);
          expect(run.clientEnd).toBe('complete');
          expectFile(run, fileOf(length));
          expect(['sent', 'unconfirmed', 'timeout']).toContain(run.serverEnds.at(-1));
        },
      ),
      { numRuns: soak(100, 300) },
    );
  });
});
