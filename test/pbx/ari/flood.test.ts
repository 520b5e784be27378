// An ARI that sends without end, or nothing: what waits for it is bounded, and it is known to be lost.

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { later } from '../../../src/core/later.js';
import { createSecret } from '../../../src/core/secret.js';
import { type AriClient, connectAri } from '../../../src/pbx/ari/client.js';
import type { AriServer } from '../../../src/pbx/ari/server.js';
import { openAriSession } from '../../../src/pbx/ari/session.js';
import { soak } from '../../soak.js';
import { createWatch } from '../watch.js';
import { type FakeAri, startFakeAri } from './fake-ari.js';

let ari: FakeAri;
let client: AriClient | undefined;
const refused: string[] = [];
const lost: string[] = [];
const { changed, until } = createWatch();

beforeEach(async () => {
  ari = await startFakeAri();
  for (const list of [refused, lost]) list.splice(0);
});
afterEach(async () => {
  client?.close();
  await ari.close();
});

const serverAt = (port: number): AriServer => ({
  ...{ host: '127.0.0.1', port, tls: false, user: 'offhook' },
  ...{ application: 'offhook-team', secret: createSecret('word') },
});

function connect() {
  const note = (list: string[]) => (why: string) => {
    list.push(why);
    changed();
  };
  const hooks = {
    ...{ onConnected: changed, onRooms: changed, onReplaced: changed },
    onTurnedAway: () => {},
  };
  const options = { delayMs: () => 1 };
  client = connectAri(
    serverAt(ari.port),
    { ...hooks, onLost: note(lost), onRefused: note(refused) },
    options,
  );
  return client;
}

const comes = (id: string, room = '800') => ({
  ...{ type: 'StasisStart', args: [room] },
  channel: { id, name: `PJSIP/7001-${id}`, caller: { number: '7001', name: 'Anna' } },
});

it('callers without end who are not answered: some wait, it is said once, and who leaves is gone', async () => {
  const isAnswering = later<void>();
  const { rooms } = connect();
  const asterisk = await ari.connected();
  await until(() => client?.state === 'connected');
  ari.beforeAnswer = () => isAnswering.promise;
  const count = soak(6_000, 100_000);
  for (let at = 0; at < count; at++) {
    asterisk.say(comes(`${at}`, `r${at % 500}`));
    if (at % 1_000 === 0) await new Promise(setImmediate);
  }
  await until(() => refused.length > 0);
  const [first] = rooms().get('r0')?.members.keys() ?? [];
  asterisk.say({ type: 'StasisEnd', channel: { id: first } });
  await until(
    () =>
      rooms()
        .get('r0')
        ?.members.has(first ?? '') !== true,
  );
  const inside = [...rooms().values()].reduce((sum, { members }) => sum + members.size, 0);
  expect(inside).toBeLessThan(soak(3_000, 10_000));
  expect(refused).toHaveLength(1);
  expect(lost).toEqual([]);
  expect(client?.turnedAway()).toHaveLength(20);
  expect(client?.turnedAway()[0]).toMatchObject({ why: 'busy' });
  // Of those who wait nobody is asked once it is closed.
  client?.close();
  isAnswering.resolve();
  await client?.act({ room: 'r1', channel: '1', what: 'kick' }).catch(() => {});
  expect(ari.asked).toHaveLength(1);
});

it('events that are none of ours, thousands of them, are read past', async () => {
  const { rooms } = connect();
  const asterisk = await ari.connected();
  await until(() => client?.state === 'connected');
  for (let at = 0; at < soak(2_000, 200_000); at++) {
    asterisk.say({ type: 'ChannelVarset', channel: { id: `${at}` }, value: 'x'.repeat(200) });
    if (at % 1_000 === 0) await new Promise(setImmediate);
  }
  asterisk.say(comes('1'));
  await until(() => rooms().get('800')?.members.has('1') === true);
  expect([...refused, ...lost]).toEqual([]);
});

it('a frame that is too large for an event ends the connection, and it is connected anew', async () => {
  const { rooms } = connect();
  const asterisk = await ari.connected();
  await until(() => client?.state === 'connected');
  asterisk.say({ type: 'ChannelVarset', value: 'x'.repeat(300_000) });
  await until(() => lost.length > 0);
  const again = await ari.connected();
  await until(() => client?.state === 'connected');
  again.say(comes('1'));
  await until(() => rooms().has('800'));
  expect(lost[0]).toContain('Max payload size exceeded');
});

it('one that answers no ping is lost, and that is said', async () => {
  const silent = new WebSocketServer({ port: 0, host: '127.0.0.1', autoPong: false });
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const session = await openAriSession(serverAt(port), () => {}, { pingMs: 20 });
  expect((await session.ended).message).toContain('answers nothing any more');
  silent.close();
});
