// What is told of HTTP, over TCP as captures have it: out of order, twice, with holes.

import { describe, expect, it } from 'vitest';
import { at, BEGIN_MS, connection, PHONE_IP } from './dialogue.js';
import * as make from './packets.js';
import { replayed } from './replay-under-test.js';

const NAME = 'SEP001BD4000001.cnf.xml';
const AGENT = 'Fanvil X4 2.4.0.5486 00a859db0462';
const GET = `GET /${NAME} HTTP/1.1\r\nUser-Agent: ${AGENT}\r\n\r\n`;
const answer = (status: string, body: string, ...fields: readonly string[]) =>
  [`HTTP/1.1 ${status}`, `Content-Length: ${body.length}`, ...fields, '', body].join('\r\n');

/** Each frame 10 ms after the one before. */
const timed = (frames: readonly Uint8Array[]) =>
  frames.map((bytes, index) => at(index / 100, bytes));
const filesOf = (packets: readonly make.Made[]) => {
  const { told, notes } = replayed(packets);
  const files = told.flatMap(({ mac, event }) =>
    event.kind === 'file' ? [{ mac, ...event }] : [],
  );
  return { files, codes: notes.map(({ code }) => code) };
};
const outcomes = (frames: readonly Uint8Array[]) =>
  filesOf(timed(frames)).files.map(({ name, outcome, bytes }) => [name, outcome, bytes]);

it('a file: it begins, and is sent', () => {
  const tcp = connection(50_000, 80);
  const frames = [
    ...tcp.open(),
    tcp.phone(GET),
    tcp.server(answer('200 OK', 'x'.repeat(26)).slice(0, -26)),
    tcp.server('<device>'),
    tcp.server('</device> and more'),
  ];
  const { files, codes } = filesOf(timed(frames));
  expect(codes).toEqual([]);
  const same = {
    ...{ mac: make.PHONE, kind: 'file', protocol: 'http', address: PHONE_IP, name: NAME },
    ...{ role: 'config', namedMac: make.PHONE, agent: AGENT, size: 26, repeats: 0 },
  };
  expect(files).toEqual([
    { ...same, outcome: 'running', bytes: 0, atMs: BEGIN_MS + 40, ms: 10 },
    { ...same, outcome: 'sent', bytes: 26, atMs: BEGIN_MS + 60, ms: 30 },
  ]);
});

it('what a phone says of itself is told without its passwords', () => {
  const tcp = connection(50_000, 80);
  const get = `GET /${NAME} HTTP/1.1\r\nUser-Agent: http://7001:sesame@10.20.1.1/\r\n\r\n`;
  const frames = [...tcp.open(), tcp.phone(get), tcp.server(answer('404 No', 'no'))];
  const { files } = filesOf(timed(frames));
  expect(files).toMatchObject([{ agent: 'http://7001:********@10.20.1.1/' }]);
});

it.each([
  ['/cfg.xml?user=1&password=sesame', 'cfg.xml'],
  ['/a%2fb?password=sesame', '/a%2fb'],
  ['http://7001:sesame@10.20.1.1/a%2fb', '/a%2fb'],
])('of %s only the name is told', (target, name) => {
  const tcp = connection(50_000, 80);
  const get = `GET ${target} HTTP/1.1\r\nAuthorization: Basic sesame\r\n\r\n`;
  const frames = [...tcp.open(), tcp.phone(get), tcp.server(answer('404 No', 'no'))];
  const { files } = filesOf(timed(frames));
  expect(files).toMatchObject([{ name, outcome: 'not-found' }]);
  expect(JSON.stringify(files)).not.toContain('sesame');
});

describe('an answer', () => {
  it.each([
    ['404 Not Found', 'GET', NAME, 'not-found'],
    ['404 Not Found', 'GET', 'CTLx.tlv', 'expected-miss'],
    ['403 Forbidden', 'GET', NAME, 'denied'],
    ['500 Oh', 'GET', NAME, 'unreadable'],
    ['301 Moved', 'GET', NAME, 'refused'],
    ['200 OK', 'HEAD', NAME, 'head'],
  ])('%s to %s of %s is %s', (status, method, name, outcome) => {
    const tcp = connection(50_000, 80);
    const given = answer(status, method === 'HEAD' ? '' : 'no');
    const frames = [
      ...tcp.open(),
      tcp.phone(`${method} /${name} HTTP/1.1\r\n\r\n`),
      tcp.server(given),
    ];
    expect(outcomes(frames)).toEqual([[name, outcome, 0]]);
  });

  it('in chunks is counted without what is between them', () => {
    const tcp = connection(50_000, 6970);
    const frames = [
      ...tcp.open(),
      tcp.phone(GET),
      tcp.server('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe'),
      tcp.server('llo\r'),
      tcp.server('\n3;x=y\r\nabc\r\n0\r\nTrailer: 1\r\n\r\n'),
      tcp.phone(GET.replace(NAME, 'next')),
      tcp.server(answer('200 OK', 'four')),
    ];
    expect(outcomes(frames).filter(([, outcome]) => outcome === 'sent')).toEqual([
      [NAME, 'sent', 8],
      ['next', 'sent', 4],
    ]);
  });

  it('without a length ends with the connection', () => {
    const tcp = connection(50_000, 80);
    const frames = [
      ...tcp.open(),
      tcp.phone(GET),
      tcp.server('HTTP/1.0 200 OK\r\n\r\nhello'),
      tcp.server('', 'F'),
      tcp.phone('', 'F'),
    ];
    expect(outcomes(frames).at(-1)).toEqual([NAME, 'sent', 5]);
  });

  it('that never came to its end is told so', () => {
    const tcp = connection(50_000, 80);
    const begun = [
      ...tcp.open(),
      tcp.phone(GET),
      tcp.server(answer('200 OK', 'x'.repeat(90)).slice(0, -50)),
    ];
    expect(outcomes(begun).at(-1)).toEqual([NAME, 'running', 40]);
    expect(outcomes([...begun, tcp.phone('', 'R')]).at(-1)).toEqual([NAME, 'client-gone', 40]);
  });

  it('of each of several questions is its own', () => {
    const tcp = connection(50_000, 80);
    const frames = [
      ...tcp.open(),
      tcp.phone(`${GET}${GET.replace(NAME, 'b')}${GET.replace('GET', 'POST')}`),
      tcp.server(
        `HTTP/1.1 100 Continue\r\n\r\n${answer('404 No', 'no')}${answer('200 OK', 'yes')}`,
      ),
      tcp.server(answer('200 OK', 'posted')),
    ];
    expect(outcomes(frames)).toEqual([
      [NAME, 'not-found', 0],
      ['b', 'running', 0],
      ['b', 'sent', 3],
    ]);
  });
});

describe('a connection', () => {
  const body = Array.from({ length: 20 }, (_, index) => `part ${index} `.padEnd(100, '.')).join('');
  const parts = () => {
    const tcp = connection(50_000, 80);
    const whole = answer('200 OK', body);
    const pieces: Buffer[] = [];
    const before = [...tcp.open(), tcp.phone(GET)];
    for (let from = 0; from < whole.length; from += 150) {
      pieces.push(tcp.server(whole.slice(from, from + 150)));
    }
    return { before, pieces, acknowledged: () => tcp.phone('') };
  };
  const SENT = [NAME, 'sent', 2_000];

  it.each([
    [
      'whatever its order',
      (pieces: readonly Buffer[]) => [pieces[0], ...pieces.slice(1).reverse()],
    ],
    ['with repeats', (pieces: readonly Buffer[]) => pieces.flatMap((each) => [each, each])],
    ['whose sequence numbers begin again', (pieces: readonly Buffer[]) => pieces],
    [
      'with an old piece once more',
      (pieces: readonly Buffer[]) => [...pieces.slice(0, 5), pieces[1], ...pieces.slice(5)],
    ],
  ])('%s is the same', (_, arrange) => {
    const { before, pieces } = parts();
    const frames = [...before, ...arrange(pieces)].filter((each) => each !== undefined);
    expect(outcomes(frames).at(-1)).toEqual(SENT);
    expect(filesOf(timed(frames)).codes).toEqual([]);
  });

  it('with a piece that was not captured goes on, and that is told', () => {
    const { before, pieces, acknowledged } = parts();
    const frames = [...before, ...pieces.toSpliced(5, 2), acknowledged()];
    expect(outcomes(frames).at(-1)).toEqual(SENT);
    expect(filesOf(timed(frames)).codes).toEqual(['stream-gaps']);
  });

  it('whose beginning was not captured is read from the next question on', () => {
    const tcp = connection(50_000, 80);
    tcp.open();
    tcp.phone('GET /lost HTTP/1.1\r\n\r\n');
    const frames = [tcp.phone(GET), tcp.server(answer('200 OK', 'yes'))];
    expect(outcomes(frames).at(-1)).toEqual([NAME, 'sent', 3]);
  });

  it('whose short frames Ethernet fills up is the same', () => {
    const tcp = connection(50_000, 80);
    const whole = [...tcp.open(), tcp.phone(GET), tcp.server(answer('200 OK', 'yes'))];
    const end = [
      tcp.phone(''),
      tcp.phone(GET.replace(NAME, 'b')),
      tcp.server(answer('200 OK', '')),
    ];
    const frames = [...whole, ...end].map((frame) => make.join(frame, Buffer.alloc(6, 65)));
    expect(outcomes(frames).filter(([, outcome]) => outcome === 'sent')).toEqual([
      [NAME, 'sent', 3],
      ['b', 'sent', 0],
    ]);
    expect(filesOf(timed(frames)).codes).toEqual([]);
  });

  it('of cut packets keeps its counts', () => {
    const tcp = connection(50_000, 80);
    const whole = [...tcp.open(), tcp.phone(GET), tcp.server(answer('200 OK', 'y'.repeat(1_000)))];
    const packets = timed(whole).map(({ atMs, bytes }) => ({
      atMs,
      bytes: bytes.subarray(0, 160),
      length: bytes.length,
    }));
    expect(filesOf(packets).files.at(-1)).toMatchObject({ outcome: 'sent', bytes: 1_000 });
  });

  it('whose answer cannot be read has a question without one', () => {
    const tcp = connection(50_000, 80);
    const frames = [...tcp.open(), tcp.phone(GET), tcp.server('220 mail.example ESMTP\r\n')];
    expect(outcomes(frames)).toEqual([[NAME, 'timeout', 0]]);
  });

  it('that speaks something else is left alone', () => {
    const tcp = connection(50_000, 22);
    const frames = [
      ...tcp.open(),
      tcp.server('SSH-2.0-x\r\n'),
      tcp.phone('\x16\x03\x01'),
      tcp.phone(GET),
    ];
    expect(outcomes(frames)).toEqual([]);
  });
});

it('many connections, and pieces that fit nowhere, do not fill memory', () => {
  const frames = Array.from({ length: 3_000 }, (_, index) => {
    const tcp = connection(1_024 + index, 80);
    const begun = [...tcp.open(), tcp.phone(GET)];
    // Not in the capture.
    tcp.server('x'.repeat(1_000));
    const pieces = index % 300 === 0 ? 80 : 0;
    return [...begun, ...Array.from({ length: pieces }, () => tcp.server('zz'))];
  }).flat();
  const { codes } = filesOf(frames.map((bytes, index) => at(index / 1e6, bytes)));
  expect(codes.toSorted()).toEqual(['crowded', 'stream-gaps']);
});
