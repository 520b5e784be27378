// Whether what a phone does now is the beginning of a boot.

import type { DhcpEvent, FileEvent, PhoneEvent } from './events.js';
import { type Boot, type History, lastHeardMs, lastOf } from './history.js';
import { beganMs, type Step } from './steps.js';

/** After so much silence a phone that asks for its first file has started. */
const SILENCE_MS = 60_000;
/** A phone that learns its VLAN while it starts takes an address in two networks. */
const VLAN_MS = 30_000;
const ON_DEMAND = new Set<FileEvent['role']>(['side', 'locale', 'tones', 'other']);

/** `isStranger`: nobody wrote it down; that it registers says that it is there, and no more. */
export function beginsBoot(history: History, event: PhoneEvent, isStranger: boolean): boolean {
  if (event.kind === 'dhcp') return beginsByDhcp(history, event);
  if (event.kind === 'file') return beginsByFile(history, event);
  if (event.kind === 'sip') return history.boot === undefined && !isStranger;
  return event.kind === 'pnp' && history.boot === undefined;
}

function beginsByFile(history: History, event: FileEvent): boolean {
  const { role } = event;
  // A ring list is asked for when somebody looks at it, days after a boot that nobody saw.
  if (history.boot === undefined) return !ON_DEMAND.has(role);
  const isFirst = role === 'trust' || role === 'common' || role === 'boot-list';
  return isFirst && beganMs(event) - lastHeardMs(history) > SILENCE_MS;
}

function beginsByDhcp({ boot }: History, event: DhcpEvent): boolean {
  if (event.type !== 'DISCOVER' && !isInitReboot(event)) return boot === undefined;
  if (boot === undefined) return true;
  const acked = boot.steps.findLast(isAcked);
  // Until it has an address it goes on asking, in whatever way.
  if (!acked && !hasFiles(boot)) return event.atMs - lastOf(boot) > SILENCE_MS * 10;
  return !(acked && !hasFiles(boot) && movesToOtherNetwork(acked.last as DhcpEvent, event));
}

function movesToOtherNetwork(acked: DhcpEvent, event: DhcpEvent): boolean {
  const { network } = event;
  const isOther = network !== undefined && network !== acked.network;
  return isOther && event.atMs - acked.atMs <= VLAN_MS;
}

/** RFC 2131 section 4.3.2: it remembers an address from before and asks whether it may keep it. */
function isInitReboot({ type, serverId, renews }: DhcpEvent): boolean {
  return type === 'REQUEST' && serverId === undefined && !renews;
}

function isAcked({ last }: Step): boolean {
  return last.kind === 'dhcp' && last.reply === 'ACK';
}

function hasFiles({ steps }: Boot): boolean {
  return steps.some(({ first }) => first.kind === 'file');
}
