// What was said in an exchange, as far as the story keeps it, as one number: of two with the same mark the second says what the first
// said. Nothing is taken out of the packet for it. Two that differ have the same one once in 2 ** 53.

import { OPTIONS } from '../../core/dhcp-options.js';
import type { DhcpExchange } from '../../dhcp/exchange.js';

const HOST_NAME = OPTIONS.hostname.code;
const NOTHING: readonly number[] = [];
/** In place of what is not there. */
const ABSENT = -1;
const SEED = 0x1e37_79b9;
/** Odd numbers whose bits are in no order. */
const [A, B] = [0x0100_0193, 0x05eb_ca6b];

export function markOf(exchange: DhcpExchange): number {
  const {
    request,
    type,
    reply,
    why,
    address = ABSENT,
    relayAgent = ABSENT,
    vendorClass,
  } = exchange;
  const { serverId = ABSENT, requestedAddress = ABSENT, message } = request;
  const hostName = message.options.get(HOST_NAME);
  const list = request.parameterList ?? NOTHING;
  const kind = type.charCodeAt(0) * 256 + type.charCodeAt(2) + (reply?.charCodeAt(0) ?? 0) * 65_536;
  let one = mixed(mixed(SEED, kind, A), address, A);
  one = mixed(one, relayAgent, A);
  one = mixed(one, serverId, A);
  one = mixed(one, requestedAddress, A);
  one = mixed(one, message.ciaddr, A);
  one = mixed(one, message.secs, A);
  let other = mixed(SEED, request.parameterList?.length ?? ABSENT, B);
  other = mixed(other, hostName?.length ?? ABSENT, B);
  other = mixed(other, vendorClass?.length ?? ABSENT, B);
  for (let at = 0; at < list.length; at += 1) other = mixed(other, list[at] ?? 0, B);
  if (hostName) for (const byte of hostName) other = mixed(other, byte, B);
  if (vendorClass) other = textMixed(other, vendorClass);
  other = textMixed(other, why);
  // Each bit of both is one of the mark: what differs in one of them differs.
  return ((one ^ Math.imul(other, A)) >>> 0) * 0x20_0000 + ((other ^ (one >>> 16)) >>> 11);
}

function textMixed(value: number, text: string): number {
  let next = value;
  for (let at = 0; at < text.length; at += 1) next = mixed(next, text.charCodeAt(at), B);
  return next;
}

function mixed(value: number, more: number, factor: number): number {
  const product = Math.imul(value ^ more, factor);
  return product ^ (product >>> 15);
}
