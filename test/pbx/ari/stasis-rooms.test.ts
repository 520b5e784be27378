// Rooms that we run: what is asked of Asterisk when somebody comes, goes, is muted or sent away.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readStasisChannels,
  readStasisEvent,
  type StasisEntered,
} from '../../../src/pbx/ari/event.js';
import {
  actOnMember,
  followStasis,
  MAX_MEMBERS,
  MAX_ROOMS,
  type StasisRooms,
} from '../../../src/pbx/ari/stasis-rooms.js';

const NONE: StasisRooms = new Map();

function entered(id: string, room = '800'): StasisEntered {
  const channel = { id, name: `PJSIP/7001-${id}`, number: '7001', callerName: 'Anna' };
  return { type: 'entered', channel, room };
}

/** What all of these lead to, and what was asked for at the last of them. */
function follow(events: readonly Parameters<typeof followStasis>[1][], nowMs?: number) {
  let decided: ReturnType<typeof followStasis> = { rooms: NONE, requests: [] };
  for (const event of events) decided = followStasis(decided.rooms, event, nowMs);
  const asked = decided.requests.map(({ method, path }) => `${method} ${path}`);
  const rooms = [...decided.rooms.values()].map((room) => [room.name, [...room.members.keys()]]);
  return { ...decided, asked, names: Object.fromEntries(rooms) };
}

describe('a room of ours', () => {
  it('begins with the first, who hears music', () => {
    const { asked, names } = follow([entered('1.1')]);
    expect(asked).toEqual([
      'POST /channels/1.1/answer',
      'POST /bridges/offhook-800?type=mixing&name=800',
      'POST /bridges/offhook-800/addChannel?channel=1.1',
      'POST /bridges/offhook-800/moh',
    ]);
    expect(names).toEqual({ 800: ['1.1'] });
  });

  it('has no music when a second comes, nor is any ended for the third', () => {
    expect(follow([entered('1'), entered('2')]).asked.at(-1)).toBe(
      'DELETE /bridges/offhook-800/moh',
    );
    expect(follow([entered('1'), entered('2'), entered('3')]).asked.at(-1)).toBe(
      'POST /bridges/offhook-800/addChannel?channel=3',
    );
  });

  it('has music for the last again, and ends with him', () => {
    const both = [entered('1'), entered('2')];
    const left = { type: 'left', channel: '1' } as const;
    expect(follow([...both, left]).asked).toEqual(['POST /bridges/offhook-800/moh']);
    const ended = follow([...both, left, { type: 'left', channel: '2' }]);
    expect(ended.asked).toEqual(['DELETE /bridges/offhook-800']);
    expect(ended.names).toEqual({});
  });

  it('does not mind who leaves and was never there', () => {
    const { asked, names } = follow([entered('1'), { type: 'left', channel: '9' }]);
    expect([asked, names]).toEqual([[], { 800: ['1'] }]);
  });

  it.each([
    ['without a name', ''],
    ['with a name that would be another path', '../channels'],
    ['with one that asks for more', '8?name=x'],
  ])('%s is none: the dial plan goes on', (_, room) => {
    const { asked, names, noPlace } = follow([entered('1', room)]);
    expect([asked, names, noPlace]).toEqual([['POST /channels/1/continue'], {}, 'name']);
  });

  it('is not begun, nor filled, without end', () => {
    const rooms = Array.from({ length: MAX_ROOMS + 1 }, (_, index) => entered('1', `r${index}`));
    const none = follow(rooms);
    expect([none.asked, none.noPlace]).toEqual([['POST /channels/1/continue'], 'rooms']);
    const callers = Array.from({ length: MAX_MEMBERS + 1 }, (_, index) => entered(`${index}`));
    const full = follow(callers);
    expect(full.asked).toEqual([`POST /channels/${MAX_MEMBERS}/continue`]);
    expect(full.noPlace).toBe('members');
  });

  it('that is full sends nobody away who is in it already, as with a new connection', () => {
    const callers = Array.from({ length: MAX_MEMBERS }, (_, index) => entered(`${index}`));
    const again = follow([...callers, entered('0')]);
    expect(again.noPlace).toBeUndefined();
    expect(again.asked).not.toContain('POST /channels/0/continue');
  });

  it('knows of who was there before neither since when nor whether he is muted, and keeps what it knew', () => {
    const member = (rooms: StasisRooms) => rooms.get('800')?.members.get('1');
    expect(member(follow([entered('1')]).rooms)).toMatchObject({ muted: undefined });
    const known = follow([entered('1')], 5).rooms;
    expect(member(known)).toMatchObject({ muted: false, sinceMs: 5 });
    expect(member(followStasis(known, entered('1')).rooms)).toEqual(member(known));
  });
});

describe('who is in a room', () => {
  const { rooms } = follow([entered('1.1'), entered('2')], 0);
  const act = (what: Parameters<typeof actOnMember>[1]['what']) =>
    actOnMember(rooms, { room: '800', channel: '1.1', what });

  it.each([
    ['mute', 'POST /channels/1.1/mute?direction=in', true],
    ['unmute', 'DELETE /channels/1.1/mute?direction=in', false],
    ['kick', 'POST /channels/1.1/continue', false],
    ['hangup', 'DELETE /channels/1.1', false],
  ] as const)('%s: %s', (what, request, muted) => {
    const decided = act(what);
    expect(decided?.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([request]);
    expect(decided?.rooms.get('800')?.members.get('1.1')?.muted).toBe(muted);
  });

  it('is nobody else', () => {
    const elsewhere = { room: '801', channel: '1.1', what: 'kick' } as const;
    expect(actOnMember(rooms, elsewhere)).toBeUndefined();
    expect(actOnMember(rooms, { ...elsewhere, room: '800', channel: '3' })).toBeUndefined();
  });
});

describe('what Asterisk tells', () => {
  const channel = {
    id: '1795938962.3',
    name: 'PJSIP/7001-00000001',
    caller: { number: '7001', name: 'Anna' },
  };
  const said = (fields: object) =>
    JSON.stringify({ application: 'offhook-team', channel, ...fields });
  const read = (text: string) => readStasisEvent(text, 'offhook-team');

  it('is read as who came to which room, who left, and that another took over', () => {
    expect(read(said({ type: 'StasisStart', args: ['800', 'more'] }))).toEqual({
      type: 'entered',
      room: '800',
      channel: { id: channel.id, name: channel.name, number: '7001', callerName: 'Anna' },
    });
    expect(read(said({ type: 'StasisEnd' }))).toEqual({ type: 'left', channel: channel.id });
    expect(read(said({ type: 'ApplicationReplaced' }))).toEqual({ type: 'replaced' });
  });

  it('is nothing where it is of another application, or of something else', () => {
    expect(read(said({ type: 'StasisEnd', application: 'other' }))).toBeUndefined();
    expect(read(said({ type: 'ChannelVarset' }))).toBeUndefined();
    expect(read(said({ type: 'StasisStart', channel: {} }))).toBeUndefined();
  });

  it('of channels is who is in which room', () => {
    const place = (app_name: string, app_data: string) => ({
      ...channel,
      dialplan: { app_name, app_data },
    });
    const all = [
      place('Stasis', 'offhook-team,800'),
      place('Stasis', 'other,800'),
      place('Echo', 'offhook-team,800'),
    ];
    const there = readStasisChannels(JSON.stringify(all), 'offhook-team');
    expect(there.map((each) => [each.room, each.channel.id])).toEqual([['800', channel.id]]);
  });

  it('may be anything, and nothing is thrown', () => {
    const values = fc.oneof(
      fc.json(),
      fc.string(),
      fc.constantFrom('null', '[null]', '{"type":1}'),
    );
    fc.assert(
      fc.property(values, (text) => {
        read(text);
        expect(Array.isArray(readStasisChannels(text, 'offhook-team'))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
