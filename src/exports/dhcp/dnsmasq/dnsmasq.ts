// dnsmasq: a file of its configuration. A client's MAC, vendor class and OUI set tags, of which exactly one in the end
// names its group, and an option wants the tags of its network and its group.

import { INFINITE_SECONDS } from '../../../core/duration.js';
import { formatIpv4, maskOf } from '../../../core/ipv4.js';
import type { Finding } from '../../../findings/finding.js';
import type { ExportDhcp } from '../exporter.js';
import {
  checkFindings,
  commonFindings,
  finding,
  optionFindings,
  someChecked,
} from '../findings.js';
import type { ClientGroup, ModelGroup } from '../groups.js';
import { type DhcpPlan, type PlannedNetwork, wiresOf } from '../plan.js';
import { isNarrower, modelsIn, phonesIn, widest } from '../welcome.js';
import { wordOf } from '../word.js';
import { isSayable, optionLines } from './options.js';

export const DNSMASQ_FILE = 'dnsmasq-dhcp.conf';

export const exportDnsmasq: ExportDhcp = (plan) => ({
  files: [{ name: DNSMASQ_FILE, text: `${sections(plan).map(linesOf).join('\n')}` }],
  findings: [
    ...commonFindings(plan),
    ...optionFindings(plan, 'dnsmasq', isSayable),
    ...checkFindings(plan, 'dnsmasq', someChecked(plan)),
    ...classFindings(plan),
  ],
});

/** The tag of phones of the inventory. */
const OURS = 'ours';

interface Section {
  readonly comment: string;
  readonly lines: readonly string[];
}

function linesOf({ comment, lines }: Section): string {
  return [`# ${comment}`, ...lines, ''].join('\n');
}

function sections(plan: DhcpPlan): readonly Section[] {
  const { networks, groups } = plan;
  const all: readonly Section[] = [
    {
      comment: 'Made by offhook: export dhcp --for dnsmasq. Changes belong into the inventory.',
      lines: generalLines(plan),
    },
    { comment: 'Phones of the inventory.', lines: [...phoneLines(plan), ...phoneTags(groups)] },
    {
      comment: 'Strangers, by vendor class and by the block of their MAC.',
      lines: strangerTags(groups),
    },
    { comment: 'Who is answered.', lines: welcomeLines(plan) },
    ...networks.map((network) => ({
      comment: `Network ${network.name.replace('-', '/')}.`,
      lines: networkLines(network, plan),
    })),
  ];
  return all.filter(({ lines }) => lines.length > 0);
}

function generalLines(plan: DhcpPlan): readonly string[] {
  const wires = wiresOf(plan);
  return [
    'port=0',
    'dhcp-authoritative',
    // Else it names itself as the server of files.
    'dhcp-option=option:server-ip-address,0.0.0.0',
    ...wires.map((wire) => `interface=${wire}`),
    ...(wires.length > 0 ? ['bind-dynamic'] : []),
    ...(someChecked(plan) ? [] : ['no-ping']),
  ];
}

/** What sets the tag of a vendor class that some model has, and of a block of MACs. */
function strangerTags(groups: readonly ClientGroup[]): readonly string[] {
  const models = modelsIn(groups);
  if (models.length === 0) return [];
  return [
    ...models.flatMap(({ vendorClasses }) =>
      vendorClasses.flatMap((each) =>
        ['is-class', classTag(each)].map(
          (tag) => `dhcp-vendorclass=set:${tag},"${each.replace(/\*$/, '')}"`,
        ),
      ),
    ),
    ...models.flatMap(({ name, ouis }) =>
      ouis.map((oui) => `dhcp-mac=set:block-${name},${oui}:*:*:*`),
    ),
    ...models.flatMap(modelTags),
    ...(groups.some(({ type }) => type === 'others')
      ? [
          tagIf(
            'others',
            [OURS, ...models.map(({ name }) => name)].map((each) => `!${each}`),
          ),
        ]
      : []),
  ];
}

function modelTags({ name, vendorClasses, rivals, ouis }: ModelGroup): readonly string[] {
  const without = [`!${OURS}`, ...rivals.map((rival) => `!${classTag(rival)}`)];
  return [
    ...vendorClasses.map((each) => tagIf(name, [classTag(each), ...without])),
    ...(ouis.length === 0 ? [] : [tagIf(name, [`block-${name}`, '!is-class', `!${OURS}`])]),
  ];
}

/** No comma may be in a tag. */
function classTag(pattern: string): string {
  return `class-${wordOf(pattern).replace(/-$/, '')}`;
}

function tagIf(tag: string, when: readonly string[]): string {
  return ['tag-if=set:', tag, ...when.map((each) => `,tag:${each}`)].join('');
}

/**
 * A host with an address is heard of in that address's network alone: as a guest elsewhere it has its tag by its MAC.
 */
function phoneLines({ groups, networks }: DhcpPlan): readonly string[] {
  const isReserved = new Set(networks.flatMap(({ reserved }) => reserved));
  return phonesIn(groups).flatMap(({ name, phones }) =>
    phones.flatMap((phone) => {
      const { mac, address } = phone;
      if (address === undefined || !isReserved.has(phone)) {
        return [`dhcp-host=${mac},id:*,set:${name}`];
      }
      const host = `dhcp-host=${mac},id:*,set:${name},${formatIpv4(address)}`;
      return networks.length === 1 ? [host] : [host, `dhcp-mac=set:${name},${mac}`];
    }),
  );
}

function phoneTags(groups: readonly ClientGroup[]): readonly string[] {
  return phonesIn(groups).map(({ name }) => tagIf(OURS, [name]));
}

function networkLines(planned: PlannedNetwork, plan: DhcpPlan): readonly string[] {
  const { name, network, ranges, common, told } = planned;
  const { subnet, leaseSeconds, router } = network;
  const lease = leaseSeconds === INFINITE_SECONDS ? 'infinite' : String(leaseSeconds);
  const mask = formatIpv4(maskOf(subnet.prefix));
  const pools = ranges.map(({ first, last }) => [formatIpv4(first), formatIpv4(last)]);
  const given = pools.length > 0 ? pools : [[formatIpv4(subnet.network), 'static']];
  const guard = isNarrower(planned, plan) ? [`tag:${WELCOME[network.clients]}`] : [];
  const tag = `net-${name}`;
  return [
    ...given.map(
      (range) => `dhcp-range=${[...guard, `set:${tag}`, ...range, mask, lease].join(',')}`,
    ),
    // Without a word it would name itself.
    ...(router === undefined ? [`dhcp-option=tag:${tag},option:router`] : []),
    ...optionLines([tag], common),
    ...[...told].flatMap(([group, said]) => optionLines([tag, group.name], said)),
  ];
}

/** The tag that clients have who are answered there. */
const WELCOME = { inventory: OURS, phones: 'phone', any: 'anybody' } as const;

/** Who is welcome nowhere hears nothing. */
function welcomeLines(plan: DhcpPlan): readonly string[] {
  const models = modelsIn(plan.groups);
  const most = widest(plan);
  return [
    ...(models.length === 0
      ? []
      : [OURS, ...models.map(({ name }) => name)].map((tag) => tagIf(WELCOME.phones, [tag]))),
    ...(most === 'any' ? [] : [`dhcp-ignore=tag:!${WELCOME[most]}`]),
  ];
}

/** It looks for the text anywhere in what the client says. */
function classFindings({ networks, groups }: DhcpPlan): readonly Finding[] {
  if (modelsIn(groups).length === 0) return [];
  return networks.flatMap(({ network }) => {
    if (network.clients === 'inventory') return [];
    const message =
      "dnsmasq takes a stranger for a phone of a model if its vendor class has the model's anywhere in it";
    return [finding('dhcp/strangers', network.placeOf('clients'), message)];
  });
}
