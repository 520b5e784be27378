// What a client of a network is told by DHCP, and what goes before what: of our own server, and of those that others run
// for us. Pure.

import { isBootUrl } from '../core/boot-url.js';
import type { OptionValue } from '../core/dhcp-option-values.js';
import { OPTIONS } from '../core/dhcp-options.js';
import { formatIpv4, type Ipv4 } from '../core/ipv4.js';
import { option } from '../dhcp/message/options.js';
import type { ClientProfile } from '../dhcp/policy.js';
import type { Model } from '../site/model.js';
import type { DhcpOption, Network } from '../site/site.js';

/** As much of a model as speaks here. */
type Told = Pick<Model, 'dhcp'>;

/** As much of a network as says where its clients boot from. */
export type BootNetwork = Pick<Network, 'tftp' | 'options'>;

/** What every client there may be told; its own goes before it. */
export function toldToAll({ router, dns, domain, ntp }: Network): readonly OptionValue[] {
  return [
    ...(router === undefined ? [] : [option('router', [router])]),
    ...(dns.length === 0 ? [] : [option('domainServer', dns)]),
    ...(domain === undefined ? [] : [option('domainName', domain)]),
    ...(ntp.length === 0 ? [] : [option('ntpServers', ntp)]),
  ];
}

/**
 * Its own: of one code the last holds. `options` are those of the phone, or of an unknown phone of the model;
 * `serverAddress` is ours, as clients there see it.
 */
export function toldToClient(
  network: BootNetwork,
  serverAddress: Ipv4,
  model: Told | undefined,
  options: readonly DhcpOption[],
): ClientProfile {
  const further = [...network.options, ...options];
  return {
    pooled: true,
    always: [...(model ? alwaysSent(model) : []), ...further.map(({ code }) => code)],
    options: [...bootOptions(network, serverAddress, model), ...further],
  };
}

/** What option 66 tells it, where that is a URL and no more than a line. */
export function bootUrl(...told: Parameters<typeof toldToClient>): string | undefined {
  const { serverName } = OPTIONS;
  const value = toldToClient(...told).options.findLast(
    ({ code }) => code === serverName.code,
  )?.value;
  return typeof value === 'string' && isBootUrl(value) ? value : undefined;
}

/** A phone that does not ask for its server would not boot without being told. */
function alwaysSent({ dhcp }: Told): readonly number[] {
  return [
    OPTIONS.serverName.code,
    ...(dhcp.option150 ? [OPTIONS.tftpServerAddress.code] : []),
    ...(dhcp.option43 === undefined ? [] : [OPTIONS.vendorSpecific.code]),
  ];
}

function bootOptions(
  network: BootNetwork,
  serverAddress: Ipv4,
  model: Told | undefined,
): readonly OptionValue[] {
  const servers = network.tftp.length > 0 ? network.tftp : [serverAddress];
  const server = formatIpv4(servers[0] ?? serverAddress);
  const fill = (text: string) => text.replaceAll('{server}', server);
  const option43 = model?.dhcp.option43;
  return [
    option('serverName', fill(model?.dhcp.option66 ?? '{server}')),
    option('tftpServerAddress', servers),
    ...(option43 === undefined ? [] : [option('vendorSpecific', Buffer.from(fill(option43)))]),
  ];
}
