// The link to one PBX: connected as long as it can be, begun each time with a fresh look at all that is registered, and told from then
// on by events.

import { type Clock, systemClock } from '../../core/clock.js';
import type { Log } from '../../core/log.js';
import type { Mac } from '../../core/mac.js';
import { createTurns } from '../../core/turns.js';
import { type AmiClient, connectAmi } from '../../pbx/ami/client.js';
import type { AmiMessage } from '../../pbx/ami/message.js';
import type { AmiAsking, AmiSession } from '../../pbx/ami/session.js';
import { isOfSecurity } from '../../pbx/lines/read-event.js';
import {
  createRegistrations,
  type LineSeen,
  type Registrations,
} from '../../pbx/lines/registrations.js';
import type { Directory } from '../../pbx/lines/who.js';
import type { StateCarrier } from '../../pbx/states/carry-states.js';
import type { SipEvent } from '../../timeline/events.js';
import type { ServedPbx } from '../site-pbx.js';
import { createCatchUp } from './catch-up.js';
import { type FollowedCalls, followCalls } from './follow-calls.js';
import { isBlind, type Lack, lacksIn, logLink } from './log-link.js';
import { type ListsTaken, listsOf, takeLists } from './take-lists.js';

export interface LinkOptions {
  readonly pbx: ServedPbx;
  /** Of the link that it takes the place of, to the same PBX asked otherwise: what was told stands until a list says otherwise. */
  readonly lines?: KnownLines | undefined;
  readonly people: Omit<Directory, 'lineOf'>;
  tell(mac: Mac, event: SipEvent): void;
  /** Something that is shown of this phone is other than it was. */
  changed(mac: Mac): void;
  /** It is up, or down: what is said of all its phones is other than it was. */
  turned(pbx: string): void;
  /** What its lines are doing is carried to others. */
  readonly states?: Pick<StateCarrier, 'up' | 'hear' | 'lost'>;
  readonly log: Log;
  readonly clock?: Clock;
  readonly connect?: typeof connectAmi;
}

export interface LinkState {
  /** When it was up the last time, until now; undefined: it is not. */
  readonly upMs?: number;
  /** Why it is not connected; absent: it is, or was not tried yet. */
  readonly fault?: string;
  /** Since when nobody knows who is registered there, connected or not; absent: it tells, or was not tried yet. */
  readonly silentMs?: number;
  readonly lacks: readonly Lack[];
}

/** What is known of the lines of one PBX, whichever link told it. */
export interface KnownLines {
  readonly registrations: Registrations;
  /** As the link has it that is there now. */
  pbx: ServedPbx;
  wanting(): void;
}

export interface Link {
  /** Of the PBX. */
  readonly name: string;
  readonly pbx: ServedPbx;
  readonly lines: KnownLines;
  readonly state: LinkState;
  /** Another inventory is in force, in which it is asked as before. */
  replace(pbx: ServedPbx): Promise<void>;
  /** Tries at once what it would try later. */
  retry(): void;
  /** What is known of a line of a phone; undefined: nothing, or the link is down. */
  seen(mac: Mac, line: string): LineSeen | undefined;
  registered(): number;
  calls(): FollowedCalls;
  readonly asking: AmiAsking;
  close(): Promise<void>;
}

/** Renewals that no event tells of, and what was overheard. */
const LOOK_AGAIN_MS = 5 * 60_000;
/** Few milliseconds are usual; what has arrived by then is read first. */
const MOMENT_MS = 500;
/** By then it has told of our own login whoever may hear of logins. */
const HEARS_LOGIN_MS = 5_000;

export function openLink(options: LinkOptions): Link {
  const { pbx, log, clock = systemClock, connect = connectAmi } = options;
  const { lines = knownLines(options) } = options;
  const { registrations } = lines;
  let session: AmiSession | undefined;
  let state: LinkState = { lacks: [] };
  let hearsSecurity = false;
  let taken: ListsTaken | undefined;
  const say = logLink(log, pbx.name);
  const now = () => clock.monotonicMs();
  const calls = followCalls(clock);
  const catchUp = createCatchUp({
    lists: () => session && listsOf(session, registrations, clock),
    async all(lists) {
      taken = await takeLists(lists, taken);
    },
    registrations,
    clock,
    failed: say.failed,
  });
  lines.pbx = pbx;
  lines.wanting = catchUp.want;
  registrations.lost();

  function lack(...more: readonly Lack[]): void {
    state = { ...state, lacks: [...new Set([...state.lacks, ...more])] };
    for (const each of more) say.lacks(each);
  }

  const silentNow = () => ({ silentMs: state.silentMs ?? now() });

  async function look(connected: AmiSession): Promise<void> {
    taken = await takeLists(listsOf(connected, registrations, clock));
    await calls.look(connected);
    await options.states?.up(pbx.name, connected);
    const lacks = lacksIn(taken);
    session = connected;
    state = { lacks: [], ...(isBlind(lacks) ? silentNow() : { upMs: now() }) };
    lack(...lacks);
    if (state.upMs !== undefined) say.up(connected.version, registrations.registered());
    options.turned(pbx.name);
    clearTimeout(deaf);
    deaf = setTimeout(() => {
      if (session === connected && !hearsSecurity) lack('security');
    }, HEARS_LOGIN_MS).unref();
  }

  function hear(event: AmiMessage): void {
    hearsSecurity ||= isOfSecurity(event);
    registrations.hear(event, now());
    calls.hear(event);
    options.states?.hear(pbx.name, event);
  }

  let deaf: NodeJS.Timeout | undefined;
  const client: AmiClient = connect(pbx.server, {
    onConnected: look,
    onEvent: hear,
    onLost(fault, retryInMs) {
      const wasUp = state.upMs !== undefined;
      session = undefined;
      hearsSecurity = false;
      clearTimeout(deaf);
      state = { lacks: [], fault: fault.message, ...silentNow() };
      registrations.lost();
      calls.lost();
      options.states?.lost(pbx.name);
      say.lost(fault, retryInMs);
      if (wasUp) options.turned(pbx.name);
    },
  });
  const again = setInterval(catchUp.wantAll, LOOK_AGAIN_MS).unref();

  return {
    name: pbx.name,
    lines,
    get pbx() {
      return lines.pbx;
    },
    get state() {
      return state;
    },
    async replace(next) {
      lines.pbx = next;
      const { next: turn } = createTurns();
      for (const name of registrations.names()) {
        registrations.settle(name, now());
        await turn();
      }
    },
    retry: client.retry,
    seen: (mac, line) => (state.upMs === undefined ? undefined : registrations.seen(mac, line)),
    registered: registrations.registered,
    calls: calls.seen,
    asking: client,
    async close() {
      options.states?.lost(pbx.name);
      clearInterval(again);
      clearTimeout(deaf);
      catchUp.close();
      await client.close();
    },
  };
}

function knownLines({ pbx, people, tell, changed }: LinkOptions): KnownLines {
  const known: KnownLines = {
    pbx,
    wanting() {},
    registrations: createRegistrations({
      directory: { ...people, lineOf: (account) => known.pbx.lineOf(account) },
      tell,
      used: changed,
      wanting: () => known.wanting(),
      soon: (act) => void setTimeout(setImmediate, MOMENT_MS, act).unref(),
    }),
  };
  return known;
}
