// Says once what became of each network when the machine or the inventory changed.

import { formatIpv4, formatSubnet } from '../core/ipv4.js';
import type { Log } from '../core/log.js';
import {
  isSameNetwork,
  type Placement,
  type ServedNetwork,
  type WaitingNetwork,
} from './local-address.js';

export function tellPlacement(log: Log, before: Placement, now: Placement): void {
  for (const each of now.waiting) tellWaiting(log, before.waiting.find(isOf(each)), each);
  for (const each of now.served) tellServed(log, before.served.find(isOf(each)), each);
  const present = [...now.served, ...now.waiting];
  for (const each of [...before.served, ...before.waiting]) {
    if (!present.some(isOf(each))) log.info(fieldsOf(each), 'a network is not served any more');
  }
}

type Placed = Pick<ServedNetwork, 'network'>;

function isOf({ network }: Placed): (other: Placed) => boolean {
  return (other) => other.network.relay === network.relay && isSameNetwork(other.network, network);
}

function tellWaiting(log: Log, before: WaitingNetwork | undefined, now: WaitingNetwork): void {
  if (before?.why === now.why) return;
  log.warn({ ...fieldsOf(now), why: now.why }, 'a network cannot be served for now');
}

function tellServed(log: Log, before: ServedNetwork | undefined, now: ServedNetwork): void {
  const { device, index, serverAddress, asleep } = now;
  const fields = {
    ...fieldsOf(now),
    ...(device !== undefined && { interface: device }),
    address: formatIpv4(serverAddress),
  };
  if (asleep && !before?.asleep) log.warn(fields, 'the interface is down, or its cable is out');
  else if (before === undefined) log.info(fields, 'a network is served');
  else if (before.serverAddress !== serverAddress) {
    log.info({ ...fields, before: formatIpv4(before.serverAddress) }, 'our address has changed');
  } else if (before.device !== device || before.index !== index) {
    log.info(fields, 'a network is served on another interface, or on one made anew');
  } else if (before.asleep && !asleep) log.info(fields, 'the interface is up again');
}

function fieldsOf({ network }: Placed): Readonly<Record<string, string>> {
  return { network: formatSubnet(network.subnet) };
}
