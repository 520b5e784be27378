// Who asks by multicast is answered, each as often as is due: a request that comes again gets its 200 again, and no second NOTIFY.
// Bounded in what is sent and remembered, whoever asks.

import type { Clock } from '../../core/clock.js';
import { formatIpv4, type Ipv4, parseIpv4 } from '../../core/ipv4.js';
import type { Log } from '../../core/log.js';
import type { Mac } from '../../core/mac.js';
import { createNewest } from '../../core/newest.js';
import { createRateLimit } from '../../core/rate-limit.js';
import { maskedStart } from '../../core/secret-in-text.js';
import { newBranch, token } from '../../sip/agent/context.js';
import { composePnp } from '../../sip/pnp/compose-pnp.js';
import { type PnpAsked, readPnp } from '../../sip/pnp/read-pnp.js';
import type { PnpEvent } from '../../timeline/events.js';
import { kept } from '../../timeline/kept.js';
import type { Endpoint } from '../../udp/datagram.js';
import type { ServedNetwork } from '../local-address.js';
import type { ServedSite } from '../served-site.js';
import { decidePnp } from './decide-pnp.js';
import type { Notifies } from './notifies.js';

export interface AnswerOptions {
  readonly site: () => Pick<ServedSite, 'networks' | 'phones' | 'pnp'>;
  readonly served: () => readonly ServedNetwork[];
  /** Whether an address is on a wire of ours, and not our own. */
  isAttached(address: Ipv4): boolean;
  /** Of this machine, as it is seen from there. Rejects where there is no way. */
  ownFor(address: string): Promise<string>;
  /** Where answers leave from, and answers to them come to. */
  readonly port: number;
  send(bytes: Uint8Array, to: Endpoint): void;
  readonly notifies: Pick<Notifies, 'hasRoom' | 'send'>;
  random(count: number): Uint8Array;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly product: string;
  tell(mac: Mac, event: PnpEvent): void;
  readonly log: Log;
}

/** All together: a site that starts with a thousand phones is answered within seconds, for they ask again. */
const ALL = { burst: 400, perSecond: 200, maxKeys: 1 };
/** Of one Contact, whoever it says it is: MACs are easily made up, and an address that did not ask is left in peace. */
const EACH = { burst: 5, perSecond: 0.2, maxKeys: 2_048 };
/** Lines of those that get no answer; what is more is for those who look closely. */
const TOLD = { burst: 50, perSecond: 0.2, maxKeys: 1 };
/** For so long a request may come again (timer F). */
const REPEATS_MS = 32_000;
const REPEATS_MOST = 1_024;

/** What takes one datagram of the group. Settles when all that is sent for it was sent for the first time; rejects only with a defect of ours. */
export function answerPnp(
  options: AnswerOptions,
): (packet: Uint8Array, from: Endpoint) => Promise<void> {
  const { clock, log } = options;
  const all = createRateLimit(ALL);
  const each = createRateLimit(EACH);
  const lines = createRateLimit(TOLD);
  const answered = createNewest<{
    readonly ok: Uint8Array | undefined;
    readonly untilMs: number;
  }>(REPEATS_MOST);

  function remember(key: string, ok: Uint8Array | undefined): void {
    answered.set(key, { ok, untilMs: clock.monotonicMs() + REPEATS_MS });
  }

  function tell(asked: PnpAsked, outcome: PnpEvent['outcome']): void {
    const { mac, agent } = asked;
    const address = formatIpv4(asked.contact.address);
    const phone = options.site().phones.get(mac);
    const isDue = outcome === 'told' || lines.take('', clock.monotonicMs());
    const level = !isDue ? 'debug' : outcome === 'told' || !phone ? 'info' : 'warn';
    const model = phone?.model?.id;
    const said = agent === undefined ? undefined : maskedStart(agent);
    log[level]({ event: 'pnp', mac, model, address, why: outcome, agent: said }, SAID[outcome]);
    const atMs = clock.monotonicMs();
    options.tell(mac, {
      ...{ kind: 'pnp', atMs, address, outcome },
      ...(agent !== undefined && { agent: kept(agent) }),
    });
  }

  async function answer(asked: PnpAsked, source: Endpoint): Promise<void> {
    const { mac, key, contact } = asked;
    const to = { address: formatIpv4(contact.address), port: contact.port };
    const own = await options.ownFor(to.address).then(parseIpv4, () => undefined);
    const isAttached = options.isAttached(contact.address);
    const place = { address: contact.address, isAttached, own, served: options.served() };
    const decision = decidePnp(options.site(), mac, place);
    if (decision.kind === 'silence') return tell(asked, decision.why);
    const branch = newBranch(options);
    const at = { address: formatIpv4(decision.own), port: options.port };
    const { product } = options;
    const parts = { url: decision.url, at, source, tag: token(options), branch, product };
    const { ok, notify } = composePnp(asked, parts);
    remember(key, ok);
    options.send(ok, to);
    options.notifies.send(notify, to, (status) =>
      tell(asked, status === undefined ? 'no-answer' : status < 300 ? 'told' : 'refused'),
    );
  }

  return async (packet, from) => {
    const nowMs = clock.monotonicMs();
    if (!all.take('', nowMs)) return;
    const asked = readPnp(packet);
    if (asked.kind === 'unusable') {
      log.debug({ event: 'pnp', address: from.address }, `pnp: a SUBSCRIBE ${asked.reason}`);
    }
    if (asked.kind !== 'asked') return;
    const before = answered.get(asked.key);
    if (before && before.untilMs > nowMs) {
      const { address, port } = asked.contact;
      if (before.ok) options.send(before.ok, { address: formatIpv4(address), port });
      return;
    }
    if (!options.notifies.hasRoom() || !each.take(`${asked.contact.address}`, nowMs)) return;
    // Before there is something to wait for: it may come again meanwhile.
    remember(asked.key, undefined);
    await answer(asked, from);
  };
}

const SAID: Readonly<Record<PnpEvent['outcome'], string>> = {
  told: 'pnp: the phone was told its URL',
  refused: 'pnp: the phone did not take its URL',
  'no-answer': 'pnp: the phone was told its URL and did not answer',
  stranger: 'pnp: no answer, it is not in the inventory',
  elsewhere: 'pnp: no answer, its Contact is on no network of the inventory or of this machine',
  'no-url': 'pnp: no answer, option 66 of its model is no URL',
};
