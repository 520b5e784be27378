import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFraming } from '../../src/sip/message/framing.js';
import { wire } from './torture.js';

const HEAD = [
  'NOTIFY sip:301@10.20.1.50 SIP/2.0',
  'Via: SIP/2.0/TCP 10.20.1.10;branch=z9hG4bK1',
  'From: <sip:10.20.1.10>;tag=1',
  'To: <sip:301@10.20.1.50>',
  'Call-ID: a@10.20.1.10',
];
const one = (cseq: number, body: string) =>
  wire([...HEAD, `CSeq: ${cseq} NOTIFY`, `Content-Length: ${body.length}`], body);

describe('a stream', () => {
  it('gives the same messages however it is cut', () => {
    const bodies = ['', 'one\r\n\r\n', 'NOTIFY sip:x SIP/2.0\r\n\r\n', '\r\n\r\n\r\n'];
    const stream = Buffer.concat(
      bodies.flatMap((body, at) => [Buffer.from('\r\n\r\n'), one(at + 1, body)]),
    );
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1 }), (sizes) => {
        const framing = createFraming();
        const found: string[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          const { messages, broken } = framing.push(stream.subarray(at, at + size));
          expect(broken).toBeUndefined();
          for (const each of messages) {
            found.push(each.kind === 'malformed' ? each.reason : Buffer.from(each.body).toString());
          }
          at += size;
        }
        expect(found).toEqual(bodies);
      }),
      { numRuns: 60 },
    );
  });

  it('counts line ends that stand alone', () => {
    const framing = createFraming();
    expect(framing.push(Buffer.from('\r\n\r\n'))).toEqual({ messages: [], pings: 1 });
    expect(framing.push(one(1, '')).messages).toHaveLength(1);
  });

  it.each([
    ['has no Content-Length', wire([...HEAD, 'CSeq: 1 NOTIFY'])],
    ['has one that is none', wire([...HEAD, 'CSeq: 1 NOTIFY', 'Content-Length: -1'])],
    ['announces more than is allowed', wire([...HEAD, 'CSeq: 1 NOTIFY', 'l: 99999'])],
    ['has no end of its headers', Buffer.from('X'.repeat(9_000))],
    ['is no SIP', Buffer.from('GET / HTTP/1.1\r\nhost: x\r\n\r\n')],
  ])('is broken where a message %s, and stays it', (_, bytes) => {
    const framing = createFraming();
    expect(framing.push(bytes).broken).toEqual(expect.any(String));
    expect(framing.push(one(1, ''))).toMatchObject({ messages: [], broken: expect.any(String) });
  });

  it('goes on behind a message that is malformed and has an end', () => {
    const framing = createFraming();
    const bad = wire([...HEAD, 'CSeq: 1 INFO', 'Content-Length: 2'], 'ab');
    const { messages, broken } = framing.push(Buffer.concat([bad, one(2, 'ok')]));
    expect(messages.map(({ kind }) => kind)).toEqual(['malformed', 'request']);
    expect(broken).toBeUndefined();
  });
});
