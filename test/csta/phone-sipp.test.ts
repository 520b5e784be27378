// `offhook csta` against phones that SIPp plays: with uaCSTA, without, and with answers that nobody would expect.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createFolder, offhook, type RunOptions } from '../cli/cli-under-test.js';
import { reasonToSkip } from '../e2e/programs.js';
import { CLOSES, csta, event, INVENTORY, MAC, ON, opens, PATIENT, RINGING } from './played.js';
import { answers, hears, hearsAnswer, NET, playPhone, replies, tells, waits } from './sipp.js';

const skipped = reasonToSkip(['sipp']);
const ask = (
  address: string,
  args: readonly string[] = [],
  options: RunOptions = {},
  folder?: string,
) =>
  offhook(
    folder ?? createFolder({ 'offhook.yaml': INVENTORY }),
    ['csta', MAC, '--address', address, '--state-dir', 'state', ...PATIENT, ...args],
    options,
  );

describe.skipIf(skipped !== undefined)('a phone with uaCSTA', () => {
  it('is asked, monitored, and left in good order', async () => {
    const phone = await playPhone(`${NET}.0.1`, ...opens(), ...CLOSES);
    const { code, out } = await ask(phone.address);
    expect(await phone.ended).toEqual({ code: 0, said: '' });
    expect(out).toContain('the phone says: Fanvil X4 2.4.0.5486 00a859db0462\n');
    expect(out).toContain('line 181 is idle\n');
    expect(out).toContain(`at ${NET}.0.1:5060 (as you say):\nuaCSTA is on\ndo: nothing`);
    expect(code).toBe(0);
  });

  it('dials, and tells what becomes of it until Ctrl-C', async () => {
    const ctrlC = new AbortController();
    const phone = await playPhone(
      `${NET}.0.2`,
      ...opens(),
      hears(
        'INFO',
        '<MakeCall',
        '<calledDirectoryNumber>302</calledDirectoryNumber>',
        'doNotPrompt',
      ),
      replies('200 OK', {
        body: csta(
          'MakeCallResponse',
          '<callingDevice><callID>7</callID><deviceID>181</deviceID></callingDevice>',
        ),
      }),
      tells(1, event('Originated', 'connected')),
      hearsAnswer(),
      tells(2, event('Established', 'connected')),
      hearsAnswer(),
      tells(3, csta('LampModeEvent', '<lamp>1</lamp><text>&#x9b;2J</text>')),
      hearsAnswer(),
      tells(4, event('ConnectionCleared', 'null')),
      hearsAnswer(),
      ...CLOSES,
    );
    const { code, out } = await ask(phone.address, ['--call', '302', '--watch'], {
      stop: ctrlC.signal,
      onOut: (text) => {
        if (text.includes('ConnectionCleared')) ctrlC.abort();
      },
    });
    expect(await phone.ended).toEqual({ code: 0, said: '' });
    const lines = out.split('\n');
    expect(lines).toContain('MakeCall: done, call 7');
    expect(lines.filter((line) => line.includes('Event '))).toEqual([
      'OriginatedEvent  connected  newCall   line 181 dials',
      'EstablishedEvent  connected  newCall   line 181 talks',
      expect.stringMatching(/^LampModeEvent {2}lamp=1/),
      'ConnectionClearedEvent  null  newCall   line 181 is idle',
    ]);
    expect(out).not.toContain('\u009b');
    expect(code).toBe(0);
  });

  it('takes a call that rang before we came, and ends it', async () => {
    const phone = await playPhone(
      `${NET}.0.3`,
      ...opens(RINGING),
      hears('INFO', '<AnswerCall', '<callToBeAnswered><callID>7</callID><deviceID>181</deviceID>'),
      replies('200 OK', { body: csta('AnswerCallResponse') }),
      hears('INFO', '<ClearConnection', '<callID>7</callID>'),
      replies('200 OK', { body: csta('ClearConnectionResponse') }),
      ...CLOSES,
    );
    const { code, out } = await ask(phone.address, ['--answer', '--hangup', '--format', 'json']);
    expect(await phone.ended).toEqual({ code: 0, said: '' });
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      mac: MAC,
      line: '181',
      target: { host: `${NET}.0.3`, port: 5060, transport: 'udp' },
      agent: 'Fanvil X4 2.4.0.5486 00a859db0462',
      verdict: { answer: 'on', id: 'on', status: 200 },
    });
    expect(code).toBe(0);
  });

  it('says what it does not do: exit code 1', async () => {
    const phone = await playPhone(
      `${NET}.0.4`,
      ...opens(),
      hears('INFO', '<MakeCall'),
      replies('200 OK', {
        body: csta('CSTAErrorCode', '<operation>invalidCalledDeviceID</operation>'),
      }),
      ...CLOSES,
    );
    const { code, out } = await ask(phone.address, ['--call', '302', '--answer']);
    expect(await phone.ended).toEqual({ code: 0, said: '' });
    expect(out).toContain('MakeCall: refused: operation: invalidCalledDeviceID\n');
    expect(out).toContain('answer: no call rings at this line');
    expect(code).toBe(1);
  });

  it('may answer nonsense, and end it all', async () => {
    const phone = await playPhone(
      `${NET}.0.5`,
      hears('INVITE'),
      answers('200 OK', { body: ON }),
      hears('ACK'),
      hears('INFO', '<MonitorStart'),
      replies('200 OK', { body: '<!DOCTYPE a><a/>' }),
      hears('INFO', '<SnapshotDevice'),
      replies('501 Not Implemented'),
      tells(1, 'no XML at all'),
      hearsAnswer(),
      tells(2, 'text', 'INFO', 'Content-Type: text/plain'),
      hearsAnswer(415),
      tells(3, '', 'BYE'),
      hearsAnswer(),
    );
    const { code, out } = await ask(phone.address, ['--watch']);
    expect(await phone.ended).toEqual({ code: 0, said: '' });
    expect(out).toContain('MonitorStart: refused: the answer declares a document type');
    expect(out).toContain('SnapshotDevice: refused: answered 501\n');
    expect(out).toContain(
      'the phone sent what is not understood: the body is not well-formed XML\n',
    );
    expect(out).toContain('the phone ended the session\n');
    expect(code).toBe(1);
  });
});

const REFUSALS: readonly (readonly [status: string, says: string])[] = [
  ['500 Server Internal Error', 'uaCSTA is off: the phone does not take what the INVITE holds'],
  ['415 Unsupported Media Type', 'uaCSTA is off: the phone does not take what the INVITE holds'],
  ['403 Forbidden', 'the phone refuses us'],
  ['404 Not Found', 'the phone refuses us: it knows no line of that number'],
];

describe.skipIf(skipped !== undefined)('a phone without uaCSTA, or not for us', () => {
  it.each(REFUSALS)('%s', async (status, says) => {
    const phone = await playPhone(
      `${NET}.1.${status.slice(0, 3)}`.replace(/\d+$/, (n) => `${Number(n) - 300}`),
      hears('INVITE'),
      answers(status),
      hears('ACK'),
    );
    const { code, out } = await ask(phone.address);
    expect(await phone.ended).toEqual({ code: 0, said: '' });
    expect(out).toContain(`\n${says}\ndo: `);
    expect(code).toBe(1);
  });

  it('takes the INVITE for a call, and is not left ringing', async () => {
    const phone = await playPhone(
      `${NET}.0.6`,
      hears('INVITE'),
      answers('180 Ringing'),
      hears('CANCEL'),
      replies('200 OK'),
      '<send><![CDATA[\n\nSIP/2.0 487 Request Terminated\n[last_Via:]\n[last_From:]\n[last_To:];tag=phone\n[last_Call-ID:]\nCSeq: 1 INVITE\nContent-Length: 0\n\n]]></send>',
      hears('ACK'),
    );
    const { code, out } = await ask(phone.address);
    expect(await phone.ended).toEqual({ code: 0, said: '' });
    expect(out).toContain('uaCSTA is off: the phone rang, and was asked to stop\n');
    expect(code).toBe(1);
  });

  it('takes it for a call, and is hung up', async () => {
    const sdp = `v=0\no=- 1 1 IN IP4 ${NET}.0.7\ns=-\nc=IN IP4 ${NET}.0.7\nt=0 0\nm=audio 16384 RTP/AVP 8`;
    const phone = await playPhone(
      `${NET}.0.7`,
      hears('INVITE'),
      answers('200 OK', { body: sdp, type: 'Content-Type: application/sdp' }),
      hears('ACK'),
      hears('BYE'),
      replies('200 OK'),
      waits(10),
    );
    const { code, out } = await ask(phone.address);
    expect(await phone.ended).toEqual({ code: 0, said: '' });
    expect(out).toContain('uaCSTA is off: the phone took the INVITE for a call');
    expect(code).toBe(1);
  });

  it('hears us and says nothing', async () => {
    const deaf = createSocket('udp4');
    deaf.bind(0, '127.0.0.1');
    await once(deaf, 'listening');
    const { code, out } = await ask('127.0.0.1', [
      ...['--port', `${deaf.address().port}`, '--timeout', '1'],
    ]);
    deaf.close();
    expect(out).toMatch(/:\nno answer\ndo: see with `offhook ping 00:a8:59:db:04:62`/);
    expect(code).toBe(1);
  });
});

describe('what is not asked of any phone', () => {
  it.each([
    [['--call', '30 2'], /--call "30 2" is written for people.*write "302"/],
    [['--call', 'sip:302@x'], /--call "sip:302@x" begins with "sip:"/],
    [['--call', '302\r\nVia: x'], /--call/],
    [['--line', '3'], /has 2 lines in the inventory, and no line 3/],
    [['--line', '0'], /it must be a number from 1/],
    [['--address', 'phone'], /IPv4/],
    [['--timeout', '0'], /seconds/],
  ])('%s', async (args, says) => {
    const { code, err } = await ask(`${NET}.0.9`, args);
    expect(err).toMatch(says);
    expect(code).toBe(2);
  });

  it('a phone whose address nobody knows', async () => {
    const folder = createFolder({ 'offhook.yaml': INVENTORY });
    const { code, err } = await offhook(folder, ['csta', MAC, '--state-dir', 'state']);
    expect(err).toContain('nobody knows the address of 00:a8:59:db:04:62: name it with --address');
    expect(code).toBe(2);
  });
});
