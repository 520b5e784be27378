// The calls of an exchange and its conferences, as its manager interface tells of them: begun by lists at each connection,
// and kept up by events, one at a time.

import { type AmiMessage, fieldOf } from '../ami/message.js';
import { type Channel, channelIn } from './channel.js';
import { noteRoom, type Rooms } from './rooms.js';

export interface Calls {
  /** Whether it says anything new. */
  note(message: AmiMessage, nowMs: number): boolean;
  /** In the order in which they came. */
  channels(): readonly Talking[];
  rooms(): Rooms;
}

export interface Talking {
  readonly channel: Channel;
  /** Since when it is in this state; absent: since before anybody looked. */
  readonly sinceMs?: number;
}

/** More are not followed: what an exchange makes up must not fill a memory. */
export const MAX_CHANNELS = 5_000;

/** `listed`: entries of CoreShowChannels, ConfbridgeListRooms and ConfbridgeList. */
export function createCalls(listed: readonly AmiMessage[] = []): Calls {
  const channels = new Map<string, Talking>();
  let rooms: Rooms = new Map();

  function note(message: AmiMessage, nowMs?: number): boolean {
    const before = rooms;
    rooms = noteRoom(rooms, message, nowMs);
    return noteChannel(channels, message, nowMs) || rooms !== before;
  }

  for (const message of listed) note(message);
  return { note, channels: () => [...channels.values()], rooms: () => rooms };
}

function noteChannel(
  channels: Map<string, Talking>,
  message: AmiMessage,
  nowMs: number | undefined,
): boolean {
  const channel = channelIn(message);
  if (!channel) return false;
  const before = channels.get(channel.id);
  if (fieldOf(message, 'Event') === 'Hangup') return channels.delete(channel.id);
  if (before ? isAlike(before.channel, channel) : channels.size >= MAX_CHANNELS) return false;
  const sinceMs = before?.channel.state === channel.state ? before.sinceMs : nowMs;
  channels.set(channel.id, { channel, ...(sinceMs !== undefined && { sinceMs }) });
  return true;
}

/** All that is shown of it. */
function isAlike(one: Channel, other: Channel): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
