// Rooms that we run for an Asterisk, kept connected: tried again when it is lost, and begun anew with the callers that are
// there. Rooms live on meanwhile: Asterisk keeps who talks in them, and only who calls then finds nobody.

import { type Clock, systemClock } from '../../core/clock.js';
import { codedError, codeOf, messageOf } from '../../core/coded-error.js';
import { later } from '../../core/later.js';
import { createSemaphore } from '../../core/semaphore.js';
import { holdEvents } from '../ami/held-events.js';
import { createRetries, type Retries } from '../ami/retries.js';
import { type RetryOptions, retryDelayMs } from '../ami/retry.js';
import { askAri } from './ask.js';
import {
  readStasisChannels,
  readStasisEvent,
  type StasisEntered,
  type StasisEvent,
} from './event.js';
import { type AriServer, nameOf } from './server.js';
import { type AriSession, openAriSession } from './session.js';
import {
  type ActOnMember,
  type AriRequest,
  actOnMember,
  type Decided,
  followStasis,
  type StasisRooms,
} from './stasis-rooms.js';
import { type TurnedAway, turnAway, turnedAwayLately } from './turned-away.js';

export interface AriHooks {
  onConnected(): void;
  /** Who is in which room is another than before. */
  onRooms(): void;
  /** Once for each connection that was lost and each attempt that failed. */
  onLost(why: string, retryInMs: number): void;
  /** Another client took the application: it runs the rooms now, and we do not take them back by ourselves. */
  onReplaced(): void;
  /** Asterisk did not do what a room needs. */
  onRefused(why: string): void;
  /** Somebody was not let into a room. */
  onTurnedAway(who: TurnedAway): void;
}

export type AriState = 'connecting' | 'connected' | 'lost' | 'replaced';

export interface AriClient {
  readonly state: AriState;
  rooms(): StasisRooms;
  /** Lately, the latest first. */
  turnedAway(): readonly TurnedAway[];
  /** False: nobody of that id is in that room. Rejects with a coded error where Asterisk refuses. */
  act(wanted: ActOnMember): Promise<boolean>;
  /** Takes the application back from who replaced us. */
  takeBack(): void;
  /** Tries at once what it would try later: somebody may have seen to it. */
  retry(): void;
  close(): void;
}

/** What may wait to be asked of it: who comes beyond that is not taken in until it is connected anew. */
const MAX_REQUESTS = 10_000;
/** What may be told before it was looked who is there. */
export const MAX_HELD = 10_000;

interface Running {
  readonly server: AriServer;
  readonly hooks: AriHooks;
  readonly clock: Clock;
  readonly retries: Retries;
  /** In the order in which they were decided: a room that ends must not overtake one that begins. */
  readonly requests: ReturnType<typeof createSemaphore>;
  /** Ends what is under way. */
  readonly ending: AbortController;
  state: AriState;
  rooms: StasisRooms;
  turnedAway: readonly TurnedAway[];
  session: AriSession | undefined;
  /** Of this connection that was told. */
  isOverrun: boolean;
  isClosed: boolean;
}

export function connectAri(
  server: AriServer,
  hooks: AriHooks,
  { clock = systemClock, random = Math.random, delayMs = retryDelayMs }: RetryOptions = {},
): AriClient {
  const running: Running = {
    ...{ server, hooks, clock, requests: createSemaphore(1), state: 'connecting' },
    ...{ ending: new AbortController(), rooms: new Map(), turnedAway: [] },
    ...{ session: undefined, isOverrun: false, isClosed: false },
    retries: createRetries({ clock, random, delayMs }),
  };
  void live(running);
  return {
    get state() {
      return running.state;
    },
    rooms: () => running.rooms,
    turnedAway: () => turnedAwayLately(running.turnedAway, clock.wallMs()),
    async act(wanted) {
      const decided = actOnMember(running.rooms, wanted);
      if (!decided) return false;
      for (const request of decided.requests) await send(running, request);
      // Meanwhile somebody came or left: who was kicked has, as a rule.
      const after = actOnMember(running.rooms, wanted);
      if (after) settle(running, after.rooms);
      return true;
    },
    takeBack() {
      if (running.state === 'replaced') void live(running);
    },
    retry: running.retries.now,
    close() {
      running.isClosed = true;
      running.retries.stop();
      running.session?.close();
      running.ending.abort();
    },
  };
}

/** One connection from its first packet to its last. */
async function live(running: Running): Promise<void> {
  running.state = 'connecting';
  running.isOverrun = false;
  running.retries.began();
  const told = holdUntilKnown(running);
  const { signal } = running.ending;
  try {
    const session = await openAriSession(running.server, told.onEvent, { signal });
    running.session = session;
    if (running.isClosed) return session.close();
    await Promise.race([begin(running, session, told.release), told.flooded]);
    if (running.isClosed) return;
    const why = await session.ended;
    // One that was replaced has been let go: its end says nothing of the one that took it back.
    if (running.session === session) lost(running, why);
  } catch (error) {
    running.session?.close();
    lost(running, error);
  }
}

/** Who is there already comes in as if anew; then what was told meanwhile. */
async function begin(running: Running, session: AriSession, release: () => void): Promise<void> {
  const { server, hooks } = running;
  const channels = await askAri(server, 'GET', '/channels', running.ending.signal);
  // It has been given up meanwhile.
  if (running.session !== session) return;
  const there = readStasisChannels(channels, server.application);
  for (const channel of whoLeft(running.rooms, there)) follow(running, { type: 'left', channel });
  for (const event of there) follow(running, event);
  running.state = 'connected';
  hooks.onConnected();
  release();
}

/** Of whom the last connection knew. */
function whoLeft(rooms: StasisRooms, there: readonly StasisEntered[]): readonly string[] {
  const ids = new Set(there.map(({ channel }) => channel.id));
  const known = [...rooms.values()].flatMap(({ members }) => [...members.keys()]);
  return known.filter((id) => !ids.has(id));
}

function holdUntilKnown(running: Running) {
  const flooded = later<never>();
  // Nobody waits for it as long as there is no connection.
  flooded.promise.catch(() => {});
  const { take, release } = holdEvents<StasisEvent>(
    (event) => follow(running, event, running.clock.wallMs()),
    MAX_HELD,
  );
  const onEvent = (text: string): void => {
    const event = readStasisEvent(text, running.server.application);
    if (!event || running.isClosed || take(event)) return;
    const what = 'more is told than can be held while it is asked who is there';
    flooded.reject(codedError('EMSGSIZE', `${nameOf(running.server)}: ${what}`));
  };
  return { onEvent, release, flooded: flooded.promise };
}

function follow(running: Running, event: StasisEvent, nowMs?: number): void {
  if (event.type === 'replaced') {
    replaced(running);
    return;
  }
  if (event.type === 'entered' && running.requests.users() >= MAX_REQUESTS) {
    overrun(running);
    sendAway(running, event, 'busy');
    return;
  }
  const decided = followStasis(running.rooms, event, nowMs);
  if (event.type === 'entered' && decided.noPlace) sendAway(running, event, decided.noPlace);
  for (const request of decided.requests) {
    void send(running, request).catch((error: unknown) => {
      if (!running.isClosed) running.hooks.onRefused(messageOf(error));
    });
  }
  settle(running, decided.rooms);
}

/** Said once: it would be said of each caller. */
function overrun(running: Running): void {
  if (running.isOverrun) return;
  running.isOverrun = true;
  running.hooks.onRefused('more callers come than it can be told what to do with: they wait');
}

function sendAway(running: Running, event: StasisEntered, why: TurnedAway['why']): void {
  running.turnedAway = turnAway(running.turnedAway, event, why, running.clock.wallMs());
  const [who] = running.turnedAway;
  if (who) running.hooks.onTurnedAway(who);
}

function settle(running: Running, rooms: Decided['rooms']): void {
  if (rooms === running.rooms) return;
  running.rooms = rooms;
  running.hooks.onRooms();
}

/** What still waits when it is closed is not asked: thousands may. */
async function send(running: Running, { method, path }: AriRequest): Promise<void> {
  const { server, requests, ending } = running;
  await requests.run(async () => {
    if (running.isClosed) throw codedError('ENOTCONN', `${nameOf(server)} is not asked any more`);
    await askAri(server, method, path, ending.signal);
  });
}

/** To take it back would make two programs fight for it. Asterisk keeps the connection open, and tells nothing more by it. */
function replaced(running: Running): void {
  running.session?.close();
  running.session = undefined;
  running.state = 'replaced';
  settle(running, new Map());
  running.hooks.onReplaced();
}

function lost(running: Running, why: unknown): void {
  running.session = undefined;
  if (running.isClosed || running.state === 'replaced') return;
  running.state = 'lost';
  const retryInMs = running.retries.after(codeOf(why) ?? '', () => void live(running));
  running.hooks.onLost(messageOf(why), retryInMs);
}
