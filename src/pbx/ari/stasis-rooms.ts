// Conferences that are ours to run: Asterisk hands us the callers (`Stasis(offhook-team,ROOM)`), and we tell it what to do
// with them. Pure: an event and the rooms before it give the rooms after it, and what to ask of Asterisk.

import type { StasisChannel, StasisEvent } from './event.js';

export interface StasisRoom {
  readonly name: string;
  /** By the id of the channel, in the order in which they came. */
  readonly members: ReadonlyMap<string, StasisMember>;
}

export interface StasisMember {
  readonly channel: StasisChannel;
  /** Undefined: it was there before we were, and nobody tells. */
  readonly muted: boolean | undefined;
  /** When it came in; absent: before we were there. */
  readonly sinceMs?: number;
}

export type StasisRooms = ReadonlyMap<string, StasisRoom>;

/** A request of ARI, below its root. */
export interface AriRequest {
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
}

export interface Decided {
  readonly rooms: StasisRooms;
  /** In this order. A refusal with 404 or 409 says that it is so already, or that who is meant has gone. */
  readonly requests: readonly AriRequest[];
  /** Of who came and was not let in. */
  readonly noPlace?: NoPlace;
}

/** Why somebody is not let into a room: no room is called so, there are too many, or too many are in it. */
export type NoPlace = 'name' | 'rooms' | 'members';

export const MAX_ROOMS = 200;
export const MAX_MEMBERS = 200;
/** What a dial plan may call a room: it becomes a part of a path. */
const ROOM_NAME = /^[A-Za-z0-9_-]{1,40}$/;

/** `nowMs` undefined: it was there before we were. */
export function followStasis(
  rooms: StasisRooms,
  event: Exclude<StasisEvent, { type: 'replaced' }>,
  nowMs?: number,
): Decided {
  return event.type === 'entered'
    ? enter(rooms, event.channel, event.room, nowMs)
    : leave(rooms, event.channel);
}

function enter(
  rooms: StasisRooms,
  channel: StasisChannel,
  name: string,
  nowMs: number | undefined,
): Decided {
  const before = rooms.get(name) ?? { name, members: new Map<string, StasisMember>() };
  const noPlace = noPlaceIn(rooms, before, channel.id);
  if (noPlace !== undefined) {
    // The dial plan goes on, as it does where nobody runs rooms.
    return { rooms, requests: [post(`${channelPath(channel.id)}/continue`)], noPlace };
  }
  const isNew = nowMs !== undefined;
  const member: StasisMember = before.members.get(channel.id) ?? {
    channel,
    muted: isNew ? false : undefined,
    ...(isNew && { sinceMs: nowMs }),
  };
  const after = { name, members: new Map(before.members).set(channel.id, member) };
  const bridge = bridgePath(name);
  return {
    rooms: new Map(rooms).set(name, after),
    requests: [
      post(`${channelPath(channel.id)}/answer`),
      post(`${bridge}?type=mixing&name=${name}`),
      post(`${bridge}/addChannel?channel=${encodeURIComponent(channel.id)}`),
      ...musicWhenCame(after.members.size, `${bridge}/moh`),
    ],
  };
}

function leave(rooms: StasisRooms, id: string): Decided {
  const before = [...rooms.values()].find(({ members }) => members.has(id));
  if (!before) return { rooms, requests: [] };
  const members = new Map(before.members);
  members.delete(id);
  const left = new Map(rooms);
  if (members.size === 0) {
    left.delete(before.name);
    return { rooms: left, requests: [{ method: 'DELETE', path: bridgePath(before.name) }] };
  }
  const after = { ...before, members };
  const requests = members.size === 1 ? [post(`${bridgePath(before.name)}/moh`)] : [];
  return { rooms: left.set(before.name, after), requests };
}

/** It is for whoever waits alone. */
function musicWhenCame(members: number, path: string): readonly AriRequest[] {
  if (members === 1) return [post(path)];
  return members === 2 ? [{ method: 'DELETE', path }] : [];
}

export interface ActOnMember {
  readonly room: string;
  /** Its id. */
  readonly channel: string;
  readonly what: MemberAction;
}

/** Who is kicked goes on in the dial plan. */
export type MemberAction = 'mute' | 'unmute' | 'kick' | 'hangup';

/** Undefined: nobody of that id is in that room. Who was kicked or hung up leaves when Asterisk says so. */
export function actOnMember(
  rooms: StasisRooms,
  { room: name, channel: id, what }: ActOnMember,
): Decided | undefined {
  const room = rooms.get(name);
  const member = room?.members.get(id);
  if (!room || !member) return undefined;
  const path = channelPath(id);
  if (what === 'kick') return { rooms, requests: [post(`${path}/continue`)] };
  if (what === 'hangup') return { rooms, requests: [{ method: 'DELETE', path }] };
  const muted = what === 'mute';
  const members = new Map(room.members).set(id, { ...member, muted });
  const request = { method: muted ? 'POST' : 'DELETE', path: `${path}/mute?direction=in` } as const;
  return { rooms: new Map(rooms).set(name, { ...room, members }), requests: [request] };
}

/** Undefined: there is a place, or who comes has one already, as with each new connection. */
function noPlaceIn(
  rooms: StasisRooms,
  { name, members }: StasisRoom,
  id: string,
): NoPlace | undefined {
  if (!ROOM_NAME.test(name)) return 'name';
  if (!rooms.has(name) && rooms.size >= MAX_ROOMS) return 'rooms';
  return members.size >= MAX_MEMBERS && !members.has(id) ? 'members' : undefined;
}

function bridgePath(room: string): string {
  return `/bridges/offhook-${room}`;
}

function channelPath(id: string): string {
  return `/channels/${encodeURIComponent(id)}`;
}

function post(path: string): AriRequest {
  return { method: 'POST', path };
}
