// Hears phones that look for their configuration by SIP multicast, while the inventory wants them to be told (`site.pnp`). What it
// needs may be missing: then phones are served all the same by DHCP, and it is tried again.

import { randomBytes } from 'node:crypto';
import { type Clock, systemClock } from '../../core/clock.js';
import { codeOf, messageOf } from '../../core/coded-error.js';
import type { Ipv4 } from '../../core/ipv4.js';
import { listenAdvice } from '../../core/listen-error.js';
import type { Log } from '../../core/log.js';
import type { Mac } from '../../core/mac.js';
import { PNP_GROUP } from '../../sip/pnp/read-pnp.js';
import type { PnpEvent } from '../../timeline/events.js';
import { openDgramSocket } from '../../udp/dgram-socket.js';
import { type GroupSocket, openGroupSocket } from '../../udp/group-socket.js';
import { type Interfaces, readInterfaces } from '../../udp/interfaces.js';
import { createSourceAddresses } from '../../udp/source-address.js';
import type { ServedNetwork } from '../local-address.js';
import type { ServedSite } from '../served-site.js';
import { answerPnp } from './answer-pnp.js';
import { createNotifies } from './notifies.js';

type PnpSite = Pick<ServedSite, 'networks' | 'phones' | 'pnp'>;

export interface PnpOptions {
  /** Networks that our DHCP serves now. */
  readonly served: () => readonly ServedNetwork[];
  isAttached(address: Ipv4): boolean;
  tell(mac: Mac, event: PnpEvent): void;
  /** Told of what is a defect of ours: that costs no phone its file. */
  failed(cause: unknown): void;
  readonly version: string;
  readonly log: Log;
  /** Where the group is heard; absent: on all interfaces of this machine but loopback. */
  readonly interfaces?: () => Interfaces;
  readonly clock?: Pick<Clock, 'monotonicMs'>;
}

export interface Pnp {
  /** Another inventory is in force. */
  replace(site: PnpSite): void;
  /** Resolves when what the inventory in force wants is open, or was refused. Never rejects. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** An interface that came up is heard after so long at most. */
const KEEP_MS = 10_000;

const LISTENER = {
  what: `UDP ${PNP_GROUP.address}:${PNP_GROUP.port} for PnP`,
  port: PNP_GROUP.port,
  instead: 'leave `pnp` out of `site`',
};

/** Opens nothing until it has to, and never throws. */
export function openPnp(first: PnpSite, options: PnpOptions): Pnp {
  const { log } = options;
  let site = first;
  let open: Open | undefined;
  let told: string | undefined;
  let isClosed = false;
  let work = Promise.resolve();

  /** Once for each trouble, and once when it is over. */
  function trouble(text: string | undefined, code?: string): void {
    if (text === told) return;
    if (text !== undefined) log.warn({ event: 'pnp', code }, text);
    told = text;
  }

  async function keep(): Promise<void> {
    const isWanted = site.pnp !== undefined && !isClosed;
    try {
      if (!isWanted) {
        const before = open;
        open = undefined;
        told = undefined;
        await before?.close();
        if (before && !isClosed) {
          log.info({ event: 'pnp' }, 'pnp: phones that ask by multicast are not told any more');
        }
        return;
      }
      if (!open) {
        open = await openAll(() => site, options);
        log.info({ event: 'pnp' }, `pnp: phones that ask at ${LISTENER.what} are told their URL`);
      }
      const refused = open.group.join(addressesOf((options.interfaces ?? readInterfaces)()));
      const [[address, code] = []] = refused;
      trouble(address && `pnp: phones are not heard on ${address}: ${code}`, code);
    } catch (error) {
      const code = codeOf(error);
      const why = code === undefined ? messageOf(error) : listenAdvice(code, LISTENER);
      trouble(`pnp: cannot listen on ${LISTENER.what}: ${why}`, code);
    }
  }

  /** One after the other. */
  function keepSoon(): Promise<void> {
    work = work.then(keep).catch(options.failed);
    return work;
  }

  const timer = setInterval(() => {
    if (site.pnp) void keepSoon();
  }, KEEP_MS).unref();
  if (first.pnp) void keepSoon();

  return {
    replace(next) {
      const isOther = (next.pnp === undefined) !== (site.pnp === undefined);
      site = next;
      if (isOther) void keepSoon();
    },
    settled: () => work,
    async close() {
      isClosed = true;
      clearInterval(timer);
      await keepSoon();
    },
  };
}

interface Open {
  readonly group: GroupSocket;
  close(): Promise<void>;
}

async function openAll(site: () => PnpSite, options: PnpOptions): Promise<Open> {
  const { clock = systemClock, version, failed } = options;
  const own = { address: '0.0.0.0', port: 0 };
  const unicast = await openDgramSocket(own, (packet, from) => notifies.receive(packet, from));
  const send: typeof unicast.send = (bytes, to) => unicast.send(bytes, to);
  const notifies = createNotifies(send, clock);
  const answer = answerPnp({
    ...{ site, clock, send, notifies },
    ...{ served: options.served, isAttached: options.isAttached, tell: options.tell },
    ownFor: createSourceAddresses(clock),
    port: unicast.local.port,
    random: randomBytes,
    product: `offhook/${version}`,
    log: options.log,
  });
  try {
    const group = await openGroupSocket(PNP_GROUP, (packet, from) => {
      answer(packet, from).catch(failed);
    });
    return {
      group,
      async close() {
        await group.close();
        notifies.close();
        await unicast.close();
      },
    };
  } catch (error) {
    await unicast.close();
    throw error;
  }
}

/** Of IPv4, one of each interface. */
function addressesOf(interfaces: Interfaces): readonly string[] {
  return Object.values(interfaces).flatMap((infos = []) => {
    const found = infos.find(({ family, internal }) => family === 'IPv4' && !internal);
    return found ? [found.address] : [];
  });
}
