// The schema of what is told of calls, under the names of its types in wire/calls.ts, which say what the fields mean.

import type {
  CallAction,
  CallSeen,
  CallsAnswer,
  LegSeen,
  MemberSeen,
  RoomSeen,
  TurnedAwaySeen,
} from '../wire/calls.js';
import {
  COUNT,
  type Fields,
  FLAG,
  type JsonSchema,
  listOf,
  MAC,
  maybe,
  oneOf,
  record,
  TEXT,
  TIME,
} from './parts.js';

const PARTY: Fields<Pick<LegSeen, 'channel' | 'line' | 'macs' | 'number' | 'name'>> = {
  channel: TEXT,
  line: maybe(TEXT),
  macs: listOf(MAC),
  number: TEXT,
  name: TEXT,
};

const KIND = oneOf(['confbridge', 'ours']);

const LEG = record<LegSeen>({
  ...PARTY,
  state: oneOf(['calling', 'ringing', 'talking', 'other']),
  since: maybe(TIME),
  extension: TEXT,
});

const MEMBER = record<MemberSeen>({
  ...PARTY,
  muted: maybe(FLAG),
  admin: FLAG,
  since: maybe(TIME),
});

const TURNED_AWAY = record<TurnedAwaySeen>({
  ...PARTY,
  room: TEXT,
  why: TEXT,
  at: TIME,
  times: COUNT,
});

export const CALL_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  CallsAnswer: record<CallsAnswer>({
    pbx: TEXT,
    lost: maybe(TEXT),
    refused: listOf(TEXT),
    calls: listOf(record<CallSeen>({ id: TEXT, legs: listOf(LEG) })),
    rooms: listOf(
      record<RoomSeen>({ name: TEXT, kind: KIND, locked: FLAG, members: listOf(MEMBER) }),
    ),
    ownRooms: maybe(oneOf(['connecting', 'connected', 'lost', 'replaced'])),
    turnedAway: maybe(listOf(TURNED_AWAY)),
  }),
  CallAction: record<CallAction>({
    pbx: TEXT,
    what: oneOf(['mute', 'unmute', 'kick', 'hangup', 'take-back']),
    channel: maybe(TEXT),
    room: maybe(TEXT),
    kind: maybe(KIND),
  }),
};
