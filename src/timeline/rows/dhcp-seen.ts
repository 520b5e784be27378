// What is asked of a phone's exchanges with DHCP.

import type { DhcpEvent } from '../events.js';
import type { Step } from '../steps.js';
import { ackOf, countOf, spanMs, type View } from '../view.js';
import { addressText, times, wire } from '../words.js';
import type { Sighting } from './row.js';

/** Steps of silence, or of an answer, for one of these reasons. */
export const because = ({ exchanges }: View, ...whys: readonly string[]) =>
  exchanges.filter(({ last }) => whys.includes(last.why));

/** At least so often, for one of these reasons, and nothing better since. */
export function stuckOn(
  view: View,
  atLeast: number,
  ...whys: readonly string[]
): Sighting | undefined {
  const steps = because(view, ...whys);
  const count = countOf(steps);
  const [step] = steps;
  if (!step || count < atLeast || isOvercome(view, steps)) return undefined;
  const { type, reply } = step.last;
  const got = reply === undefined ? 'no answer' : `a ${reply}`;
  const seen = `sent ${type} and got ${got}, ${times(count)}`;
  return { seen, sinceMs: step.first.atMs, values: valuesOf(step.last) };
}

/** It got an address after all of them. */
export function isOvercome(view: View, steps: readonly Step<DhcpEvent>[]): boolean {
  const acked = ackOf(view);
  return acked !== undefined && steps.every(({ last }) => acked.last.atMs > last.atMs);
}

export function valuesOf({ address, requestedAddress, relayAgent, serverId, network }: DhcpEvent) {
  return {
    address: addressText(address ?? requestedAddress),
    relay: addressText(relayAgent),
    server: addressText(serverId),
    network: network ?? 'this network',
  };
}

/** Offers that it did not take up. */
function offersLeft({ exchanges }: View): Step<DhcpEvent> | undefined {
  const offer = exchanges.findLast(({ last }) => last.reply === 'OFFER');
  if (!offer || offer.count < 3) return undefined;
  const isTaken = exchanges.some(
    ({ last }) => last.type === 'REQUEST' && last.atMs >= offer.first.atMs,
  );
  const isSteady = spanMs(offer) / (offer.count - 1) <= 30_000;
  return isTaken || !isSteady ? undefined : offer;
}

export function seenOffers(view: View, bad150: boolean): Sighting | undefined {
  const offer = offersLeft(view);
  if (!offer || (view.facts.badOption150 === true) !== bad150) return undefined;
  return {
    seen: `was offered ${addressText(offer.last.address)} ${times(offer.count)} and took it never`,
    sinceMs: offer.first.atMs,
    values: valuesOf(offer.last),
  };
}

/** Boots that came to an address and no further, one soon after another. */
export function addressRounds({ boot, history, requests }: View): number {
  if (!boot || requests.length > 0) return 0;
  let rounds = 1;
  let nextMs = boot.beganMs;
  for (const { reached, endedMs, beganMs } of history.past.toReversed()) {
    if (reached !== 'address' || nextMs - beganMs > 60_000 || endedMs > nextMs) break;
    rounds += 1;
    nextMs = beganMs;
  }
  return rounds;
}

/** It fetches, and has no address of ours though it asked us for one. */
export function elsewhere({
  facts,
  boot,
  exchanges,
  requests,
  history,
}: View): Sighting | undefined {
  const [asked] = exchanges;
  const [fetched] = requests;
  if (!facts.dhcp || !boot || asked?.first.type !== 'DISCOVER' || !fetched) return undefined;
  if (history.lease || exchanges.some(({ last }) => last.reply === 'ACK')) return undefined;
  const seen = `fetches from ${wire(fetched.last.address)}, an address that it was not given here`;
  return { seen, sinceMs: fetched.first.atMs, values: { server: 'which one was not heard' } };
}
