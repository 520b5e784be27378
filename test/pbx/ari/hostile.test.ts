// Whatever comes by the WebSocket of an Asterisk, or as its list of channels: nothing is thrown, what is kept is bounded, and
// what is asked for is a thing of one channel or of one room of ours, and nothing else.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readStasisChannels, readStasisEvent } from '../../../src/pbx/ari/event.js';
import {
  actOnMember,
  followStasis,
  MAX_MEMBERS,
  MAX_ROOMS,
  type StasisRooms,
} from '../../../src/pbx/ari/stasis-rooms.js';
import { anyText } from '../../any-text.js';
import { soak } from '../../soak.js';

/** A hundred thousand events and channels: each run has several. */
const RUNS = soak(200, 50_000);
const APP = 'offhook-team';
const NASTY = ['.', '..', '../asterisk/modules', 'a/b', 'a?b#c', '%2e%2e', '\ud800', '\0', '1.1'];
const text = fc.oneof(
  fc.constantFrom(...NASTY, '800', 'x'.repeat(10_000), '__proto__', 'constructor', ''),
  anyText,
);
const value = fc.oneof(
  { weight: 6, arbitrary: text },
  fc.constantFrom(null, 7, true, [], {}, [['800']], { length: 3 }),
);
const channel = fc.record(
  {
    id: fc.oneof({ weight: 3, arbitrary: fc.constantFrom('1.1', '2.2', '3.3') }, value),
    name: value,
    caller: fc.oneof(fc.record({ number: value, name: value }), value),
    dialplan: fc.record({
      app_name: fc.constantFrom('Stasis', 'Dial', 7),
      app_data: fc.oneof(
        text.map((room) => `${APP},${room}`),
        value,
      ),
    }),
  },
  { requiredKeys: [] },
);
const event = fc.record({
  application: fc.constantFrom(APP, APP, APP, 'another', 7),
  type: fc.constantFrom('StasisStart', 'StasisStart', 'StasisEnd', 'ChannelVarset', null),
  channel: fc.oneof({ weight: 8, arbitrary: channel }, value),
  args: fc.oneof({ weight: 8, arbitrary: fc.array(value, { maxLength: 3 }) }, value),
});
/** As it comes, or broken on the way. */
const frame = fc
  .tuple(event, fc.option(fc.tuple(fc.nat(300), fc.nat(9), text), { freq: 5 }))
  .map(([said, damage]) => {
    const whole = JSON.stringify(said);
    if (!damage) return whole;
    const [at, cut, instead] = damage;
    return whole.slice(0, at) + instead.slice(0, 9) + whole.slice(at + cut);
  });

const ONE_CHANNEL = /^\/ari\/channels\/[^/]+(\/(answer|continue|mute))?$/;
const OUR_ROOM = /^\/ari\/bridges\/offhook-[A-Za-z0-9_-]{1,40}(\/(moh|addChannel))?$/;
/** Where a request goes that is asked for, once an address is made of it. */
const goesTo = (path: string) => new URL(`http://pbx/ari${path}`).pathname;

function hold({ rooms, requests }: ReturnType<typeof followStasis>): StasisRooms {
  for (const { path } of requests) {
    const pathname = goesTo(path);
    expect(ONE_CHANNEL.test(pathname) || OUR_ROOM.test(pathname), pathname).toBe(true);
  }
  expect(rooms.size).toBeLessThanOrEqual(MAX_ROOMS);
  for (const { members } of rooms.values()) {
    expect(members.size).toBeLessThanOrEqual(MAX_MEMBERS);
    for (const member of members.values()) {
      expect(JSON.stringify(member).length).toBeLessThan(4_000);
    }
  }
  return rooms;
}

it('stands whatever is told, and asks for nothing that is not meant', () => {
  let entered = 0;
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 12 }), (frames) => {
      let rooms: StasisRooms = new Map();
      for (const said of frames) {
        const told = readStasisEvent(said, APP);
        if (!told || told.type === 'replaced') continue;
        rooms = hold(followStasis(rooms, told, 0));
        if (told.type !== 'entered') continue;
        entered += 1;
        const acted = actOnMember(rooms, {
          ...{ room: told.room, channel: told.channel.id, what: 'kick' },
        });
        if (acted) hold(acted);
      }
    }),
    { numRuns: RUNS },
  );
  expect(entered).toBeGreaterThan(20);
});

it('reads a list of channels, whatever it holds', () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(fc.oneof(channel, value), { maxLength: 8 }), (said) => {
      let rooms: StasisRooms = new Map();
      for (const told of readStasisChannels(JSON.stringify(said), APP)) {
        found += 1;
        rooms = hold(followStasis(rooms, told));
      }
    }),
    { numRuns: RUNS },
  );
  expect(found).toBeGreaterThan(20);
});
