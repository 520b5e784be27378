// Addresses that phones are told to talk to must mean the same thing on the phone as here.

import { type Diagnostic, diagnostic, type Place } from '../../core/diagnostic.js';
import { whyUnreachable } from '../../core/reachability.js';
import { writtenLayers } from '../layers.js';
import type { Inventory } from '../load.js';
import { childOf, type Origin, placeOf } from '../source.js';

interface Address {
  readonly host: string;
  readonly place: Place;
}

export function checkServers(inventory: Inventory): readonly Diagnostic[] {
  return serverAddresses(inventory).flatMap(({ host, place }) => {
    const why = whyUnreachable(host);
    if (why === undefined) return [];
    const message = `"${host}" is ${why}: a phone would not reach this server`;
    return [diagnostic('inventory/unreachable-server', place, message)];
  });
}

function serverAddresses(inventory: Inventory): readonly Address[] {
  const { site, networks, pbx } = inventory;
  const listed = (hosts: readonly string[] | undefined, origin: Origin) =>
    (hosts ?? []).map((host, index) => ({ host, place: placeOf(childOf(origin, index)) }));
  const ntpOf = ({ input, origin }: { input: { ntp?: readonly string[] }; origin: Origin }) =>
    listed(input.ntp, childOf(origin, 'ntp'));
  return [
    ...(site
      ? [...listed(site.input.servers, childOf(site.origin, 'servers')), ...ntpOf(site)]
      : []),
    ...networks.flatMap((network) => [
      ...listed(network.input.tftp, childOf(network.origin, 'tftp')),
      ...ntpOf(network),
    ]),
    ...writtenLayers(inventory).flatMap(ntpOf),
    ...[...pbx.values()].flatMap(({ input, origin }) =>
      [
        { host: input.host, path: ['host'] },
        { host: input.outboundProxy?.host, path: ['outboundProxy', 'host'] },
        { host: input.backup?.host, path: ['backup', 'host'] },
      ].flatMap(({ host, path }) =>
        host === undefined ? [] : [{ host, place: placeOf(childOf(origin, ...path)) }],
      ),
    ),
  ];
}
