// What is asked of the manager interface to do something about somebody who talks.

import type { AmiField } from '../ami/message.js';
import type { MemberAction } from '../ari/stasis-rooms.js';
import type { Calls } from './calls.js';
import type { Channel } from './channel.js';

export interface ActOnChannel {
  /** Its id. */
  readonly channel: string;
  /** Of ConfBridge; absent: it need not be in one, and can be hung up only. */
  readonly room?: string;
  readonly what: MemberAction;
}

export interface AmiAction {
  readonly action: string;
  readonly fields: readonly AmiField[];
}

const ROOM_ACTIONS = {
  mute: 'ConfbridgeMute',
  unmute: 'ConfbridgeUnmute',
  kick: 'ConfbridgeKick',
} as const satisfies Partial<Record<MemberAction, string>>;

/** Undefined: nobody of that id is there. Names are those that Asterisk gave, never what somebody typed. */
export function actionFor(
  calls: Calls,
  { channel, room, what }: ActOnChannel,
): AmiAction | undefined {
  const found =
    room === undefined
      ? channelOf(calls, channel)
      : calls.rooms().get(room)?.members.get(channel)?.channel;
  if (!found) return undefined;
  if (what === 'hangup') return { action: 'Hangup', fields: [['Channel', found.name]] };
  if (room === undefined) return undefined;
  return {
    action: ROOM_ACTIONS[what],
    fields: [
      ['Conference', room],
      ['Channel', found.name],
    ],
  };
}

function channelOf(calls: Calls, id: string): Channel | undefined {
  return calls.channels().find(({ channel }) => channel.id === id)?.channel;
}
