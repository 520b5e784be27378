// Conferences that we run at the PBXes of the inventory: one connection each, which a reload leaves alone where it says the same.

import { systemClock } from '../../core/clock.js';
import type { Log } from '../../core/log.js';
import { printable } from '../../core/printable.js';
import { createRateLimit } from '../../core/rate-limit.js';
import { type AriClient, type AriHooks, connectAri } from '../../pbx/ari/client.js';
import type { ServedRoomHost } from '../site-rooms.js';
import { isAskedAs } from './is-asked-as.js';
import { NO_PLACE } from './no-place.js';

export interface OwnRooms {
  /** By the name of the PBX. */
  of(pbx: string): AriClient | undefined;
  names(): readonly string[];
  /** Another inventory is in force; see `PbxLinks`. */
  replace(hosts: readonly ServedRoomHost[], isByHand?: boolean): void;
  close(): void;
}

interface Kept {
  readonly host: ServedRoomHost;
  readonly client: AriClient;
}

export function openOwnRooms(
  first: readonly ServedRoomHost[],
  log: Log,
  connect: typeof connectAri = connectAri,
): OwnRooms {
  let kept: readonly Kept[] = [];

  function replace(hosts: readonly ServedRoomHost[], isByHand = false): void {
    const left = new Set(kept);
    kept = hosts.map((host) => {
      const same = [...left].find((each) => isAskedAs(each.host, host));
      if (!same) return { host, client: connect(host.server, sayOf(log, host.name)) };
      left.delete(same);
      if (isByHand) same.client.retry();
      return same;
    });
    for (const { client } of left) client.close();
  }

  replace(first);
  return {
    of: (pbx) => kept.find(({ host }) => host.name === pbx)?.client,
    names: () => kept.map(({ host }) => host.name),
    replace,
    close: () => replace([]),
  };
}

/** Of callers that are not let in; what is more is for those who look closely. */
const TOLD = { burst: 10, perSecond: 1 / 60, maxKeys: 1 };

/** What is tried again and again is said once. */
function sayOf(log: Log, pbx: string): AriHooks {
  const of = { event: 'rooms', pbx };
  const lines = createRateLimit(TOLD);
  let said: string | undefined;
  return {
    onConnected() {
      said = undefined;
      log.info({ ...of, state: 'up' }, `offhook runs conferences of the PBX ${pbx}`);
    },
    onRooms() {},
    onLost(why, retryInMs) {
      const level = said === why ? 'debug' : 'warn';
      said = why;
      const fields = { ...of, state: 'lost', retryMs: Math.round(retryInMs) };
      log[level](fields, `conferences of the PBX ${pbx} are not run: ${printable(why)}`);
    },
    onReplaced() {
      const what = `another program runs conferences of the PBX ${pbx} now: they are left to it`;
      log.warn({ ...of, state: 'replaced' }, what);
    },
    onRefused(why) {
      const what = `a conference of the PBX ${pbx} is not as it should be: ${printable(why)}`;
      log.warn({ ...of, state: 'refused' }, what);
    },
    onTurnedAway({ channel, room: asked, why }) {
      const level = lines.take('', systemClock.monotonicMs()) ? 'warn' : 'debug';
      const number = printable(channel.number || channel.name);
      const room = printable(asked);
      const what = `${number} is not let into the conference "${room}" of the PBX ${pbx}: ${NO_PLACE[why]}`;
      log[level]({ ...of, state: 'no-place', room, number, why }, what);
    },
  };
}
