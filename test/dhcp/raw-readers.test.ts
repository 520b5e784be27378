// Clients that read the wire itself, over a virtual one: a bridge, with the built server on one of its ports.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { reasonToSkip } from '../e2e/programs.js';
import { SOAKING } from '../soak.js';
import { createNamespaces, type Namespaces, type Running } from './namespaces-under-test.js';

const HERE = dirname(fileURLToPath(import.meta.url));
const skipped = SOAKING
  ? reasonToSkip(['ip', 'udhcpc', 'dhclient', 'dhcrelay', 'setpriv', 'sysctl'], true)
  : 'at a desk test/e2e/boot.test.ts has clients of others on a wire';

const SERVER = '10.77.0.1';
const RELAY = '10.77.0.2';
const BRANCH = '10.81.0.1';
const PROGRAMS_OF_A_KIND = 30;
/** They ask in one turn: one message would hold the replies to several. */
const RAW_CLIENTS = 500;
/** An Ethernet header, and what the wire carries behind it. */
const MAX_FRAME = 14 + 1500;

describe.skipIf(skipped !== undefined)(
  'clients that read the wire itself',
  { timeout: 240_000 },
  () => {
    let namespaces: Namespaces;
    let folder = '';
    let serving: readonly string[] = [];
    let server: Running;
    const at = (index: number) => namespaces.names[index] ?? '';
    const [SERVING, BRIDGE, RELAYING, BRANCHING] = [0, 1, 2, 3];

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'offhook-raw-'));
      namespaces = await createNamespaces(['ws', 'wb', 'wr', 'wc']);
      await namespaces.inside(at(BRIDGE), ['ip', 'link', 'add', 'br0', 'type', 'bridge']);
      await namespaces.inside(at(BRIDGE), ['ip', 'link', 'set', 'br0', 'up']);
      await namespaces.join(
        { namespace: at(SERVING), device: 'lan', address: `${SERVER}/16` },
        { namespace: at(BRIDGE), device: 'uplink' },
      );
      await namespaces.inside(at(BRIDGE), ['ip', 'link', 'set', 'uplink', 'master', 'br0']);
      const subnets = [
        { subnet: '10.77.0.0/16', server: SERVER, pool: '10.77.1.0-10.77.8.255' },
        { subnet: '10.81.0.0/16', server: SERVER, pool: '10.81.1.0-10.81.8.255', relayed: true },
      ];
      const config = { journal: join(folder, 'leases'), subnets, phones: {}, strangers: 'pooled' };
      await writeFile(join(folder, 'config.json'), JSON.stringify({ ...config, quiet: true }));
      const command = [process.execPath, join(HERE, 'namespace-server.mjs')];
      serving = [...command, join(folder, 'config.json')];
      server = await startServer();
    });

    async function startServer(...launcher: readonly string[]): Promise<Running> {
      const started = namespaces.start(at(SERVING), [...launcher, ...serving]);
      expect(await started.said('"backend"')).toContain('a socket on each interface');
      await started.said('"ready":true');
      return started;
    }

    afterAll(async () => {
      await namespaces?.takeDown();
      await rm(folder, { recursive: true, force: true });
    });

    const startRaw = (namespace: number, device: string, count: number, hears = ''): Running =>
      namespaces.start(at(namespace), [
        process.execPath,
        join(HERE, 'raw-clients.mjs'),
        device,
        `${count}`,
        hears,
      ]);
    const outcomeOf = async (raw: Running) => JSON.parse(await raw.said('"bound"'));

    it('are answered on their wire if they hear unicast, wherever a route leads', async () => {
      const routes = [
        ['link', 'add', 'aside', 'type', 'bridge'],
        ['link', 'set', 'aside', 'up'],
        ['route', 'add', '10.77.1.0/29', 'dev', 'aside'],
        ['route', 'add', '10.77.1.8/29', 'via', RELAY, 'dev', 'lan', 'onlink'],
      ];
      for (const route of routes) await namespaces.inside(at(SERVING), ['ip', ...route]);
      onTestFinished(async () => {
        await namespaces.inside(at(SERVING), ['ip', 'link', 'delete', 'aside']);
        await namespaces.inside(at(SERVING), ['ip', 'route', 'delete', '10.77.1.8/29']);
      });
      // The first addresses of the pool, which the first clients get, and keep.
      const { addresses, broadcasts } = await outcomeOf(startRaw(BRIDGE, 'br0', 20, 'unicast'));
      expect([addresses.length, broadcasts]).toEqual([20, 0]);
    });

    it('are answered at their hardware address if they hear unicast, and for a second are neighbours', async () => {
      // The kernel forgets them by itself, too, if it may.
      const patient = 'net.ipv4.neigh.lan.delay_first_probe_time=600';
      await namespaces.inside(at(SERVING), ['sysctl', '-qw', patient]);
      const raw = startRaw(BRIDGE, 'br0', 20, 'unicast');
      const { addresses, frames, broadcasts, strays } = await outcomeOf(raw);
      expect(addresses).toHaveLength(20);
      expect(frames).toBeGreaterThanOrEqual(40);
      expect([broadcasts, strays]).toEqual([0, 0]);
      const neighbours = () => namespaces.inside(at(SERVING), ['ip', 'neighbour']);
      await expect.poll(neighbours, { interval: 200 }).not.toMatch(/lladdr 02:00:00:09/);
    });

    it(`are bound, ${PROGRAMS_OF_A_KIND} udhcpc and ${PROGRAMS_OF_A_KIND} dhclient at once`, async () => {
      const kinds = ['udhcpc', 'dhclient'] as const;
      const devices = kinds.flatMap((kind) =>
        Array.from({ length: PROGRAMS_OF_A_KIND }, (_, n) => ({ kind, device: `${kind}${n}` })),
      );
      await makePorts(devices.map(({ device }) => device));
      const script = join(folder, 'tell.sh');
      // What both call it with: udhcpc an argument and $ip, dhclient $reason and $new_ip_address.
      const text =
        '#!/bin/sh\ncase "$1$reason" in bound|BOUND) echo "got $ip$new_ip_address";; esac\n';
      await writeFile(script, text, { mode: 0o755 });
      await writeFile(
        join(folder, 'dhclient.conf'),
        'timeout 200;\ninitial-delay 0;\ninitial-interval 2;\n',
      );
      const capture = startRaw(BRIDGE, 'uplink', 0);
      await capture.said('looking');
      const clients = devices.map(({ kind, device }) =>
        namespaces.start(at(BRIDGE), kind === 'udhcpc' ? udhcpc(device) : dhclient(device)),
      );
      const got = await Promise.all(clients.map((client) => client.said('got 10.77.')));
      expect(new Set(got).size).toBe(devices.length);
      await capture.stop('SIGTERM');
      const { longestFrame, frames, broadcasts, strays } = await outcomeOf(capture);
      expect(frames).toBeGreaterThanOrEqual(2 * devices.length);
      // Both hear unicast, each at its own hardware address.
      expect([broadcasts, strays]).toEqual([0, 0]);
      expect(longestFrame).toBeLessThanOrEqual(MAX_FRAME);

      function udhcpc(device: string): readonly string[] {
        return ['udhcpc', '-f', '-q', '-i', device, '-t', '10', '-T', '3', '-s', script];
      }
      function dhclient(device: string): readonly string[] {
        const files = [
          '-lf',
          join(folder, `${device}.leases`),
          '-pf',
          join(folder, `${device}.pid`),
        ];
        const settings = ['-cf', join(folder, 'dhclient.conf'), '-sf', script];
        return ['dhclient', '-4', '-d', '-1', ...settings, ...files, device];
      }
    });

    /** Interfaces of their own, each on a port of the bridge. */
    async function makePorts(devices: readonly string[]): Promise<void> {
      const lines = devices.flatMap((device, n) => [
        `link add ${device} type veth peer name port${n}`,
        `link set port${n} master br0 up`,
        `link set ${device} up`,
      ]);
      const batch = join(folder, 'ports');
      await writeFile(batch, `${lines.join('\n')}\n`);
      await namespaces.inside(at(BRIDGE), ['ip', '-batch', batch]);
    }

    it(`are bound, ${RAW_CLIENTS} at once, each by one address and from frames that the wire carries`, async () => {
      const raw = startRaw(BRIDGE, 'br0', RAW_CLIENTS);
      const { addresses, longestFrame } = await outcomeOf(raw);
      expect(addresses).toHaveLength(RAW_CLIENTS);
      expect(longestFrame).toBeLessThanOrEqual(MAX_FRAME);
    });

    it('are bound behind a relay agent that reads the wire, 500 at once', async () => {
      await namespaces.join(
        { namespace: at(RELAYING), device: 'north', address: `${RELAY}/16` },
        { namespace: at(BRIDGE), device: 'relay' },
      );
      await namespaces.inside(at(BRIDGE), ['ip', 'link', 'set', 'relay', 'master', 'br0']);
      await namespaces.join(
        { namespace: at(RELAYING), device: 'south', address: `${BRANCH}/16` },
        { namespace: at(BRANCHING), device: 'wire' },
      );
      const route = ['ip', 'route', 'add', '10.81.0.0/16', 'via', RELAY];
      await namespaces.inside(at(SERVING), route);
      const interfaces = ['-id', 'south', '-iu', 'north'];
      namespaces.start(at(RELAYING), ['dhcrelay', '-4', '-d', '--no-pid', ...interfaces, SERVER]);
      const capture = startRaw(BRIDGE, 'relay', 0);
      await capture.said('looking');
      const { addresses } = await outcomeOf(startRaw(BRANCHING, 'wire', 500));
      expect(addresses).toHaveLength(500);
      await capture.stop('SIGTERM');
      expect((await outcomeOf(capture)).longestFrame).toBeLessThanOrEqual(MAX_FRAME);
    });

    it('are answered by broadcast where the ARP table may not be changed', async () => {
      await server.stop('SIGTERM');
      const without = await startServer('setpriv', '--bounding-set=-net_admin', '--');
      const raw = startRaw(BRIDGE, 'br0', 20, 'unicast');
      const { addresses, frames, broadcasts } = await outcomeOf(raw);
      expect(addresses).toHaveLength(20);
      expect(broadcasts).toBe(frames);
      expect(without.lines.filter((line) => line.includes('CAP_NET_ADMIN'))).toHaveLength(1);
    });
  },
);
