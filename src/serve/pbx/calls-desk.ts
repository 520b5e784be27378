// Who talks at the PBXes of the inventory, and what somebody wants done about it.

import { messageOf } from '../../core/coded-error.js';
import type { CallAction, CallsAnswer } from '../../page/wire/calls.js';
import { refusalOf } from '../../pbx/ami/message.js';
import type { AmiAsking } from '../../pbx/ami/session.js';
import type { AriClient } from '../../pbx/ari/client.js';
import { actionFor } from '../../pbx/calls/act.js';
import { callsAnswer, type OwnConferences, type PbxCalls } from './calls-answer.js';

export interface CallsDesk {
  answers(): readonly CallsAnswer[];
  /** Does not reject. `gone`: nobody like that is there any more. */
  act(action: CallAction): Promise<Acted>;
}

export type Acted =
  | { readonly kind: 'done' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly why: string };

/** A PBX that tells of its calls, or would. */
export interface CallingPbx extends Omit<PbxCalls, 'own'> {
  readonly ask: AmiAsking['ask'];
  /** Absent: no room of it is ours. */
  readonly ari?: Pick<AriClient, 'state' | 'rooms' | 'turnedAway' | 'act' | 'takeBack'> | undefined;
}

const DONE = { kind: 'done' } as const;
const GONE = { kind: 'gone' } as const;

/** `pbxes`: those of the inventory in force. */
export function createCallsDesk(pbxes: () => readonly CallingPbx[]): CallsDesk {
  return {
    answers: () =>
      pbxes().map(({ ari, ...pbx }) => callsAnswer({ ...pbx, ...(ari && { own: ownOf(ari) }) })),
    async act(action) {
      const pbx = pbxes().find((each) => each.pbx === action.pbx);
      if (!pbx) return GONE;
      try {
        return await actAt(pbx, action);
      } catch (error) {
        return { kind: 'refused', why: messageOf(error) };
      }
    },
  };
}

function ownOf({ state, rooms, turnedAway }: NonNullable<CallingPbx['ari']>): OwnConferences {
  return { state, rooms: rooms(), turnedAway: turnedAway() };
}

async function actAt({ ari, calls, ask }: CallingPbx, action: CallAction): Promise<Acted> {
  const { what, channel = '', room, kind } = action;
  if (what === 'take-back') {
    ari?.takeBack();
    return ari ? DONE : GONE;
  }
  if (kind === 'ours') {
    const isThere = room !== undefined && (await ari?.act({ room, channel, what })) === true;
    return isThere ? DONE : GONE;
  }
  const wanted = calls && actionFor(calls, { channel, what, ...(room !== undefined && { room }) });
  if (!wanted) return GONE;
  const refusal = refusalOf(await ask(wanted.action, wanted.fields));
  return refusal === undefined ? DONE : { kind: 'refused', why: `${wanted.action}: ${refusal}` };
}
