import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { formatIpv4 } from '../../../src/core/ipv4.js';
import {
  findServed,
  judgeAnnouncement,
  judgeNetwork,
} from '../../../src/serve/doctor/judge-networks.js';
import { localAddresses, type Seen } from '../../../src/serve/seen-interfaces.js';
import { snapshotOf } from '../snapshot-under-test.js';

const has = (address: string): NetworkInterfaceInfo => ({
  address,
  netmask: '255.255.255.0',
  family: 'IPv4',
  mac: '02:00:00:00:00:01',
  internal: false,
  cidr: `${address}/24`,
});
const ADDRESSES = localAddresses({
  lo: [has('127.0.0.1')],
  eth0: [has('192.168.7.2')],
  eth1: [has('10.20.1.1'), has('10.20.1.120')],
});
const SEEN: Seen = { addresses: ADDRESSES };

const networksOf = (...networks: string[]) =>
  snapshotOf(`networks: [${networks.map((each) => `{ ${each} }`).join(', ')}]`).site.networks;
const judge = (network: string) => networksOf(network).flatMap((each) => judgeNetwork(each, SEEN));

describe('a network', () => {
  it.each([
    ['subnet: 10.20.1.0/24', ['ok'], /^10\.20\.1\.0\/24 is on eth1.*10\.20\.1\.1$/],
    ['subnet: 10.20.1.0/24, interface: eth1', ['ok'], /eth1/],
    [
      'subnet: 10.20.1.0/24, interface: eth0',
      ['problem'],
      /^interface eth0 has no address in 10\./,
    ],
    ['subnet: 10.20.2.0/24', ['problem'], /^this machine has no address in 10\.20\.2\.0\/24/],
    ['subnet: 10.20.1.0/24, server: 10.20.1.9', ['problem'], /no address/],
    ['subnet: 10.20.1.0/24, server: 10.20.1.120', ['ok'], /10\.20\.1\.120$/],
    ['subnet: 192.168.7.0/24, relay: true', ['ok'], /behind a relay agent$/],
    ['subnet: 10.30.0.0/24, relay: true, server: 192.168.7.2', ['ok'], /behind a relay agent$/],
    ['subnet: 10.30.0.0/24, relay: true, server: 192.168.7.9', ['problem'], /asks 192\.168\.7\.9/],
    ['subnet: 10.20.1.0/24, pool: 10.20.1.2-10.20.1.119', ['ok'], /eth1/],
    ['subnet: 10.20.1.0/24, pool: 10.20.1.100-10.20.1.120', ['ok', 'problem'], /eth1/],
    ['subnet: 10.20.1.0/24, pool: 10.20.1.1-10.20.1.50', ['ok', 'warning'], /eth1/],
    ['subnet: 10.20.1.0/24, pool: 10.20.1.1-10.20.1.250', ['ok', 'warning', 'problem'], /eth1/],
  ])('{ %s } is %j', (network, statuses, seen) => {
    const checks = judge(network);
    expect(checks.map(({ status }) => status)).toEqual(statuses);
    expect(checks[0]?.seen).toMatch(seen);
    expect(checks.every(({ subject }) => subject === 'network')).toBe(true);
  });

  it('says whose address is in its pool', () => {
    expect(judge('subnet: 10.20.1.0/24, pool: 10.20.1.100-10.20.1.199')[1]).toEqual({
      subject: 'network',
      status: 'problem',
      seen: 'the pool 10.20.1.100-10.20.1.199 contains 10.20.1.120, which is ours (eth1)',
      todo: 'choose a pool without it',
    });
  });
});

describe('the networks that can be served', () => {
  it('are those that this machine has an address for', () => {
    const served = findServed(
      networksOf(
        'subnet: 10.20.1.0/24',
        'subnet: 10.66.0.0/24',
        'subnet: 192.168.7.0/24, relay: true',
        'subnet: 10.31.0.0/24, relay: true, server: 192.168.7.2',
        'subnet: 10.32.0.0/24, relay: true, server: 192.168.7.9',
      ),
      SEEN,
    );
    expect(served.map(({ serverAddress, device }) => [formatIpv4(serverAddress), device])).toEqual([
      ['10.20.1.1', 'eth1'],
      ['192.168.7.2', undefined],
    ]);
  });
});

describe('an address that phones are told', () => {
  it.each([
    ['10.20.1.1', '0.0.0.0', ['ok']],
    ['10.20.1.1', '::', ['ok']],
    ['10.20.1.1', '10.20.1.1', ['ok']],
    ['10.20.1.1', '127.0.0.1', ['problem']],
    ['10.20.1.9', '0.0.0.0', ['warning']],
    ['tftp.lab.example', '0.0.0.0', []],
  ])('%s, while files are served on %s: %j', (host, serving, statuses) => {
    const checks = judgeAnnouncement({ host, field: 'site.servers' }, serving, ADDRESSES);
    expect(checks.map(({ status }) => status)).toEqual(statuses);
    for (const { seen } of checks) expect(seen).toContain(`site.servers sends phones to ${host}`);
  });
});
