// Rooms of ConfBridge and who is in them: what events say of them, one at a time.

import { type AmiMessage, fieldOf } from '../ami/message.js';
import { type Channel, channelIn } from './channel.js';

export interface Room {
  readonly name: string;
  readonly locked: boolean;
  /** By the id of the channel, in the order in which they came. */
  readonly members: ReadonlyMap<string, Member>;
}

export interface Member {
  readonly channel: Channel;
  readonly admin: boolean;
  readonly muted: boolean;
  /** When it came in; absent: before anybody looked. */
  readonly sinceMs?: number;
}

export type Rooms = ReadonlyMap<string, Room>;

/** More are not followed: what an exchange makes up must not fill a memory. */
export const MAX_ROOMS = 500;
export const MAX_MEMBERS = 1_000;

type Step = (room: Room, message: AmiMessage, nowMs?: number) => Room | undefined;

/** By the event: the room after it; undefined: it is no more. */
const STEPS: Readonly<Record<string, Step | undefined>> = {
  ConfbridgeStart: (room) => room,
  ConfbridgeEnd: () => undefined,
  ConfbridgeJoin: withMember,
  // Entries of lists.
  ConfbridgeList: withMember,
  ConfbridgeListRooms: (room, message) => ({ ...room, locked: isYes(message, 'Locked') }),
  ConfbridgeLeave: (room, message) => without(room, fieldOf(message, 'Uniqueid') ?? ''),
  ConfbridgeMute: (room, message) => muted(room, message, true),
  ConfbridgeUnmute: (room, message) => muted(room, message, false),
};

/** The same value where the message says nothing new of a room. */
export function noteRoom(rooms: Rooms, message: AmiMessage, nowMs?: number): Rooms {
  const step = STEPS[fieldOf(message, 'Event') ?? ''];
  const name = fieldOf(message, 'Conference');
  if (!step || name === undefined || name === '') return rooms;
  const before = rooms.get(name);
  if (!before && rooms.size >= MAX_ROOMS) return rooms;
  const after = step(before ?? { name, locked: false, members: new Map() }, message, nowMs);
  if (after === before) return rooms;
  const changed = new Map(rooms);
  if (after) changed.set(name, after);
  else changed.delete(name);
  return changed;
}

function withMember(room: Room, message: AmiMessage, nowMs?: number): Room {
  const channel = channelIn(message);
  if (!channel || room.members.size >= MAX_MEMBERS) return room;
  const known = room.members.get(channel.id);
  const sinceMs = known?.sinceMs ?? nowMs;
  const member: Member = {
    channel,
    admin: isYes(message, 'Admin'),
    muted: isYes(message, 'Muted'),
    ...(sinceMs !== undefined && { sinceMs }),
  };
  return { ...room, members: new Map(room.members).set(channel.id, member) };
}

function without(room: Room, id: string): Room {
  const members = new Map(room.members);
  return members.delete(id) ? { ...room, members } : room;
}

function muted(room: Room, message: AmiMessage, isMuted: boolean): Room {
  const id = fieldOf(message, 'Uniqueid') ?? '';
  const member = room.members.get(id);
  if (!member || member.muted === isMuted) return room;
  return { ...room, members: new Map(room.members).set(id, { ...member, muted: isMuted }) };
}

function isYes(message: AmiMessage, name: string): boolean {
  return fieldOf(message, name)?.toLowerCase() === 'yes';
}
