// Conferences that we run at the PBXes of the inventory: one connection each, which a reload leaves alone where it says the same.

import type { Log } from '../../core/log.js';
import { printable } from '../../core/printable.js';
import { type AriClient, type AriHooks, connectAri } from '../../pbx/ari/client.js';
import type { ServedRoomHost } from '../site-rooms.js';
import { isAskedAs } from './is-asked-as.js';

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

/** What is tried again and again is said once. */
function sayOf(log: Log, pbx: string): AriHooks {
  const event = 'rooms';
  let said: string | undefined;
  return {
    onConnected() {
      said = undefined;
      log.info({ event, pbx, state: 'up' }, `offhook runs conferences of the PBX ${pbx}`);
    },
    onRooms() {},
    onLost(why, retryInMs) {
      const level = said === why ? 'debug' : 'warn';
      said = why;
      const fields = { event, pbx, state: 'lost', retryMs: Math.round(retryInMs) };
      log[level](fields, `conferences of the PBX ${pbx} are not run: ${printable(why)}`);
    },
    onReplaced() {
      const what = `another program runs conferences of the PBX ${pbx} now: they are left to it`;
      log.warn({ event, pbx, state: 'replaced' }, what);
    },
    onRefused(why) {
      const what = `a conference of the PBX ${pbx} is not as it should be: ${printable(why)}`;
      log.warn({ event, pbx, state: 'refused' }, what);
    },
  };
}
