// What calls and conferences there are when a connection begins.

import { type AmiMessage, fieldOf, refusalOf } from '../ami/message.js';
import type { AmiAsking } from '../ami/session.js';
import { MAX_ROOMS } from './rooms.js';

export interface CallsListed {
  readonly entries: readonly AmiMessage[];
  /** What Asterisk would not tell, and why, `ConfbridgeListRooms: Permission denied`. */
  readonly refused: readonly string[];
}

/** Also where it has no module of conferences, which is no refusal. Rejects as `AmiAsking.list` does. */
export async function askCalls(pbx: AmiAsking): Promise<CallsListed> {
  const channels = await listed(pbx, 'CoreShowChannels');
  const rooms = await listed(pbx, 'ConfbridgeListRooms');
  const names = rooms.entries.flatMap((room) => fieldOf(room, 'Conference') ?? []);
  const members: CallsListed[] = [];
  for (const name of names.slice(0, MAX_ROOMS)) {
    members.push(await listed(pbx, 'ConfbridgeList', name));
  }
  const all = [channels, rooms, ...members];
  return {
    entries: all.flatMap(({ entries }) => entries),
    refused: [...new Set(all.flatMap(({ refused }) => refused))],
  };
}

/** What Asterisk answers as an error though nothing is wrong: there are none, or none any more, or it cannot have any. */
const NOTHING = /no active conferences|invalid\/unknown command/i;

async function listed(pbx: AmiAsking, action: string, room?: string): Promise<CallsListed> {
  const fields = room === undefined ? [] : [['Conference', room] as const];
  const { response, events } = await pbx.list(action, fields);
  const refusal = refusalOf(response);
  const isRefused = refusal !== undefined && !NOTHING.test(refusal);
  return { entries: events, refused: isRefused ? [`${action}: ${refusal}`] : [] };
}
