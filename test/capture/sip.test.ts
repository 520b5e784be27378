// What is told of registrations: over UDP and TCP, with every answer that a registrar gives.

import { describe, expect, it } from 'vitest';
import { at, BEGIN_MS, connection, fromPhone, fromServer, PHONE_IP } from './dialogue.js';
import * as make from './packets.js';
import { replayed } from './replay-under-test.js';

interface Register {
  readonly number?: number;
  readonly nonce?: string;
  readonly expires?: number;
  readonly callId?: string;
}

const register = ({ number = 1, nonce, expires = 3_600, callId = 'c1@phone' }: Register = {}) =>
  [
    'REGISTER sip:pbx.lab.example SIP/2.0',
    `Via: SIP/2.0/UDP ${PHONE_IP}:5060;branch=z9hG4bK${number}`,
    'From: <sip:7001@pbx.lab.example>;tag=1',
    't: "Desk" <sip:7001@pbx.lab.example>',
    `i: ${callId}`,
    `CSeq: ${number} REGISTER`,
    `Contact: <sip:7001@${PHONE_IP}:5060>`,
    `Expires: ${expires}`,
    'User-Agent: Cisco-CP7931G/8.5.3',
    ...(nonce === undefined
      ? []
      : [`Authorization: Digest username="7001", realm="x", nonce="${nonce}", response="feed"`]),
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');

const answer = (status: string, number = 1, ...fields: readonly string[]) =>
  [
    `SIP/2.0 ${status}`,
    `To: <sip:7001@pbx.lab.example>;tag=2`,
    'Call-ID: c1@phone',
    `CSeq: ${number} REGISTER`,
    ...fields,
    'Content-Length:  0',
    '',
    '',
  ].join('\r\n');
const challenge = (nonce: string, number = 1, more = '') =>
  answer('401 Unauthorized', number, `WWW-Authenticate: Digest realm="x",nonce="${nonce}"${more}`);

const asks = (text: string) => fromPhone(5_060, 5_060, Buffer.from(text));
const answers = (text: string) => fromServer(5_060, 5_060, Buffer.from(text));
const later = (seconds: number) => at(seconds, make.arp(make.SERVER, '10.20.1.1'));
const statesOf = (frames: readonly Uint8Array[]) =>
  replayed(frames.map((bytes, index) => at(index, bytes))).told.flatMap(({ event }) =>
    event.kind === 'sip' ? [event.state] : [],
  );

it('a registration: challenged, then registered', () => {
  const { told, notes } = replayed([
    at(0, asks(register())),
    at(0.1, answers(answer('100 Trying'))),
    at(0.2, answers(challenge('n1'))),
    at(0.3, asks(register({ number: 2, nonce: 'n1' }))),
    at(0.4, answers(answer('200 OK', 2))),
  ]);
  expect(notes).toEqual([]);
  const same = { kind: 'sip', line: '7001', address: PHONE_IP, agent: 'Cisco-CP7931G/8.5.3' };
  expect(told).toEqual([
    { mac: make.PHONE, event: { ...same, state: 'challenged', atMs: BEGIN_MS + 200 } },
    { mac: make.PHONE, event: { ...same, state: 'registered', atMs: BEGIN_MS + 400 } },
  ]);
});

describe('a registrar', () => {
  const second = register({ number: 2, nonce: 'n1' });
  const begun = [asks(register()), answers(challenge('n1')), asks(second)];

  it.each([
    ['refuses the password', answers(answer('403 Forbidden', 2)), 'bad-password'],
    ['asks for it again', answers(challenge('n2', 2)), 'bad-password'],
    [
      'says that the challenge is worn out',
      answers(challenge('n2', 2, ', stale=true')),
      'challenged',
    ],
    ['knows no such account', answers(answer('404 Not Found', 2)), 'no-account'],
    ['is out of order', answers(answer('503 Service Unavailable', 2)), 'unreachable'],
  ])('%s', (_, frame, state) => {
    expect(statesOf([...begun, frame])).toEqual(['challenged', state]);
  });

  it('asks for another password than the one that was still known from before', () => {
    const frames = [asks(register({ nonce: 'old' })), answers(challenge('n1'))];
    expect(statesOf(frames)).toEqual(['challenged']);
  });

  it('wants a shorter time', () => {
    expect(statesOf([...begun, answers(answer('423 Interval Too Brief', 2))])).toEqual([
      'challenged',
    ]);
  });

  it('is told goodbye', () => {
    expect(statesOf([asks(register({ expires: 0 })), answers(answer('200 OK'))])).toEqual([
      'unregistered',
    ]);
  });

  it('does not answer', () => {
    const { told } = replayed([at(0, asks(register())), at(0.5, asks(register())), later(60)]);
    expect(told.map(({ event }) => event)).toMatchObject([
      { state: 'unreachable', atMs: BEGIN_MS + 32_000 },
    ]);
  });

  it('does not answer until the capture ends', () => {
    const often = [0, 0.5, 1.5].map((seconds) => at(seconds, asks(register())));
    expect(replayed(often).told).toMatchObject([{ event: { state: 'unreachable' } }]);
    expect(replayed(often.slice(1)).told).toEqual([]);
  });
});

it('over TCP, in pieces and after empty lines, it is the same', () => {
  const tcp = connection(50_000, 5_060);
  const text = register();
  const frames = [
    ...tcp.open(),
    tcp.phone(`\r\n\r\n${text.slice(0, 99)}`),
    tcp.phone(text.slice(99)),
    tcp.server('\r\n\r\n'),
    tcp.server(`${challenge('n1')}${answer('200 OK', 2)}`.slice(0, 260)),
    tcp.server(`${challenge('n1')}${answer('200 OK', 2)}`.slice(260)),
  ];
  expect(statesOf(frames)).toEqual(['challenged']);
});

it('what is no registration, and no SIP, tells nothing', () => {
  const options = register().replaceAll('REGISTER', 'OPTIONS');
  const frames = ['REGI', 'SIP/2.0 \r\n', options, 'REGISTER x\r\n\r\n', answer('200 OK', 9)];
  expect(statesOf(frames.map(asks))).toEqual([]);
});
