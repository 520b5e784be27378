import { describe, expect, it } from 'vitest';
import { headerOf, headersOf } from '../../src/sip/message/headers.js';
import type { SipMessage } from '../../src/sip/message/message.js';
import { parseSip } from '../../src/sip/message/parse.js';
import { UnwritableSip, writeSip } from '../../src/sip/message/write.js';
import { DATAGRAM_LIMITS, wire } from './torture.js';

const HEAD = [
  'OPTIONS sip:301@10.20.1.50 SIP/2.0',
  'Via: SIP/2.0/UDP 10.20.1.10:5060;branch=z9hG4bK1',
  'From: <sip:10.20.1.10>;tag=1',
  'To: <sip:301@10.20.1.50>',
  'Call-ID: a@10.20.1.10',
  'CSeq: 1 OPTIONS',
];

function parsed(lines: readonly string[], body = ''): SipMessage {
  const message = parseSip(wire([...HEAD, ...lines], body));
  if (message.kind === 'malformed') throw new Error(message.reason);
  return message;
}

const refused = (lines: readonly string[], body = '') => {
  const message = parseSip(wire(lines, body));
  return message.kind === 'malformed' ? message.reason : 'taken';
};

describe('a body', () => {
  it('is as long in bytes as Content-Length says, and what follows is dropped', () => {
    const utf8 = Buffer.from('имя').toString('latin1');
    expect(Buffer.from(parsed(['Content-Length: 6'], `${utf8}more`).body).toString()).toBe('имя');
  });

  it('goes to the end of the datagram without one', () => {
    expect(parsed([], 'all').body).toEqual(Buffer.from('all'));
  });

  it('that is shorter makes the message malformed', () => {
    expect(refused([...HEAD, 'Content-Length: 4'], 'abc')).toMatch(/has 3 of the 4 bytes/);
  });

  it('is written with its length in bytes, whatever the headers said', () => {
    const body = Buffer.from('имя');
    const bytes = writeSip({ ...parsed(['l: 0']), body });
    expect(Buffer.from(bytes).toString()).toMatch(/\r\nContent-Length: 6\r\n\r\nимя$/);
    expect(Buffer.from(bytes).toString()).not.toMatch(/^l:/m);
  });
});

describe('a head', () => {
  it('may follow line ends that stand alone', () => {
    expect(parseSip(Buffer.concat([Buffer.from('\r\n\r\n'), wire(HEAD)])).kind).toBe('request');
  });

  it.each([
    ['v', 'Via'],
    ['f', 'From'],
    ['t', 'To'],
    ['i', 'Call-ID'],
    ['m', 'Contact'],
    ['l', 'Content-Length'],
    ['c', 'Content-Type'],
    ['k', 'Supported'],
    ['o', 'Event'],
    ['r', 'Refer-To'],
    ['u', 'Allow-Events'],
    ['x', 'Session-Expires'],
    ['s', 'Subject'],
    ['e', 'Content-Encoding'],
    ['b', 'Referred-By'],
    ['d', 'Request-Disposition'],
  ])('knows the compact name %s as %s, in either case', (compact, name) => {
    for (const written of [compact, compact.toUpperCase()]) {
      const message = { headers: [{ name: written, value: 'x' }] };
      expect(headerOf(message, name)).toBe('x');
      expect(headerOf({ headers: [{ name, value: 'x' }] }, compact)).toBe('x');
    }
  });

  it('has lists taken apart, and not the commas within quotation marks, brackets and digests', () => {
    const message = parsed([
      'Contact: "a,b" <sip:1@h>;x="c,d", <sip:2,3@h>;q="1,2"',
      'm: <sip:4@h>',
      'Supported: (null),X-cisco-xsi-7.0.1',
      'WWW-Authenticate: Digest realm="a", nonce="b"',
      'Date: Sat, 13 Nov 2010 23:29:00 GMT',
    ]);
    expect(headersOf(message, 'contact')).toEqual([
      '"a,b" <sip:1@h>;x="c,d"',
      '<sip:2,3@h>;q="1,2"',
      '<sip:4@h>',
    ]);
    expect(headersOf(message, 'k')).toEqual(['(null)', 'X-cisco-xsi-7.0.1']);
    expect(headersOf(message, 'www-authenticate')).toHaveLength(1);
    expect(headerOf(message, 'date')).toBe('Sat, 13 Nov 2010 23:29:00 GMT');
  });

  it('has folded lines joined, blanks around values dropped, and the unknown as it came', () => {
    const message = parsed(['X-oDD:  a\t', ' b', '\t c ', 'Content-Length:  0']);
    expect(message.headers.at(-2)).toEqual({ name: 'X-oDD', value: 'a b c' });
    expect(headerOf(message, 'l')).toBe('0');
  });

  it('that is no UTF-8 is read as Latin-1', () => {
    const latin1 = Buffer.concat([
      Buffer.from(`${HEAD.join('\r\n')}\r\nSubject: caf`),
      Buffer.from([0xe9]),
      Buffer.from('\r\n\r\n'),
    ]);
    const message = parseSip(latin1);
    if (message.kind === 'malformed') throw new Error(message.reason);
    expect(headerOf(message, 'Subject')).toBe('café');
  });
});

describe('limits', () => {
  it('come before everything else', () => {
    const line = (length: number) => [...HEAD, `X: ${'x'.repeat(length)}`];
    expect(refused(line(8_100))).toBe('is too long');
    expect(refused(line(7_000))).toBe('taken');
    expect(parseSip(wire(line(60_000)), DATAGRAM_LIMITS)).toMatchObject({
      reason: 'has a header that is too long',
      status: 513,
    });
    const many = (count: number) => [...HEAD, ...Array.from({ length: count }, () => 'X-Odd: 1')];
    expect(refused(many(95))).toBe('taken');
    expect(refused(many(96))).toBe('has more than 100 headers');
    const folded = [
      ...HEAD,
      'X-Odd: 1',
      ...Array.from({ length: 20 }, () => ` ${'y'.repeat(1_000)}`),
    ];
    expect(parseSip(wire(folded), DATAGRAM_LIMITS)).toMatchObject({ kind: 'malformed' });
  });
});

describe('values', () => {
  const with_ = (name: string, value: string) => [
    ...HEAD.filter((line) => !line.startsWith(`${name}:`)),
    `${name}: ${value}`,
  ];
  it.each([
    ['CSeq', '2147483648 OPTIONS', 'has a cseq that is none'],
    ['CSeq', '-1 OPTIONS', 'has a cseq that is none'],
    ['CSeq', '1', 'has a cseq that is none'],
    ['CSeq', '1 INVITE', 'has a cseq of another method'],
    ['Max-Forwards', '256', 'has a max-forwards that is none'],
    ['Expires', '4294967296', 'has a expires that is none'],
    ['Content-Length', '4294967296', 'has a content-length that is none'],
    ['Content-Length', '1e3', 'has a content-length that is none'],
    ['Call-ID', 'two words', 'has a call-id that is none'],
    ['From', 'sip:', 'has a from that is none'],
    ['To', '<sip:301@>', 'has a to that is none'],
    ['Contact', '<sip:301@10.20.1.50:70000>', 'has a contact that is none'],
    ['Retry-After', '949302838503028349304023988', 'has a retry-after that is none'],
    ['Warning', '1812 overture "x"', 'has a warning that is none'],
    ['Via', 'SIP/2.0 UDP 10.20.1.10', 'has a via that is none'],
  ])('%s: %s is refused', (name, value, reason) => {
    expect(refused(with_(name, value))).toBe(reason);
  });

  it.each(['Via', 'From', 'To', 'Call-ID', 'CSeq'])('%s has to be there', (name) => {
    const lines = HEAD.filter((line) => !line.startsWith(`${name}:`));
    expect(refused(lines)).toBe(`has no ${name.toLowerCase()}`);
  });

  it.each([
    ['a bare LF', 'X: a\nVia: b'],
    ['a bare CR', 'X: a\rb'],
    ['no colon', 'X'],
    ['no name', ': a'],
    ['a blank in the name', 'a b: c'],
  ])('a header with %s is refused', (_, line) => {
    expect(refused([...HEAD, line])).toMatch(/has no header in its line 7/);
  });

  it.each(['OPTIONS sip:301@10.20.1.50\0 SIP/2.0', 'SIP/2.0 200 O\0K'])(
    '%j is refused',
    (start) => {
      expect(refused([start, ...HEAD.slice(1)])).toBe('has a NUL in its start line');
    },
  );
});

describe('writing', () => {
  it('a start line that was taken is written as it came, wide blanks included', () => {
    for (const start of ['OPTIONS sip:3\u00a001@h SIP/2.0', 'SIP/2.0 200 O\u00a0K\t']) {
      const message = parseSip(wire([start, ...HEAD.slice(1)]));
      if (message.kind === 'malformed') throw new Error(message.reason);
      expect(Buffer.from(writeSip(message)).toString().split('\r\n')[0]).toBe(start);
    }
  });

  const base = () => parsed([]);
  const extra = (name: string, value: string) => () =>
    writeSip({ ...base(), headers: [...base().headers, { name, value }] });

  it.each(['\r', '\n', '\r\nVia: x', '\u0000'])('refuses %j in a value', (bad) => {
    expect(extra('Subject', `a${bad}b`)).toThrow(UnwritableSip);
    expect(extra(`Subj${bad}ect`, 'a')).toThrow(UnwritableSip);
    const request = base();
    if (request.kind !== 'request') throw new Error('no request');
    expect(() => writeSip({ ...request, uri: `sip:301@h${bad}` })).toThrow(UnwritableSip);
    expect(() => writeSip({ ...request, method: `INFO${bad}` })).toThrow(UnwritableSip);
    const { headers, body } = request;
    const response = { kind: 'response', status: 200, reason: `OK${bad}`, headers, body } as const;
    expect(() => writeSip(response)).toThrow(UnwritableSip);
  });

  it.each([' ', '\t', '\v', '\f'])('refuses %j in a Request-URI', (blank) => {
    const request = base();
    if (request.kind !== 'request') throw new Error('no request');
    expect(() => writeSip({ ...request, uri: `sip:3${blank}01@h` })).toThrow(UnwritableSip);
  });

  it('says which value it was, and not what it held', () => {
    expect(extra('Subject', 'secret\n')).toThrow(/the value of Subject/);
    expect(extra('Subject', 'secret\n')).not.toThrow(/secret/);
  });
});
