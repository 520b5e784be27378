// RouterOS 7: a script for `/import`. A phone is a lease, with the set of options of its group; strangers are matched by
// vendor class. Its values are written in hexadecimal, which RouterOS takes as they are.

import { INFINITE_SECONDS } from '../../../core/duration.js';
import { formatIpv4, formatIpv4Range, formatSubnet } from '../../../core/ipv4.js';
import type { Finding } from '../../../findings/finding.js';
import type { ExportDhcp } from '../exporter.js';
import { commonFindings, finding, optionFindings } from '../findings.js';
import type { ClientGroup } from '../groups.js';
import { hexOf } from '../option-value.js';
import type { DhcpPlan, PlannedNetwork, Said } from '../plan.js';
import { modelsIn, phonesIn } from '../welcome.js';

export const MIKROTIK_FILE = 'offhook-dhcp.rsc';

export const exportMikrotik: ExportDhcp = (plan) => ({
  files: [{ name: MIKROTIK_FILE, text: sections(plan).map(printSection).join('') }],
  findings: [
    ...commonFindings(plan),
    ...optionFindings(plan, 'RouterOS', isSayable),
    ...strangerFindings(plan),
    ...guestFindings(plan),
  ],
});

/** What RouterOS calls it as it comes. */
const DEFAULT_WIRE = 'bridge';

interface Section {
  readonly menu: string;
  readonly lines: readonly string[];
}

const HEAD = '# Made by offhook: export dhcp --for mikrotik. Changes belong into the inventory.\n';

function printSection({ menu, lines }: Section, index: number): string {
  const head = index === 0 ? HEAD : '';
  return lines.length === 0
    ? head
    : `${head}${menu}\n${lines.map((line) => `add ${line}\n`).join('')}`;
}

function sections(plan: DhcpPlan): readonly Section[] {
  const { networks } = plan;
  return [
    { menu: '/ip pool', lines: networks.flatMap(poolLines) },
    { menu: '/ip dhcp-server option', lines: networks.flatMap(optionLines) },
    { menu: '/ip dhcp-server option sets', lines: networks.flatMap(setLines) },
    { menu: '/ip dhcp-server network', lines: networks.flatMap(networkLines) },
    { menu: '/ip dhcp-server', lines: networks.flatMap((network) => serverLines(network, plan)) },
    {
      menu: '/ip dhcp-server matcher',
      lines: networks.flatMap((network) => matcherLines(network, plan)),
    },
    {
      menu: '/ip dhcp-server lease',
      lines: networks.flatMap((network) => leaseLines(network, plan)),
    },
  ];
}

function nameOf({ name }: PlannedNetwork): string {
  return `offhook-${name}`;
}

function setOf(planned: PlannedNetwork, { name }: ClientGroup): string {
  return `${nameOf(planned)}-${name}`;
}

function poolLines(planned: PlannedNetwork): readonly string[] {
  const ranges = planned.ranges.map(formatIpv4Range).join(',');
  return ranges === '' ? [] : [`name=${nameOf(planned)} ranges=${ranges}`];
}

function optionLines(planned: PlannedNetwork): readonly string[] {
  const { common, told } = planned;
  const groups = [...told].map(([group, said]) => ({ prefix: setOf(planned, group), said }));
  return [{ prefix: nameOf(planned), said: common }, ...groups].flatMap(({ prefix, said }) =>
    said.filter(isSayable).map((each) => {
      const force = each.always ? ' force=yes' : '';
      const value = `"0x${hexOf(each.bytes)}"`;
      return `name=${optionName(prefix, each)} code=${each.value.code} value=${value}${force}`;
    }),
  );
}

function optionName(prefix: string, { value }: Said): string {
  return `${prefix}-option${value.code}`;
}

/** One byte counts its length on the wire. */
function isSayable({ bytes }: Said): boolean {
  return bytes.length > 0 && bytes.length <= 255;
}

function setLines(planned: PlannedNetwork): readonly string[] {
  const common = namesOf(nameOf(planned), planned.common);
  return [...planned.told].map(([group, said]) => {
    const set = setOf(planned, group);
    return `name=${set} options=${[...common, ...namesOf(set, said)].join(',')}`;
  });
}

function namesOf(prefix: string, said: readonly Said[]): readonly string[] {
  return said.filter(isSayable).map((each) => optionName(prefix, each));
}

/** What it says by fields of its own is said by options here: a group may say it otherwise. */
function networkLines(planned: PlannedNetwork): readonly string[] {
  const { network, told } = planned;
  const others = [...told.keys()].find(({ type }) => type === 'others');
  const set = others ? ` dhcp-option-set=${setOf(planned, others)}` : '';
  return [`address=${formatSubnet(network.subnet)} dns-none=yes${set}`];
}

/** Behind a relay agent requests come by the wire of another network. */
function serverLines(planned: PlannedNetwork, { networks }: DhcpPlan): readonly string[] {
  const { network, ranges } = planned;
  const [wire = DEFAULT_WIRE] = networks.flatMap((each) => each.network.interface ?? []);
  const isOpen = network.clients === 'any' && ranges.length > 0;
  const lease = network.leaseSeconds === INFINITE_SECONDS ? '0s' : `${network.leaseSeconds}s`;
  return [
    [
      `name=${nameOf(planned)}`,
      `interface=${network.interface ?? wire}`,
      ...(network.relay ? [`relay=${formatIpv4(network.router ?? network.subnet.network)}`] : []),
      `address-pool=${isOpen ? nameOf(planned) : 'static-only'}`,
      `lease-time=${lease}`,
      `authoritative=${network.clients === 'any' ? 'yes' : 'no'}`,
      `conflict-detection=${network.addressCheck ? 'yes' : 'no'}`,
      'disabled=no',
    ].join(' '),
  ];
}

function matcherLines(planned: PlannedNetwork, { groups }: DhcpPlan): readonly string[] {
  const { network, ranges, told } = planned;
  if (network.clients === 'inventory' || ranges.length === 0) return [];
  return modelsIn(groups).flatMap((group) =>
    told.has(group)
      ? group.vendorClasses.map((each, index) => {
          const matching = each.endsWith('*') ? 'substring' : 'exact';
          return [
            `name=${setOf(planned, group)}-${index + 1}`,
            `server=${nameOf(planned)}`,
            `address-pool=${nameOf(planned)}`,
            'code=60',
            `matching-type=${matching}`,
            `value="${each.replace(/\*$/, '').replaceAll(/["\\$]/g, '\\$&')}"`,
            `option-set=${setOf(planned, group)}`,
          ].join(' ');
        })
      : [],
  );
}

function leaseLines(planned: PlannedNetwork, { groups, networks }: DhcpPlan): readonly string[] {
  const { ranges, told } = planned;
  const isReserved = new Set(networks.flatMap(({ reserved }) => reserved));
  const isHere = new Set(planned.reserved);
  return phonesIn(groups).flatMap((group) =>
    group.phones.flatMap((phone) => {
      const isPooled = !isReserved.has(phone) && ranges.length > 0;
      if (!isPooled && !isHere.has(phone)) return [];
      const address =
        isPooled || phone.address === undefined ? nameOf(planned) : formatIpv4(phone.address);
      const set = told.has(group) ? ` dhcp-option-set=${setOf(planned, group)}` : '';
      return [`address=${address} mac-address=${phone.mac} server=${nameOf(planned)}${set}`];
    }),
  );
}

function strangerFindings({ networks, groups }: DhcpPlan): readonly Finding[] {
  const blocks = modelsIn(groups).flatMap(({ ouis }) => ouis);
  return networks.flatMap(({ network }) => {
    if (network.clients === 'inventory' || blocks.length === 0) return [];
    const message = `RouterOS knows no stranger by the block of its MAC (${blocks.join(', ')}), only by its vendor class`;
    return [finding('dhcp/strangers', network.placeOf('clients'), message)];
  });
}

function guestFindings({ networks }: DhcpPlan): readonly Finding[] {
  if (networks.length === 1) return [];
  return networks.flatMap(({ network, reserved }) => {
    if (reserved.length === 0) return [];
    const message =
      'RouterOS knows phones that have an address of this network in this network alone';
    return [finding('dhcp/guests', network.placeOf('subnet'), message)];
  });
}
