// ISC's dhcpd: dhcpd.conf. What is said further in holds: a host's goes before its class's, and that before the subnet's.
// A group of phones or a class does not know in which subnet its client is, so each subnet says its name in an option of
// a space that nobody is sent, and they look at that.

import { formatIpv4, maskOf } from '../../../core/ipv4.js';
import { macHex } from '../../../core/mac.js';
import type { Finding } from '../../../findings/finding.js';
import type { ExportDhcp } from '../exporter.js';
import { checkFindings, commonFindings, finding, someChecked } from '../findings.js';
import type { ClientGroup } from '../groups.js';
import { type DhcpPlan, type PlannedNetwork, wiresOf } from '../plan.js';
import { modelsIn, phonesIn } from '../welcome.js';
import { classTest } from './classes.js';
import { definitions, isInNetwork, networkMark, optionStatements } from './options.js';
import { type Block, block, print, type Statement } from './print.js';

export const ISC_FILE = 'dhcpd.conf';

export const exportIsc: ExportDhcp = (plan) => ({
  files: [{ name: ISC_FILE, text: `${HEAD}${print(statements(plan))}` }],
  findings: [
    ...commonFindings(plan),
    ...checkFindings(plan, 'dhcpd', someChecked(plan)),
    ...refusalFindings(plan),
  ],
});

const HEAD = '# Made by offhook: export dhcp --for isc. Changes belong into the inventory.\n';

function statements(plan: DhcpPlan): readonly Statement[] {
  const { networks, groups } = plan;
  const wires = wiresOf(plan);
  return [
    ...(wires.length === 0 ? [] : [`# It is told its interfaces elsewhere: ${wires.join(' ')}.`]),
    'ddns-update-style none;',
    'ignore-client-uids true;',
    'echo-client-id true;',
    `ping-check ${someChecked(plan)};`,
    ...definitions(plan),
    ...groups.flatMap((group) => classBlock(group, plan)),
    ...networks.map((network) => subnetBlock(network, plan)),
    ...hosts(plan),
  ];
}

function subnetBlock(planned: PlannedNetwork, { networks, groups }: DhcpPlan): Block {
  const { network, ranges, common } = planned;
  const { subnet, leaseSeconds: lease, clients } = network;
  const pool = [
    ...(clients === 'any' ? [] : ['allow known-clients;']),
    ...(clients === 'phones'
      ? modelsIn(groups).map(({ name }) => `allow members of "${name}";`)
      : []),
    ...ranges.map(({ first, last }) => `range ${formatIpv4(first)} ${formatIpv4(last)};`),
  ];
  return block(
    `subnet ${formatIpv4(subnet.network)} netmask ${formatIpv4(maskOf(subnet.prefix))}`,
    [
      // One that answers some only must not refuse what another server gave to others.
      clients === 'any' ? 'authoritative;' : 'not authoritative;',
      ...['default', 'min', 'max'].map((which) => `${which}-lease-time ${lease};`),
      ...(networks.length > 1 ? [networkMark(planned)] : []),
      ...optionStatements(common),
      ...(ranges.length === 0 ? [] : [block('pool', pool)]),
    ],
  );
}

/**
 * A phone of the inventory may be of a model's class too, and is not to be told what strangers are. It is of its group's
 * class by its MAC: a host whose address is elsewhere counts for no more than that the phone is known.
 */
function classBlock(group: ClientGroup, plan: DhcpPlan): readonly Statement[] {
  const { name } = group;
  const told = toldStatements(group, plan);
  if (group.type === 'phones') {
    if (told.length === 0) return [];
    const members = group.phones.map(({ mac }) => `subclass "${name}" 1:${mac};`);
    return [block(`class "${name}"`, ['match hardware;', ...told]), ...members];
  }
  const body = told.length === 0 ? [] : [block('if not known', told)];
  return [block(`class "${name}"`, [`match if ${classTest(group, plan.groups)};`, ...body])];
}

function hosts({ networks, groups }: DhcpPlan): readonly Statement[] {
  const isReserved = new Set(networks.flatMap(({ reserved }) => reserved));
  return phonesIn(groups).flatMap(({ phones }) =>
    phones.map((phone) => {
      const at = isReserved.has(phone) ? phone.address : undefined;
      const fixed = at === undefined ? '' : ` fixed-address ${formatIpv4(at)};`;
      return `host ${macHex(phone.mac)} { hardware ethernet ${phone.mac};${fixed} }`;
    }),
  );
}

/** What the group is told, where it is not the same everywhere by network. */
function toldStatements(group: ClientGroup, { networks }: DhcpPlan): readonly Statement[] {
  const cases = networks.flatMap((planned) => {
    const said = planned.told.get(group) ?? [];
    if (said.length === 0) return [];
    return [{ planned, told: optionStatements(said, [...planned.common, ...said]) }];
  });
  const [only, ...others] = cases;
  if (!only) return [];
  if (networks.length === 1) return only.told;
  return [only, ...others].map(({ planned, told }) => block(`if ${isInNetwork(planned)}`, told));
}

function refusalFindings({ networks }: DhcpPlan): readonly Finding[] {
  return networks.flatMap(({ network }) => {
    if (network.clients === 'any') return [];
    const message =
      'dhcpd refuses no address here, since it would refuse those of strangers as well: a phone that comes with one from elsewhere hears nothing at first';
    return [finding('dhcp/wrong-address', network.placeOf('clients'), message)];
  });
}
