// Two branches behind ISC's relay agent, with udhcpc and dhcpcd in them; and the look at who uses an address.

import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reasonToSkip } from '../e2e/programs.js';
import { SOAKING } from '../soak.js';
import { createNamespaces, type Namespaces, type Running } from './namespaces-under-test.js';

const HERE = dirname(fileURLToPath(import.meta.url));
const skipped = SOAKING
  ? reasonToSkip(['ip', 'udhcpc', 'dhcpcd', 'dhcrelay'], true)
  : 'at a desk test/e2e/boot.test.ts has clients of others on a wire';

const SERVER = '10.77.0.1';
const BRANCHES = [
  { net: '10.81.0', mac: '02:81:00:00:00:0a' },
  { net: '10.82.0', mac: '02:82:00:00:00:0b' },
] as const;

describe.skipIf(skipped !== undefined)('behind a relay agent', () => {
  let namespaces: Namespaces;
  let folder = '';
  let server: Running;
  let agent: Running;
  const at = (index: number) => namespaces.names[index] ?? '';
  const [SERVING, RELAYING, FIRST_BRANCH] = [0, 1, 2];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'offhook-relay-'));
    namespaces = await createNamespaces(['rs', 'rr', 'r0', 'r1']);
    await namespaces.join(
      { namespace: at(SERVING), device: 'lan', address: `${SERVER}/24` },
      { namespace: at(RELAYING), device: 'uplink', address: '10.77.0.2/24' },
    );
    for (const [index, { net, mac }] of BRANCHES.entries()) {
      await namespaces.join(
        { namespace: at(RELAYING), device: `down${index}`, address: `${net}.1/24` },
        { namespace: at(FIRST_BRANCH + index), device: `ohd${process.pid}b${index}`, mac },
      );
      const route = ['ip', 'route', 'add', `${net}.0/24`, 'via', '10.77.0.2'];
      await namespaces.inside(at(SERVING), route);
    }
    const forward = 'echo 1 > /proc/sys/net/ipv4/ip_forward';
    await namespaces.inside(at(RELAYING), ['sh', '-c', forward]);
    await startServer();
    agent = startAgent();
  });

  afterAll(async () => {
    await namespaces?.takeDown();
    await rm(folder, { recursive: true, force: true });
  });

  function startAgent(...further: readonly string[]): Running {
    const wires = ['-id', 'down0', '-id', 'down1', '-iu', 'uplink', ...further];
    return namespaces.start(at(RELAYING), [
      ...['dhcrelay', '-4', '-d', '--no-pid', '-a', ...wires, SERVER],
    ]);
  }

  /** The first branch has a pool, the second a reservation. */
  async function startServer(): Promise<void> {
    const subnets = [
      { subnet: '10.77.0.0/24', server: SERVER, pool: '10.77.0.50-10.77.0.59' },
      ...BRANCHES.map(({ net }) => ({
        subnet: `${net}.0/24`,
        server: SERVER,
        router: `${net}.1`,
        pool: `${net}.50-${net}.59`,
        relayed: true,
        checked: true,
      })),
    ];
    const phones = { [BRANCHES[1].mac]: '10.82.0.153' };
    const config = { journal: join(folder, 'leases'), subnets, phones, strangers: 'pooled' };
    await writeFile(join(folder, 'config.json'), JSON.stringify(config));
    const command = [process.execPath, join(HERE, 'namespace-server.mjs')];
    server = namespaces.start(at(SERVING), [...command, join(folder, 'config.json')]);
    await server.said('"ready":true');
  }

  async function script(name: string, text: string): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, `#!/bin/sh\n${text}\n`);
    await chmod(path, 0o755);
    return path;
  }

  it('udhcpc gets an address of its branch, and renews through the router', async () => {
    const path = await script(
      'udhcpc.sh',
      `[ -n "$ip" ] || exit 0
ip addr replace "$ip/24" dev "$interface"
ip route replace default via "$router"
echo "done $1 $ip $router $serverid"`,
    );
    const device = `ohd${process.pid}b0`;
    const client = namespaces.start(at(FIRST_BRANCH), [
      ...['udhcpc', '-f', '-n', '-i', device, '-t', '60', '-T', '1', '-s', path],
    ]);
    expect(await client.said('done bound')).toBe('done bound 10.81.0.50 10.81.0.1 10.77.0.1');
    client.child.kill('SIGUSR1');
    expect(await client.said('done renew')).toBe('done renew 10.81.0.50 10.81.0.1 10.77.0.1');
    await client.stop('SIGKILL');
  });

  it('dhcpcd gets the reservation of its branch, with the options of its class', async () => {
    const path = await script(
      'dhcpcd.sh',
      '[ "$reason" = BOUND ] && echo "done $new_ip_address $new_routers $new_tftp_server_name"\ntrue',
    );
    const conf = join(folder, 'dhcpcd.conf');
    await writeFile(conf, 'option routers, tftp_server_name\n');
    const device = `ohd${process.pid}b1`;
    const client = namespaces.start(at(FIRST_BRANCH + 1), [
      ...['dhcpcd', '-4', '-1', '-B', '-A', '-t', '0', '-f', conf, '-c', path, device],
    ]);
    expect(await client.said('done')).toBe('done 10.82.0.153 10.82.0.1 tftp.lab.example');
    await client.stop('SIGTERM');
    await rm(`/var/lib/dhcpcd/${device}.lease`, { force: true });
  });

  it('udhcpc gets an address of its branch where the agent speaks from its uplink', async () => {
    await agent.stop('SIGTERM');
    // RFC 3527: giaddr is the uplink's, on a network with a pool of its own, and link selection is the branch's.
    agent = startAgent('-U', 'uplink');
    const path = await script('linked.sh', '[ -z "$ip" ] || echo "done $1 $ip"');
    const client = namespaces.start(at(FIRST_BRANCH), [
      ...['udhcpc', '-f', '-q', '-n', '-i', `ohd${process.pid}b0`, '-t', '60', '-T', '1'],
      ...['-s', path],
    ]);
    expect(await client.said('done bound')).toBe('done bound 10.81.0.50');
    await client.stop('SIGKILL');
  });

  it('a stranger on an address is seen, and who is gone is not', async () => {
    const look = async (...addresses: readonly string[]) => {
      const command = [process.execPath, join(HERE, 'namespace-check.mjs'), SERVER];
      return JSON.parse(await namespaces.inside(at(SERVING), [...command, ...addresses]));
    };
    const show = ['ip', '-o', 'link', 'show', 'uplink'];
    const [, mac] = /ether (\S+)/.exec(await namespaces.inside(at(RELAYING), show)) ?? [];
    const change = (verb: string) => ['ip', 'addr', verb, '10.77.0.77/24', 'dev', 'uplink'];
    await namespaces.inside(at(RELAYING), change('add'));
    expect(await look('10.77.0.77', '10.77.0.78', '10.82.0.1')).toEqual([mac, 'nobody', 'unknown']);
    await namespaces.inside(at(RELAYING), change('del'));
    expect(await look('10.77.0.77')).toEqual(['nobody']);
  });
});
