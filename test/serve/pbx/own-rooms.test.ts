// What the log says of conferences that we run: who was not let into one, and no more lines of that than somebody reads.

import { expect, it } from 'vitest';
import { type LogFields, silentLog } from '../../../src/core/log.js';
import type { AriClient, AriHooks } from '../../../src/pbx/ari/client.js';
import type { TurnedAway } from '../../../src/pbx/ari/turned-away.js';
import { openOwnRooms } from '../../../src/serve/pbx/own-rooms.js';
import { servedSiteOf } from '../snapshot-under-test.js';

const { roomHosts } = servedSiteOf(`
offhook: 1
pbx: { main: { host: 10.20.1.1, ari: { host: 127.0.0.1, secret: word, rooms: ["800"] } } }
`);
const WHO: TurnedAway = {
  channel: { id: '1.1', name: 'PJSIP/7001-00000001', number: '7001', callerName: 'Anna' },
  ...{ room: '800\n', why: 'members', atMs: 0, times: 1 },
};

it('says who is not let in and why, ten times at once', () => {
  let hooks: AriHooks | undefined;
  const warned: [LogFields, string][] = [];
  const debugged: string[] = [];
  const log = {
    ...silentLog,
    warn: (fields: LogFields, text: string) => void warned.push([fields, text]),
    debug: (_: LogFields, text: string) => void debugged.push(text),
  };
  openOwnRooms(roomHosts, log, (_server, given) => {
    hooks = given;
    return { close() {} } as AriClient;
  });
  for (let at = 0; at < 30; at++) hooks?.onTurnedAway(WHO);
  const says =
    '7001 is not let into the conference "800\\u{a}" of the PBX main: 200 are in it already';
  expect(warned).toHaveLength(10);
  expect(warned[0]).toEqual([
    {
      event: 'rooms',
      pbx: 'main',
      state: 'no-place',
      room: '800\\u{a}',
      number: '7001',
      why: 'members',
    },
    says,
  ]);
  expect(debugged).toEqual(Array.from({ length: 20 }, () => says));
});
