import { once } from 'node:events';
import { createServer as createHttp } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSecret } from '../../../src/core/secret.js';
import { type AmiMessage, fieldOf } from '../../../src/pbx/ami/message.js';
import { openAmiSession } from '../../../src/pbx/ami/open-session.js';
import type { AmiServer } from '../../../src/pbx/ami/session.js';
import { AMI_TIMES, type AmiTimes } from '../../../src/pbx/ami/talk.js';
import { closedAfterEach, listOf, refused, startFakeAsterisk } from './fake-asterisk.js';

const PINGING: AmiTimes = { ...AMI_TIMES, pingMs: 50 };

const { opened, fakeAsterisk } = closedAfterEach();

async function open(server: AmiServer, times?: AmiTimes, events: AmiMessage[] = []) {
  const session = await openAmiSession(server, {
    ...(times && { times }),
    onEvent: (event) => events.push(event),
  });
  opened.push(session);
  return session;
}

describe('a session', () => {
  it('asks, and hears the answer and what is in a list', async () => {
    const fake = await fakeAsterisk({ banner: 'Asterisk Call Manager/5.0.4' });
    fake.answers.set('PJSIPShowEndpoints', () => listOf([[['Event', 'EndpointList']]]));
    fake.answers.set('Reload', () => refused('Permission denied'));
    const session = await open(fake.server);
    expect(session.version).toBe('5.0.4');
    const { events } = await session.list('PJSIPShowEndpoints');
    expect(events.map((event) => fieldOf(event, 'Event'))).toEqual(['EndpointList']);
    const response = await session.ask('Reload', [['Module', 'res_pjsip.so']]);
    expect(fieldOf(response, 'Message')).toBe('Permission denied');
    expect(fake.asked.at(-1)).toMatchObject({ action: 'Reload', module: 'res_pjsip.so' });
  });

  it('never sends its secret', async () => {
    const texts: string[] = [];
    const fake = await fakeAsterisk();
    const server = { ...fake.server, secret: createSecret('planted-other-word') };
    await expect(open(server)).rejects.toSatisfy((error: Error) => {
      texts.push(error.message, JSON.stringify(error));
      return true;
    });
    expect(texts.join()).toContain('refuses the login of "offhook"');
    expect(texts.join()).not.toContain('planted');
    expect(JSON.stringify(fake.asked)).not.toContain('planted');
  });

  it('does not let a value become an action, and goes on', async () => {
    const fake = await fakeAsterisk();
    const session = await open(fake.server);
    const value = 'BUSY\r\n\r\nAction: Originate';
    await expect(session.ask('Setvar', [['Value', value]])).rejects.toMatchObject({
      code: 'EINVAL',
      message: expect.stringContaining('Setvar cannot be asked: the value of Value'),
    });
    await session.ask('Setvar', [['Value', 'BUSY']]);
    expect(fake.asked.map(({ action }) => action)).toEqual(['Setvar']);
  });

  it('ends when the other end does, and tells who waits', async () => {
    const fake = await fakeAsterisk();
    fake.answers.set('Reload', () => undefined);
    const session = await open(fake.server);
    const asked = session.ask('Reload');
    const rejected = expect(asked).rejects.toMatchObject({ code: 'ENOTCONN' });
    await fake.until(() => fake.asked.length > 0);
    fake.drop();
    await rejected;
    expect(await session.ended).toMatchObject({
      code: 'ECONNRESET',
      message: expect.stringMatching(/^AMI of 127\.0\.0\.1:\d+: it ended the connection/),
    });
    await expect(session.ask('Ping')).rejects.toMatchObject({ code: 'ENOTCONN' });
  });

  it('is over when nothing is answered any more', async () => {
    const fake = await fakeAsterisk();
    const times = { ...PINGING };
    const session = await open(fake.server, times);
    // Not before: a loaded machine may be slow to log in.
    times.answerMs = 100;
    fake.answers.set('Ping', () => undefined);
    expect(await session.ended).toMatchObject({ code: 'ETIMEDOUT' });
    expect(fake.asked.at(-1)).toMatchObject({ action: 'Ping' });
  });

  it('is over when half a line comes on and on, of which no message becomes', async () => {
    const fake = await fakeAsterisk();
    const times = { ...PINGING };
    const session = await open(fake.server, times);
    times.answerMs = 100;
    fake.answers.set('Ping', () => undefined);
    const drip = setInterval(() => fake.write('x'), 5);
    expect(await session.ended).toMatchObject({ code: 'ETIMEDOUT' });
    clearInterval(drip);
  });

  it('stays when silence is all that there is', async () => {
    const fake = await fakeAsterisk();
    const session = await open(fake.server, PINGING);
    await fake.until(() => fake.asked.length >= 3);
    await session.ask('CoreStatus');
    expect(new Set(fake.asked.map(({ action }) => action))).toEqual(
      new Set(['Ping', 'CoreStatus']),
    );
  });

  it('is not asked whether it is there while it does what takes long', async () => {
    const fake = await fakeAsterisk();
    fake.answers.set('Reload', () => undefined);
    const session = await open(fake.server, PINGING);
    const first = fake.asked.length;
    await expect(session.ask('Reload', [], 300)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    const asked = fake.asked.slice(first).map(({ action }) => action);
    expect(asked.slice(asked.indexOf('Reload'))).toEqual(['Reload']);
  });

  it('waits no longer than it is told to, however seldom it looks', async () => {
    const fake = await fakeAsterisk();
    fake.answers.set('Setvar', () => undefined);
    const hourMs = 3_600_000;
    const times = { connectMs: hourMs, answerMs: hourMs, pingMs: hourMs, bootedMs: 1 };
    const session = await open(fake.server, times);
    await expect(session.ask('Setvar', [], 20)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  it('is over when what comes is no message', async () => {
    const fake = await fakeAsterisk();
    const session = await open(fake.server);
    fake.write('x'.repeat(100_000));
    expect(await session.ended).toMatchObject({
      code: 'EBADMSG',
      message: expect.stringContaining('sent a line longer than'),
    });
  });
});

describe('no session', () => {
  it('where nothing listens', async () => {
    const fake = await startFakeAsterisk();
    await fake.close();
    await expect(open(fake.server)).rejects.toMatchObject({
      code: 'ECONNREFUSED',
      message: expect.stringMatching(/nothing listens there: look whether Asterisk runs/),
    });
  });

  it('where nothing listens for TLS, which has settings of its own', async () => {
    const fake = await startFakeAsterisk();
    await fake.close();
    await expect(open({ ...fake.server, tls: {} })).rejects.toMatchObject({
      message: expect.stringMatching(/nothing listens there: .*"tlsenable" and "tlsbindaddr"/),
    });
  });

  it('where HTTP is spoken, and nothing is said before it is asked', async () => {
    const http = createHttp((_, response) => response.end());
    await once(http.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void http.close());
    const { port } = http.address() as AddressInfo;
    const server = { host: '127.0.0.1', port, user: 'offhook', secret: createSecret('word') };
    await expect(open(server, { ...AMI_TIMES, connectMs: 50 })).rejects.toMatchObject({
      message: expect.stringContaining('speaks HTTP: that is no manager port; look at "port"'),
    });
  });

  it('where somebody else answers', async () => {
    const fake = await fakeAsterisk({ banner: 'SSH-2.0-OpenSSH_9.2' });
    await expect(open(fake.server)).rejects.toMatchObject({
      code: 'EBADMSG',
      message: expect.stringContaining('is no manager interface of Asterisk'),
    });
  });
});
