import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFraming } from '../../src/sip/message/framing.js';
import { headersOf } from '../../src/sip/message/headers.js';
import { parseSip } from '../../src/sip/message/parse.js';
import { writeSip } from '../../src/sip/message/write.js';
import { soak } from '../soak.js';
import { agent, peer, targetOf } from './agents-under-test.js';
import { DATAGRAM_LIMITS, INVALID, VALID } from './torture.js';

const SEEDS = [...VALID, ...INVALID].map(({ bytes }) => Buffer.from(bytes));

/** Bytes of messages that are nearly right: replaced, repeated, cut, joined. */
const nearly = fc
  .tuple(
    fc.constantFrom(...SEEDS),
    fc.constantFrom(...SEEDS),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        what: fc.oneof(
          fc.constantFrom('\r\n', '\r', '\n', '\u0000', ' ', '\t', '"', '<', '>', ';', ',', '\\'),
          fc.constantFrom(':', '@', '%', '\r\n\r\n', '99999999999999999999', 'ÿ'),
          fc.string({ maxLength: 4 }),
        ),
        drops: fc.integer({ min: 0, max: 30 }),
      }),
      { maxLength: 6 },
    ),
    fc.boolean(),
  )
  .map(([seed, other, edits, joined]) => {
    const changed = edits.reduce((bytes, { at, what, drops }) => {
      const place = Math.floor(at * bytes.length);
      return Buffer.concat([
        bytes.subarray(0, place),
        Buffer.from(what, 'latin1'),
        bytes.subarray(place + drops),
      ]);
    }, seed);
    return joined ? Buffer.concat([changed, other]) : changed;
  });

it('reads whatever comes without throwing, and what it took can be read again as it was', () => {
  fc.assert(
    fc.property(fc.oneof(nearly, fc.uint8Array({ maxLength: 300 })), (bytes) => {
      const message = parseSip(bytes);
      if (message.kind === 'malformed') {
        expect(message.reason).not.toBe('');
        return;
      }
      for (const { name } of message.headers) headersOf(message, name);
      if (message.headers.some(({ value }) => value.includes('\u0000'))) return;
      const again = parseSip(writeSip(message), DATAGRAM_LIMITS);
      expect(again.kind).toBe(message.kind);
      const body = again.kind === 'malformed' ? undefined : Buffer.from(again.body);
      expect(body?.equals(message.body)).toBe(true);
    }),
    { numRuns: soak(2_000, 100_000) },
  );
});

it('holds no more of a stream than a message may have', () => {
  fc.assert(
    fc.property(fc.array(nearly, { maxLength: 4 }), (chunks) => {
      const framing = createFraming();
      for (const chunk of chunks) {
        for (const message of framing.push(chunk).messages) expect(message.kind).toBeTruthy();
      }
    }),
    { numRuns: soak(300, 100_000) },
  );
});

it('stops no user agent, which answers what follows', async () => {
  const phone = await agent({ onRequest: () => ({ status: 200 }) });
  const stranger = await peer();
  for (const method of ['INVITE', 'CANCEL', 'ACK', 'BYE', 'OPTIONS']) {
    for (const bytes of fc.sample(nearly, soak(60, 20_000))) {
      const text = bytes.toString('latin1').replaceAll('INVITE', method);
      stranger.send(Buffer.from(text, 'latin1'), phone.local);
    }
    const ours = await agent();
    const asked = { method: 'OPTIONS', uri: 'sip:1@h', target: targetOf(phone) };
    expect(await ours.request(asked)).toMatchObject({ kind: 'answered' });
  }
});
