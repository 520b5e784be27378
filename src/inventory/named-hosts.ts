// Every host that an inventory names, by name or by address, and what it is to the phones.

import { bytesOfHex } from '../core/dhcp-option-forms.js';
import { decodeValue, OPTION_KINDS } from '../core/dhcp-option-kinds.js';
import { OPTIONS, optionRow } from '../core/dhcp-options.js';
import { formatIpv4 } from '../core/ipv4.js';
import { httpServerFault, serverHost } from '../core/server-address-fault.js';
import type { Place } from '../findings/finding.js';
import type { Inventory } from './inventory.js';
import { childOf, type Origin, type Path, placeOf } from './read/source.js';
import { writtenLayers } from './resolve/layers.js';
import type { DhcpOptionsInput } from './shape/input.js';

export interface NamedHost {
  readonly host: string;
  /** Completes "it is …": `the PBX`. */
  readonly what: string;
  readonly place: Place;
  /** Not on a wire of the site, whatever its address looks like. */
  readonly outside?: true;
  /** On the wire of the phones: where it is not, that is told. */
  readonly onWire?: true;
}

interface Holder<T> {
  readonly input: T;
  readonly origin: Origin;
}

const NTP = 'a time server';
const SERVER = 'the server';

/** What networks name themselves first. */
export function namedHosts(inventory: Inventory): readonly NamedHost[] {
  const { site, networks, pbx } = inventory;
  return [
    ...networks.flatMap(({ input, origin }) => [
      ...one(input.router, 'the router', origin, 'router').map(onWire),
      ...one(input.server, SERVER, origin, 'server').map(input.relay === true ? asItIs : onWire),
      ...listed(input.tftp, SERVER, childOf(origin, 'tftp')),
      ...listed(input.dns, 'a name server', childOf(origin, 'dns')),
      ...listed(input.ntp, NTP, childOf(origin, 'ntp')),
      ...ofOptions(input.options, childOf(origin, 'options')),
    ]),
    ...(site
      ? [
          ...listed(site.input.servers, SERVER, childOf(site.origin, 'servers')),
          ...one(hostOf(site.input.directory), SERVER, site.origin, 'directory'),
          ...ntpOf(site),
        ]
      : []),
    ...writtenLayers(inventory).flatMap((layer) => [
      ...ntpOf(layer),
      ...ofOptions(layer.input.options, childOf(layer.origin, 'options')),
      ...one(layer.input.nat?.address, 'the outside address', layer.origin, 'nat', 'address').map(
        (each) => ({ ...each, outside: true as const }),
      ),
    ]),
    ...[...pbx.values()].flatMap(({ input, origin }) => [
      ...one(input.host, 'the PBX', origin, 'host'),
      ...one(input.outboundProxy?.host, 'the outbound proxy', origin, 'outboundProxy', 'host'),
      ...one(input.backup?.host, 'the backup PBX', origin, 'backup', 'host'),
    ]),
  ];
}

/** `http://10.20.1.1:6970` -> `10.20.1.1`; what has another form is told, and names none. */
function hostOf(server: string | undefined): string | undefined {
  return server === undefined || httpServerFault(server) !== undefined
    ? undefined
    : server.slice('http://'.length).replace(/(:\d+)?\/?$/, '');
}

function ntpOf({ input, origin }: Holder<{ readonly ntp?: readonly string[] }>) {
  return listed(input.ntp, NTP, childOf(origin, 'ntp'));
}

function ofOptions(options: DhcpOptionsInput | undefined, origin: Origin): readonly NamedHost[] {
  return Object.entries(options ?? {}).flatMap(([code, { ip, ips, hex, text }]) => {
    const row = optionRow(Number(code));
    if (!row) return [];
    const what = `a host of option ${code} (${row.name})`;
    if (row.isServer) return one(serverHost(text ?? ''), what, origin, code, 'text');
    if (row.noHost || !OPTION_KINDS[row.kind].written.hosts) return [];
    const inBytes = hex === undefined ? [] : (decodeValue('ips', bytesOfHex(hex)) ?? []);
    return [
      ...inBytes.flatMap((each) => one(formatIpv4(each), what, origin, code, 'hex')),
      ...one(ip, what, origin, code, 'ip'),
      ...listed(ips, what, childOf(origin, code, 'ips')),
    ].map(row.code === OPTIONS.router.code ? onWire : asItIs);
  });
}

function onWire(host: NamedHost): NamedHost {
  return { ...host, onWire: true };
}

function asItIs(host: NamedHost): NamedHost {
  return host;
}

function listed(
  hosts: readonly string[] | undefined,
  what: string,
  origin: Origin,
): readonly NamedHost[] {
  return (hosts ?? []).flatMap((host, index) => one(host, what, origin, index));
}

function one(
  host: string | undefined,
  what: string,
  origin: Origin,
  ...path: Path
): readonly NamedHost[] {
  return host === undefined ? [] : [{ host, what, place: placeOf(childOf(origin, ...path)) }];
}
