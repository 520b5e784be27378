import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/sip/message/head.js';
import { parseSip, readSip } from '../../src/sip/message/parse.js';
import { writeSip } from '../../src/sip/message/write.js';
import { INCOMPLETE, INVALID, VALID } from './torture.js';

describe('the messages of RFC 4475', () => {
  it('are all there: 30 by the grammar, 19 against it', () => {
    expect([VALID.length + INCOMPLETE.length, INVALID.length]).toEqual([30, 19]);
  });

  it.each(VALID)('takes $name', ({ bytes }) => {
    const message = parseSip(bytes);
    expect(message.kind === 'malformed' ? message.reason : message.kind).toMatch(
      /^re(quest|sponse)$/,
    );
  });

  it.each(INCOMPLETE)('takes by the grammar, and refuses $name', ({ bytes, reason }) => {
    expect(readSip(bytes, DEFAULT_LIMITS).kind).toBe('request');
    expect(parseSip(bytes)).toMatchObject({
      kind: 'malformed',
      reason: expect.stringMatching(reason),
      status: 400,
      message: { kind: 'request', method: expect.any(String) },
    });
  });

  it.each(INVALID)('refuses $name', ({ bytes, reason }) => {
    expect(parseSip(bytes)).toMatchObject({
      kind: 'malformed',
      reason: expect.stringMatching(reason),
    });
  });

  it.each(VALID.filter(({ name }) => !/^3\.1\.1\.2 /.test(name)))(
    'writes what it read of $name',
    ({ bytes }) => {
      const message = parseSip(bytes);
      if (message.kind === 'malformed') throw new Error(message.reason);
      const again = parseSip(writeSip(message));
      const headers = message.headers.filter(({ name }) => !/^(l|content-length)$/i.test(name));
      const length = { name: 'Content-Length', value: String(message.body.length) };
      expect(again).toEqual({ ...message, headers: [...headers, length] });
    },
  );
});
