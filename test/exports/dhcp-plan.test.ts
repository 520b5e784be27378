// The plan that every export of DHCP is made of says of each client what our own server's policy says.

import { describe, expect, it } from 'vitest';
import { encodeValue } from '../../src/core/dhcp-option-kinds.js';
import type { Ipv4 } from '../../src/core/ipv4.js';
import { formatIpv4Range, parseIpv4 } from '../../src/core/ipv4.js';
import type { Mac } from '../../src/core/mac.js';
import { parseMac } from '../../src/core/mac.js';
import type { ClientProfile } from '../../src/dhcp/policy.js';
import type { DhcpSubnet } from '../../src/dhcp/subnet.js';
import type { ClientGroup } from '../../src/exports/dhcp/groups.js';
import { type PlannedNetwork, planDhcp } from '../../src/exports/dhcp/plan.js';
import { dhcpConfiguration, findModel } from '../../src/serve/dhcp-policy.js';
import { INVENTORIES } from '../e2e/exported-inventories.js';
import { servedSiteOf, snapshotOf } from '../serve/snapshot-under-test.js';

const SERVER = parseIpv4('10.20.1.1') as Ipv4;
/** Of shipped models, and of none. */
const CLASSES = [undefined, 'Fanvil X5U', 'Cisco Systems, Inc. IP Phone CP-7942G', 'udhcp'];
const MACS = ['5c:fc:66:5d:4f:9a', '00:a8:59:db:04:62', '00:a8:59:db:04:63', '5c:fc:66:00:00:01']
  .concat(['00:a8:59:00:00:01', '02:00:00:00:00:01'])
  .map((text) => parseMac(text) as Mac);

/** By code: what is sent, and whether it is sent unasked. */
type Sent = Readonly<Record<number, string>>;

function sentByUs(profile: ClientProfile, { options }: DhcpSubnet): Sent {
  return Object.fromEntries(
    [...options, ...profile.options].map((value) => [
      value.code,
      word(encodeValue(value), profile.always.includes(value.code)),
    ]),
  );
}

/** Without what follows from the subnet and the lease, which no policy says. */
function sentByPlan({ common, told }: PlannedNetwork, group: ClientGroup): Sent {
  const said = [...common, ...(told.get(group) ?? [])];
  return Object.fromEntries(
    said
      .filter(({ value, place }) => place !== undefined || ![28, 58, 59].includes(value.code))
      .map(({ value, bytes, always }) => [value.code, word(bytes, always)]),
  );
}

function word(bytes: Uint8Array, always: boolean): string {
  return `${Buffer.from(bytes).toString('hex')}${always ? ' always' : ''}`;
}

describe.each(Object.entries(INVENTORIES))('the plan of %s', (_name, text) => {
  const { site, packs } = snapshotOf(text);
  const served = servedSiteOf(text);
  const { networks, groups } = planDhcp(site, [...packs.models.values()]);
  const placed = served.networks.map((network) => ({ network, serverAddress: SERVER }));
  const { policy, subnets } = dhcpConfiguration(served, placed);

  const groupOf = (mac: Mac, vendorClass: string | undefined) => {
    const own = groups.find(
      (each) => each.type === 'phones' && each.phones.some((phone) => phone.mac === mac),
    );
    const model = findModel(served.models, vendorClass, mac);
    return own ?? groups.find(({ name }) => name === (model?.id ?? 'others'));
  };

  const clients = MACS.flatMap((mac) => CLASSES.map((vendorClass) => ({ mac, vendorClass })));

  it.each(clients)('tells $mac, $vendorClass, what we tell it', ({ mac, vendorClass }) => {
    for (const [index, subnet] of subnets.entries()) {
      const planned = networks[index] as PlannedNetwork;
      const profile = policy.clientFor({ mac, vendorClass }, subnet);
      const group = groupOf(mac, vendorClass);
      const told = group && planned.told.has(group) ? sentByPlan(planned, group) : undefined;
      expect(told).toEqual(profile && sentByUs(profile, subnet));
    }
  });
});

describe('a pool', () => {
  const rangesOf = (pool: string, more: string) => {
    const text = `site: { timeZone: Europe/Moscow, servers: [10.20.1.1] }
network: { subnet: 10.20.1.0/24, pool: ${pool}, ${more} }`;
    const { site, packs } = snapshotOf(text);
    const [network] = planDhcp(site, [...packs.models.values()]).networks;
    return network?.ranges.map(formatIpv4Range);
  };

  it.each([
    ['10.20.1.10-10.20.1.20', 'router: 10.20.1.254', ['10.20.1.10-10.20.1.20']],
    ['10.20.1.10-10.20.1.20', 'router: 10.20.1.10', ['10.20.1.11-10.20.1.20']],
    ['10.20.1.10-10.20.1.20', 'router: 10.20.1.20', ['10.20.1.10-10.20.1.19']],
    [
      '10.20.1.10-10.20.1.20',
      'router: 10.20.1.12, tftp: [10.20.1.13, 10.20.1.15]',
      ['10.20.1.10-10.20.1.11', '10.20.1.14-10.20.1.14', '10.20.1.16-10.20.1.20'],
    ],
    ['10.20.1.0-10.20.1.3', 'router: 10.20.1.254', ['10.20.1.2-10.20.1.3']],
  ])('%s with %s is given out as %j', (pool, more, ranges) => {
    expect(rangesOf(pool, more)).toEqual(ranges);
  });
});
