// A manager interface (AMI) that is kept connected: it is tried again when it is lost, and each connection begins with a
// fresh look at what there is.

import { type Clock, systemClock } from '../../core/clock.js';
import { codedError } from '../../core/coded-error.js';
import { later } from '../../core/later.js';
import { nameOf } from './fault.js';
import { holdEvents } from './held-events.js';
import { type AmiMessage, fieldOf } from './message.js';
import { faultIn, openAmiSession } from './open-session.js';
import { createRetries, type Retries } from './retries.js';
import { type RetryOptions, retryDelayMs } from './retry.js';
import type { AmiAsking, AmiFault, AmiServer, AmiSession } from './session.js';
import { AMI_TIMES, type AmiTimes } from './talk.js';

export interface AmiHooks {
  /**
   * Each time that it is logged in, before an event of this connection is told: to ask for what there is now. Events that
   * come meanwhile are held back, and told in their order when the promise is fulfilled. If it rejects, the
   * connection counts as lost. Called again when an Asterisk that was still starting is up.
   */
  onConnected(session: AmiSession): Promise<void> | void;
  onEvent(event: AmiMessage): void;
  /** Once for each connection that was lost, and for each attempt that failed; `retryInMs` until the next. */
  onLost(fault: AmiFault, retryInMs: number): void;
}

export type AmiState =
  /** Since the start, or since `retryInMs` of what was lost has passed. */
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected'; readonly version: string; readonly sinceMs: number }
  | { readonly kind: 'lost'; readonly fault: AmiFault; readonly retryAtMs: number };

export interface AmiClient extends AmiAsking {
  /** Times are `wallMs`. */
  readonly state: AmiState;
  /** Tries at once what it would try later: somebody may have seen to it. */
  retry(): void;
  /** Logs off and tries no more; no hook is called any more. */
  close(): Promise<void>;
}

export interface AmiClientOptions extends RetryOptions {
  readonly times?: AmiTimes;
}

/** What comes while somebody looks: some minutes of a busy PBX, about 50 MB. */
export const MAX_HELD = 50_000;

interface Keeping {
  readonly server: AmiServer;
  readonly hooks: AmiHooks;
  readonly times: AmiTimes;
  readonly clock: Clock;
  /** Ends an attempt that is under way. */
  readonly ending: AbortController;
  isClosed: boolean;
  state: AmiState;
  session: AmiSession | undefined;
  readonly retries: Retries;
  attempt: Promise<void> | undefined;
}

export function connectAmi(
  server: AmiServer,
  hooks: AmiHooks,
  {
    times = AMI_TIMES,
    clock = systemClock,
    random = Math.random,
    delayMs = retryDelayMs,
  }: AmiClientOptions = {},
): AmiClient {
  const keeping: Keeping = {
    ...{ server, hooks, times, clock },
    ...{ ending: new AbortController(), isClosed: false, state: { kind: 'connecting' } },
    ...{ session: undefined, retries: createRetries({ clock, random, delayMs }) },
    attempt: undefined,
  };
  begin(keeping);
  return {
    get state() {
      return keeping.state;
    },
    retry: keeping.retries.now,
    ask: async (...question) => sessionOf(keeping).ask(...question),
    list: async (...question) => sessionOf(keeping).list(...question),
    async close() {
      keeping.isClosed = true;
      keeping.retries.stop();
      await keeping.session?.close();
      keeping.ending.abort();
      await keeping.attempt;
    },
  };
}

function sessionOf({ session, server, state }: Keeping): AmiSession {
  if (session) return session;
  const why =
    state.kind === 'lost' ? state.fault.message : `${nameOf(server)} is not connected yet`;
  throw codedError('ENOTCONN', why);
}

function begin(keeping: Keeping): void {
  keeping.attempt = attempt(keeping);
}

/** One connection from its first packet to its last. */
async function attempt(keeping: Keeping): Promise<void> {
  const { server, hooks, clock, retries } = keeping;
  keeping.state = { kind: 'connecting' };
  retries.began();
  const fault = await live(keeping).catch((error: unknown) => faultIn(error, server));
  keeping.session = undefined;
  if (keeping.isClosed) return;
  const retryInMs = retries.after(fault.code, () => begin(keeping));
  keeping.state = { kind: 'lost', fault, retryAtMs: clock.wallMs() + retryInMs };
  hooks.onLost(fault, retryInMs);
}

/** Fulfilled with why it is over; rejects where there was no session to be had, or no look at what there is. */
async function live(keeping: Keeping): Promise<AmiFault> {
  const { server, times, clock, ending } = keeping;
  const failed = later<never>();
  // Whoever waits for it comes after the login.
  failed.promise.catch(() => {});
  const { held, look } = lookingAt(keeping);
  const looks = inSuccession(look, failed.reject);
  let isBooted = false;
  const onEvent = (event: AmiMessage) => {
    if (!held.take(event)) failed.reject(codedError('EMSGSIZE', flooded(server)));
    if (fieldOf(event, 'Event') !== 'FullyBooted') return;
    isBooted = true;
    if (keeping.session) looks.next();
  };
  const session = await openAmiSession(server, { onEvent, times, signal: ending.signal });
  const { version } = session;
  keeping.session = session;
  keeping.state = { kind: 'connected', version, sinceMs: clock.wallMs() };
  // One that has started says so at once, to whom it may tell it.
  const timer = setTimeout(looks.first, isBooted ? 0 : times.bootedMs);
  try {
    return await Promise.race([session.ended, failed.promise]);
  } catch (error) {
    void session.close();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function lookingAt(keeping: Keeping) {
  const { hooks } = keeping;
  const held = holdEvents<AmiMessage>((event) => {
    if (!keeping.isClosed) hooks.onEvent(event);
  }, MAX_HELD);
  const look = async () => {
    if (!keeping.session || keeping.isClosed) return;
    held.hold();
    await hooks.onConnected(keeping.session);
    held.release();
  };
  return { held, look };
}

function flooded(server: AmiServer): string {
  return `${nameOf(server)}: more events come than can be held while it is asked for what there is`;
}

/** Work that is done once more for those who asked for it meanwhile, however many. */
function inSuccession(work: () => Promise<void>, onFailure: (cause: unknown) => void) {
  let [running, isWanted, hasBegun] = [false, false, false];
  const next = async (): Promise<void> => {
    [isWanted, hasBegun] = [true, true];
    if (running) return;
    running = true;
    try {
      while (isWanted) {
        isWanted = false;
        await work();
      }
    } catch (error) {
      onFailure(error);
    }
    running = false;
  };
  return { next: () => void next(), first: () => void (hasBegun || next()) };
}
