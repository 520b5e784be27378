// Calls and conferences of one PBX, for people: with the lines and phones of the inventory beside Asterisk's own words.

import type {
  CallSeen,
  CallsAnswer,
  LegSeen,
  LegState,
  MemberSeen,
  RoomSeen,
  TurnedAwaySeen,
} from '../../page/wire/calls.js';
import type { AriState } from '../../pbx/ari/client.js';
import type { StasisChannel } from '../../pbx/ari/event.js';
import type { StasisMember, StasisRooms } from '../../pbx/ari/stasis-rooms.js';
import type { TurnedAway } from '../../pbx/ari/turned-away.js';
import type { Calls, Talking } from '../../pbx/calls/calls.js';
import { accountOf, type Channel } from '../../pbx/calls/channel.js';
import type { Member, Rooms } from '../../pbx/calls/rooms.js';
import type { LineHeld } from '../../pbx/lines/who.js';
import { NO_PLACE } from './no-place.js';

export interface PbxCalls {
  readonly pbx: string;
  /** Why it is not connected. */
  readonly lost?: string | undefined;
  /** What it would not tell at this connection. */
  readonly refused: readonly string[];
  /** Absent: while it is not connected nobody knows. */
  readonly calls?: Calls | undefined;
  readonly own?: OwnConferences | undefined;
  lineOf(account: string): LineHeld | undefined;
}

export interface OwnConferences {
  readonly state: AriState;
  readonly rooms: StasisRooms;
  readonly turnedAway: readonly TurnedAway[];
}

export function callsAnswer({ pbx, lost, refused, calls, own, lineOf }: PbxCalls): CallsAnswer {
  const confBridges = [...(calls?.rooms() ?? NO_ROOMS).values()].map(
    (room): RoomSeen => ({
      ...{ name: room.name, kind: 'confbridge', locked: room.locked },
      members: [...room.members.values()].map((member) => memberOf(member, lineOf)),
    }),
  );
  // What a connection told that is lost, or was taken over, nobody knows any more.
  const ours = [...(own?.state === 'connected' ? own.rooms.values() : [])].map(
    ({ name, members }): RoomSeen => ({
      ...{ name, kind: 'ours', locked: false },
      members: [...members.values()].map((member) => guestOf(member, lineOf)),
    }),
  );
  return {
    pbx,
    ...(lost !== undefined && { lost }),
    refused,
    calls: callsOf(calls?.channels() ?? [], lineOf),
    rooms: [...ours, ...confBridges],
    ...(own && {
      ownRooms: own.state,
      turnedAway: own.turnedAway.map((each) => turnedAwayOf(each, lineOf)),
    }),
  };
}

const NO_ROOMS: Rooms = new Map();

/** In the order in which they began. */
function callsOf(channels: readonly Talking[], lineOf: PbxCalls['lineOf']): readonly CallSeen[] {
  const calls = new Map<string, LegSeen[]>();
  for (const talking of channels) {
    const { call } = talking.channel;
    const legs = calls.get(call) ?? [];
    legs.push(legOf(talking, lineOf));
    calls.set(call, legs);
  }
  return [...calls].map(([id, legs]) => ({ id, legs }));
}

/** Asterisk's words, from where a phone stands. */
const STATES: Readonly<Record<string, LegState>> = {
  Ring: 'calling',
  Dialing: 'calling',
  'Dialing Offhook': 'calling',
  OffHook: 'calling',
  Ringing: 'ringing',
  'Pre-ring': 'ringing',
  Up: 'talking',
};

function legOf({ channel, sinceMs }: Talking, lineOf: PbxCalls['lineOf']): LegSeen {
  return {
    ...partyOf(channel, lineOf),
    state: STATES[channel.state] ?? 'other',
    ...sinceOf(sinceMs),
    extension: channel.extension,
  };
}

function memberOf(member: Member, lineOf: PbxCalls['lineOf']): MemberSeen {
  const { channel, admin, muted, sinceMs } = member;
  return { ...partyOf(channel, lineOf), admin, muted, ...sinceOf(sinceMs) };
}

function guestOf(
  { channel, muted, sinceMs }: StasisMember,
  lineOf: PbxCalls['lineOf'],
): MemberSeen {
  return {
    ...partyOf(ofStasis(channel), lineOf),
    admin: false,
    ...(muted !== undefined && { muted }),
    ...sinceOf(sinceMs),
  };
}

function turnedAwayOf(
  { channel, room, why, atMs, times }: TurnedAway,
  lineOf: PbxCalls['lineOf'],
): TurnedAwaySeen {
  const at = new Date(atMs).toISOString();
  return { ...partyOf(ofStasis(channel), lineOf), room, why: NO_PLACE[why], at, times };
}

function ofStasis({ id, name, number, callerName }: StasisChannel): ChannelOf {
  return { id, name, caller: { number, name: callerName } };
}

type ChannelOf = Pick<Channel, 'id' | 'name' | 'caller'>;

function partyOf(
  channel: ChannelOf,
  lineOf: PbxCalls['lineOf'],
): Pick<LegSeen, 'channel' | 'line' | 'macs' | 'number' | 'name'> {
  const account = accountOf(channel);
  const held = account === undefined ? undefined : lineOf(account);
  return {
    channel: channel.id,
    ...(held && { line: held.line }),
    macs: held?.macs ?? [],
    ...channel.caller,
  };
}

/** Moments of a connection are of the wall's clock. */
function sinceOf(ms: number | undefined): { readonly since?: string } {
  return ms === undefined ? {} : { since: new Date(ms).toISOString() };
}
