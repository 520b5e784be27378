// A client of ARI against one that a test speaks for: what it does when callers come, when it is lost, and when another
// takes its place.

import { EventEmitter, once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { later } from '../../../src/core/later.js';
import { createSecret } from '../../../src/core/secret.js';
import type { RetryOptions } from '../../../src/pbx/ami/retry.js';
import { type AriClient, connectAri, MAX_HELD } from '../../../src/pbx/ari/client.js';
import { refusal } from '../../../src/pbx/ari/server.js';
import { type FakeAri, startFakeAri } from './fake-ari.js';

/** Long enough that nothing more comes within a test. */
const DELAYS: Readonly<Record<string, number>> = { EACCES: 100_000 };

let ari: FakeAri;
let client: AriClient | undefined;

beforeEach(async () => {
  ari = await startFakeAri();
});
afterEach(async () => {
  client?.close();
  await ari.close();
});

const channel = (id: string) => ({
  id,
  name: `PJSIP/7001-${id}`,
  caller: { number: '7001', name: 'Anna' },
});
const comes = (id: string, room = '800') => ({
  ...{ type: 'StasisStart', args: [room], channel: channel(id) },
});

/** What the hooks were told, as events of their names. */
function connect(secret = 'word', more: RetryOptions = {}) {
  const told = new EventEmitter();
  const server = {
    ...{ host: '127.0.0.1', port: ari.port, tls: false, user: 'offhook' },
    ...{ application: 'offhook-team', secret: createSecret(secret) },
  };
  client = connectAri(
    server,
    {
      onConnected: () => told.emit('connected'),
      onRooms: () => told.emit('rooms'),
      onLost: (why, retryInMs) => told.emit('lost', why, retryInMs),
      onReplaced: () => told.emit('replaced'),
      onRefused: (why) => told.emit('refused', why),
      onTurnedAway: (who) => told.emit('turned away', who),
    },
    {
      clock: { wallMs: () => 5, monotonicMs: () => 5 },
      delayMs: (_, code) => DELAYS[code] ?? 1,
      ...more,
    },
  );
  return { client, told };
}

const members = (of: AriClient) => [...(of.rooms().get('800')?.members.keys() ?? [])];

it('makes a room for who comes, and does what is wanted of who is in it', async () => {
  const { client, told } = connect();
  const asterisk = await ari.connected();
  await once(told, 'connected');
  asterisk.say(comes('1'));
  await once(told, 'rooms');
  expect(members(client)).toEqual(['1']);
  expect(await client.act({ room: '800', channel: '1', what: 'mute' })).toBe(true);
  expect(ari.asked).toEqual([
    'POST /channels/1/answer',
    'POST /bridges/offhook-800?type=mixing&name=800',
    'POST /bridges/offhook-800/addChannel?channel=1',
    'POST /bridges/offhook-800/moh',
    'POST /channels/1/mute?direction=in',
  ]);
  expect(client.rooms().get('800')?.members.get('1')).toMatchObject({ muted: true, sinceMs: 5 });
  expect(await client.act({ room: '800', channel: '2', what: 'mute' })).toBe(false);
});

it('says what Asterisk does not do, and that nothing more is known of who is muted', async () => {
  ari.statuses['POST /channels/1/mute?direction=in'] = 500;
  // That a room is there already is no refusal.
  ari.statuses['POST /bridges/offhook-800?type=mixing&name=800'] = 409;
  ari.statuses['POST /bridges/offhook-800/moh'] = 403;
  const { client, told } = connect();
  const asterisk = await ari.connected();
  await once(told, 'connected');
  asterisk.say(comes('1'));
  const [why] = await once(told, 'refused');
  expect(why).toMatch(/POST \/bridges\/offhook-800\/moh: the user may only read/);
  const muting = client.act({ room: '800', channel: '1', what: 'mute' });
  await expect(muting).rejects.toMatchObject({ code: 'EPROTO' });
  expect(client.rooms().get('800')?.members.get('1')?.muted).toBe(false);
});

it('begins anew after it was lost, with who is there then', async () => {
  const { client, told } = connect();
  const first = await ari.connected();
  await once(told, 'connected');
  first.say(comes('1'));
  first.say(comes('2'));
  await once(told, 'rooms');
  await expect.poll(() => members(client)).toEqual(['1', '2']);
  const place = { app_name: 'Stasis', app_data: 'offhook-team,800' };
  ari.channels = ['2', '3'].map((id) => ({ ...channel(id), dialplan: place }));
  first.hangUp();
  const [why, retryInMs] = await once(told, 'lost');
  expect(why).toMatch(/^ARI at 127\.0\.0\.1:\d+ /);
  expect(retryInMs).toBe(1);
  // Who was in the room talks on.
  expect(members(client)).toEqual(['1', '2']);
  await ari.connected();
  await once(told, 'connected');
  expect(members(client)).toEqual(['2', '3']);
  const known = client.rooms().get('800')?.members;
  expect([known?.get('2')?.sinceMs, known?.get('3')?.sinceMs]).toEqual([5, undefined]);
});

it('gives way to another that takes its place, and takes it back only when it is told to', async () => {
  const { client, told } = connect();
  const first = await ari.connected();
  await once(told, 'connected');
  first.say(comes('1'));
  await once(told, 'rooms');
  first.say({ type: 'ApplicationReplaced' });
  await once(told, 'replaced');
  expect([client.state, members(client)]).toEqual(['replaced', []]);
  first.hangUp();
  const coming = ari.connected();
  client.takeBack();
  await coming;
  await once(told, 'connected');
  expect(client.state).toBe('connected');
});

it('lets go of the connection that was replaced, which Asterisk leaves open', async () => {
  const { client, told } = connect();
  const lost = vi.fn();
  told.on('lost', lost);
  const first = await ari.connected();
  await once(told, 'connected');
  first.say({ type: 'ApplicationReplaced' });
  await once(told, 'replaced');
  const coming = ari.connected();
  client.takeBack();
  const second = await coming;
  await once(told, 'connected');
  await first.ended;
  second.say(comes('1'));
  await once(told, 'rooms');
  expect([client.state, lost.mock.calls]).toEqual(['connected', []]);
});

it('knows for a while whom it did not let in, and why', async () => {
  let nowMs = 5;
  const { client, told } = connect('word', {
    clock: { wallMs: () => nowMs, monotonicMs: () => 5 },
  });
  const asterisk = await ari.connected();
  await once(told, 'connected');
  for (const id of ['1', '2']) {
    asterisk.say(comes(id, '../channels'));
    await once(told, 'turned away');
    nowMs += 60_000;
  }
  const [one, ...more] = client.turnedAway();
  expect(more).toEqual([]);
  expect(one).toMatchObject({ room: '../channels', why: 'name', atMs: 60_005, times: 2 });
  expect(one?.channel).toMatchObject({ id: '2', number: '7001' });
  nowMs += 10 * 60_000;
  expect(client.turnedAway()).toEqual([]);
});

it.each([200, 302, 500])('says of an answer %i what to do where no Asterisk gives it', (status) => {
  const server = { host: '127.0.0.1', port: 8088, tls: false, user: 'offhook' };
  const secret = createSecret('word');
  const { message } = refusal({ ...server, application: 'offhook-team', secret }, status);
  expect(message).toContain(`it answers ${status}`);
  expect(/look at host and port/.test(message)).toBe(status < 400);
});

it('does not hammer where its password is refused, and does not say it', async () => {
  const { told } = connect('other-word');
  const [why, retryInMs] = await once(told, 'lost');
  expect(why).toMatch(/compare with ari\.conf/);
  expect(why).not.toMatch(/other-word/);
  expect(retryInMs).toBe(DELAYS.EACCES);
});

it('knows that who was kicked has left, also where Asterisk tells it before it answers', async () => {
  const { client, told } = connect();
  const asterisk = await ari.connected();
  await once(told, 'connected');
  asterisk.say(comes('1'));
  await once(told, 'rooms');
  asterisk.say(comes('2'));
  await once(told, 'rooms');
  ari.beforeAnswer = async (line) => {
    if (line !== 'POST /channels/1/continue') return;
    asterisk.say({ type: 'StasisEnd', channel: channel('1') });
    await once(told, 'rooms');
  };
  expect(await client.act({ room: '800', channel: '1', what: 'kick' })).toBe(true);
  expect(members(client)).toEqual(['2']);
});

it('waits longer each time that it is let in and dropped, and anew after it worked for a while', async () => {
  const failures: number[] = [];
  let nowMs = 0;
  const { told } = connect('word', {
    clock: { wallMs: () => nowMs, monotonicMs: () => nowMs },
    delayMs: (failed) => {
      failures.push(failed);
      return 1;
    },
  });
  for (const lastsMs of [0, 0, 10_000]) {
    const asterisk = await ari.connected();
    await once(told, 'connected');
    nowMs += lastsMs;
    asterisk.hangUp();
    await once(told, 'lost');
  }
  expect(failures).toEqual([1, 2, 1]);
});

it('waits for nothing once it is closed: neither to be let in, nor for an answer, nor for a last word', async () => {
  // What would end it by time alone never comes.
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const silent = createServer();
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as AddressInfo;
  const coming = once(silent, 'connection');
  const server = { host: '127.0.0.1', port, tls: false, user: 'offhook', application: 'x' };
  const hooks = { onConnected() {}, onRooms() {}, onLost() {}, onReplaced() {} };
  const first = connectAri(
    { ...server, secret: createSecret('word') },
    { ...hooks, onRefused() {}, onTurnedAway() {} },
  );
  const [socket] = await coming;
  socket.resume();
  const ended = once(socket, 'close');
  first.close();
  await ended;

  const isAsked = later<void>();
  ari.beforeAnswer = async (line) => {
    if (!line.endsWith('/answer')) return;
    isAsked.resolve();
    await new Promise(() => {});
  };
  const { client, told } = connect();
  const asterisk = await ari.connected();
  await once(told, 'connected');
  asterisk.say(comes('1'));
  await isAsked.promise;
  const kicked = client.act({ room: '800', channel: '1', what: 'kick' });
  const refused = expect(kicked).rejects.toMatchObject({ code: 'ENOTCONN' });
  client.close();
  await refused;
  await asterisk.ended;
});

it('tries a refused login again when it is told to', async () => {
  const { client, told } = connect('other-word');
  await once(told, 'lost');
  client.retry();
  expect(client.state).toBe('connecting');
  await once(told, 'lost');
});

it('begins anew where more is told than it can hold, and says so', async () => {
  const { client, told } = connect();
  const isAsked = later<void>();
  const goesOn = later<void>();
  ari.beforeAnswer = async (line) => {
    if (line !== 'GET /channels') return;
    isAsked.resolve();
    await goesOn.promise;
  };
  const first = await ari.connected();
  await isAsked.promise;
  const lost = once(told, 'lost');
  for (let at = 0; at <= MAX_HELD; at++) first.say({ type: 'StasisEnd', channel: { id: '1' } });
  expect((await lost)[0]).toMatch(/more is told than can be held/);
  await first.ended;
  ari.beforeAnswer = async () => {};
  goesOn.resolve();
  await ari.connected();
  await once(told, 'connected');
  expect(client.state).toBe('connected');
});
