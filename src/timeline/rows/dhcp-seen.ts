// What is asked of a phone's exchanges with DHCP.

import { formatIpv4, type Ipv4 } from '../../core/ipv4.js';
import type { DhcpEvent } from '../events.js';
import type { Step } from '../steps.js';
import { type Said, say } from '../texts/said.js';
import { ackOf, countOf, latestIn, type View } from '../view.js';
import { wire } from '../words.js';
import type { Sighting } from './row.js';

/** Steps of silence, or of an answer, for one of these reasons. */
export const because = ({ exchanges }: View, ...whys: readonly string[]) =>
  exchanges.filter(({ last }) => whys.includes(last.why));

/** At least so often, for one of these reasons, and nothing better since. */
export function stuckOn(
  view: View,
  atLeast: number,
  ...whys: readonly string[]
): Sighting<AddressName> | undefined {
  const steps = because(view, ...whys);
  const count = countOf(steps);
  const [first] = steps;
  const step = latestIn(steps);
  if (!first || !step || count < atLeast || isOvercome(view, steps)) return undefined;
  const { type, reply } = step.last;
  const got = reply === undefined ? say('noReply') : say('aReply', { reply });
  const seen = say('sentAndGot', { type, got, times: { times: count } });
  return { seen, sinceMs: first.first.atMs, step, values: valuesOf(step.last) };
}

/** It got an address after all of them. */
export function isOvercome(view: View, steps: readonly Step<DhcpEvent>[]): boolean {
  const acked = ackOf(view);
  return acked !== undefined && steps.every(({ last }) => acked.last.atMs > last.atMs);
}

type AddressName = 'address' | 'by' | 'server' | 'network';

export function valuesOf({ address, requestedAddress, relayAgent, serverId, network }: DhcpEvent) {
  return {
    address: anAddress(address ?? requestedAddress),
    by:
      relayAgent === undefined
        ? say('fromUnknownNetwork')
        : say('byRelay', { relay: formatIpv4(relayAgent) }),
    server: anAddress(serverId),
    network: network ?? say('thisNetwork'),
  };
}

/** Where it is not known it is any. */
export function anAddress(address: Ipv4 | undefined): string | Said {
  return address === undefined ? say('anAddress') : formatIpv4(address);
}

/** Offers that it did not take up, one soon after another. */
export function seenOffers(view: View, bad150: boolean): Sighting<AddressName> | undefined {
  const { exchanges, facts } = view;
  const taken = exchanges.findLast(({ last }) => last.type === 'REQUEST');
  const left = exchanges.filter(
    ({ first, last }) =>
      last.reply === 'OFFER' && (taken === undefined || first.atMs > taken.last.atMs),
  );
  const [offer] = left;
  const latest = latestIn(left);
  const count = countOf(left);
  if (!offer || !latest || count < 3 || (facts.badOption150 === true) !== bad150) return undefined;
  const everyMs = (latest.last.atMs - offer.first.atMs) / (count - 1);
  if (everyMs > 30_000) return undefined;
  const address = anAddress(latest.last.address);
  return {
    seen: say('notTaken', { address, times: { times: count } }),
    sinceMs: offer.first.atMs,
    step: latest,
    values: valuesOf(latest.last),
  };
}

/** Boots that came to an address and no further, one soon after another; the latest is this one. */
export function addressRounds(view: View): { readonly rounds: number; readonly sinceMs: number } {
  const { boot, history, requests } = view;
  let sinceMs = boot?.beganMs ?? view.nowMs;
  if (!boot || requests.length > 0) return { rounds: 0, sinceMs };
  let rounds = ackOf(view) ? 1 : 0;
  for (const { reached, beganMs } of history.past.toReversed()) {
    if (reached !== 'address' || sinceMs - beganMs > 60_000) break;
    rounds += 1;
    sinceMs = beganMs;
  }
  return { rounds, sinceMs };
}

/** It fetches, and has no address of ours though it asked us for one. */
export function elsewhere({
  facts,
  boot,
  exchanges,
  requests,
  history,
}: View): Sighting<'server'> | undefined {
  const [asked] = exchanges;
  const [fetched] = requests;
  if (!facts.dhcp || !boot || asked?.first.type !== 'DISCOVER' || !fetched) return undefined;
  if (history.lease || exchanges.some(({ last }) => last.reply === 'ACK')) return undefined;
  if (boot.configuredMs !== undefined) return undefined;
  const seen = say('fetchesFrom', { address: wire(fetched.last.address) });
  const values = { server: say('serverNotHeard') };
  return { seen, sinceMs: fetched.first.atMs, step: fetched, values };
}
