// `network` and `networks`: texts -> addresses, with a finding for each that is none.

import { parseLease } from '../../core/duration.js';
import type { Ipv4 } from '../../core/ipv4.js';
import type { Network } from '../../site/site.js';
import type { Entry } from '../inventory.js';
import { childOf, placeOf } from '../read/source.js';
import type { NetworkInput } from '../shape/input.js';
import type { Context } from './context.js';
import { ADDRESS, parseOr, RANGE, SUBNET } from './parse-or.js';
import { resolveOptions } from './resolve-options.js';

const DEFAULT_LEASE_SECONDS = 8 * 3600;

/** Without those whose subnet cannot be read (reported). */
export function resolveNetworks(context: Context): readonly Network[] {
  return context.inventory.networks.flatMap((entry) => resolveNetwork(context, entry) ?? []);
}

function resolveNetwork(context: Context, entry: Entry<NetworkInput>): Network | undefined {
  const { input, origin } = entry;
  const subnet = parseOr(context, SUBNET, input.subnet, childOf(origin, 'subnet'));
  if (!subnet) return undefined;
  const router = optional(context, entry, 'router');
  const server = optional(context, entry, 'server');
  const pool =
    input.pool === undefined
      ? undefined
      : parseOr(context, RANGE, input.pool, childOf(origin, 'pool'));
  return {
    ...(input.interface !== undefined && { interface: input.interface }),
    relay: input.relay ?? false,
    subnet,
    ...(server !== undefined && { server }),
    ...(router !== undefined && { router }),
    ...(pool && { pool }),
    ...(input.domain !== undefined && { domain: input.domain }),
    dns: addresses(context, entry, 'dns'),
    tftp: addresses(context, entry, 'tftp'),
    ntp: addresses(context, entry, 'ntp'),
    leaseSeconds: parseLease(input.lease ?? '') ?? DEFAULT_LEASE_SECONDS,
    clients: input.clients ?? 'inventory',
    options: resolveOptions(context, input.options, childOf(origin, 'options')),
    addressCheck: input.addressCheck ?? true,
    coexist: input.coexist ?? false,
    placeOf: (...path) => placeOf(childOf(origin, ...path)),
  };
}

function addresses(
  context: Context,
  { input, origin }: Entry<NetworkInput>,
  field: 'dns' | 'tftp' | 'ntp',
): readonly Ipv4[] {
  return (input[field] ?? []).flatMap((text, index) => {
    const ip = parseOr(context, ADDRESS, text, childOf(origin, field, index));
    return ip === undefined ? [] : [ip];
  });
}

function optional(
  context: Context,
  { input, origin }: Entry<NetworkInput>,
  field: 'router' | 'server',
): Ipv4 | undefined {
  const text = input[field];
  if (text === undefined) return undefined;
  return parseOr(context, ADDRESS, text, childOf(origin, field));
}
