// The calls of one line as its phone tells of them: pure, an event in and the next line out. Bounded, whatever is told.

import type { CstaEvent, SnapshotCall } from '../codec/message.js';
import type { Connection, LocalState } from '../codec/vocabulary.js';
import {
  CALL_STATES,
  type CallState,
  EVENTS,
  type LineState,
  STATE_OF_LOCAL,
} from './call-states.js';

export interface Call {
  readonly callId: string;
  readonly state: CallState;
  /** The phone's own connection, as it named it; absent: it named only those of others yet. */
  readonly own?: Connection;
  /** The other side, as it came: a number, or a `sip:` URI. */
  readonly other?: string;
}

export interface Line {
  /** Its number, and its uaCSTA number where that is another. */
  readonly names: readonly string[];
  /** In the order in which they began. */
  readonly calls: readonly Call[];
}

/** A phone has fewer; one that never tells of an end does not fill our memory. The oldest are forgotten. */
const MAX_CALLS = 16;

export function idleLine(...names: readonly string[]): Line {
  return { names, calls: [] };
}

export function stateOf({ calls }: Line): LineState {
  return mostPressing(calls)?.state ?? 'idle';
}

/** Undefined: there is no call. */
export function mostPressing(calls: readonly Call[]): Call | undefined {
  for (const state of CALL_STATES) {
    const found = calls.findLast((call) => call.state === state);
    if (found) return found;
  }
  return undefined;
}

/** The same line where the event changes nothing. */
export function afterEvent(line: Line, event: CstaEvent): Line {
  const { connection } = event;
  const row = Object.hasOwn(EVENTS, event.name) ? EVENTS[event.name] : undefined;
  const local = event.local ?? (row && localOf(line, event, row.local));
  if (!connection || local === undefined) return line;
  const { callId } = connection;
  const before = line.calls.find((call) => call.callId === callId);
  if (local === 'null') return before ? withoutCall(line, callId) : line;
  // Of a kind that nobody here knows: it may be of a call that was never ours.
  if (!row && !before) return line;
  const state = stateAfter(local, row?.connected);
  const isOwn = row?.own === true || state === 'alerting';
  const own = before?.own ?? (isOwn || isOurs(line, connection.deviceId) ? connection : undefined);
  const other = otherOf(line, event) ?? before?.other;
  return withCall(line, {
    callId,
    state,
    ...(own && { own }),
    ...(other !== undefined && { other }),
  });
}

function stateAfter(local: Exclude<LocalState, 'null'>, connected: CallState | undefined) {
  return local === 'connected' && connected ? connected : STATE_OF_LOCAL[local];
}

/** Where the phone does not say. */
function localOf(line: Line, event: CstaEvent, usual: LocalState): LocalState {
  if (event.name !== 'DeliveredEvent') return usual;
  const { alerting } = event.parties;
  const began = line.calls.some(({ callId }) => callId === event.connection?.callId);
  const ringsHere = alerting === undefined ? !began : isOurs(line, alerting);
  return ringsHere ? 'alerting' : usual;
}

/** Of the call as a whole, the side that is not this line. */
function otherOf(line: Line, { parties }: CstaEvent): string | undefined {
  return [parties.calling, parties.called, parties.answering, parties.alerting].find(
    (party) => party !== undefined && !isOurs(line, party),
  );
}

function isOurs({ names }: Line, device: string | undefined): boolean {
  return device !== undefined && names.includes(userPart(device));
}

/** `sip:302@10.0.0.1` is 302. */
export function userPart(device: string): string {
  return device.replace(/^(?:sips?|tel):/i, '').replace(/[@;].*$/s, '');
}

/** All calls anew, as a snapshot tells them. */
export function afterSnapshot({ names }: Line, calls: readonly SnapshotCall[]): Line {
  return { names, calls: calls.slice(-MAX_CALLS).flatMap(callOf) };
}

function callOf({ connection, states, endpoint }: SnapshotCall): readonly Call[] {
  const [local = 'connected', far] = states;
  if (local === 'null') return [];
  const state = stateAfter(local, far === 'alerting' ? 'delivered' : undefined);
  const other = endpoint === undefined ? {} : { other: endpoint };
  return [{ callId: connection.callId, state, own: connection, ...other }];
}

/** What to name to the phone when a call of its is to be answered or cleared. */
export function ownConnection({ own, callId }: Call, deviceId: string): Connection {
  return own ?? { callId, deviceId };
}

function withoutCall({ names, calls }: Line, callId: string): Line {
  return { names, calls: calls.filter((call) => call.callId !== callId) };
}

function withCall({ names, calls }: Line, call: Call): Line {
  const isKnown = calls.some(({ callId }) => callId === call.callId);
  const next = isKnown
    ? calls.map((each) => (each.callId === call.callId ? call : each))
    : [...calls, call];
  return { names, calls: next.slice(-MAX_CALLS) };
}
