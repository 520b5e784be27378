// Foreign clients against the built server over real wires: two interfaces, no default route.

import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readJournalContent } from '../../src/dhcp/journal/journal-reader.js';
import { reasonToSkip } from '../e2e/programs.js';
import { SOAKING } from '../soak.js';
import {
  CLIENT_MACS,
  createWires,
  type Running,
  SERVER_ADDRESSES,
  type Wires,
} from './namespaces-under-test.js';

const HOSTILE = 30_000;
const HERE = dirname(fileURLToPath(import.meta.url));
const skipped = SOAKING
  ? reasonToSkip(['ip', 'udhcpc', 'dhclient'], true)
  : 'at a desk test/e2e/boot.test.ts has clients of others on a wire';

/** What the clients must get: the reservation, 66 and 150 as the clients write them. */
const LEASES = [
  { address: '10.77.0.153', servers: ['10.77.0.1', '10.99.0.9'] },
  { address: '10.78.0.153', servers: ['10.78.0.1', '10.99.0.9'] },
] as const;

describe.skipIf(skipped !== undefined)('over real wires', () => {
  let wires: Wires;
  let folder = '';
  let server: Running;

  const startServer = async (): Promise<Running> => {
    const started = wires.start(wires.server, [
      process.execPath,
      join(HERE, 'namespace-server.mjs'),
      join(folder, 'config.json'),
    ]);
    await started.said('"ready":true');
    return started;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'offhook-dhcp-'));
    wires = await createWires();
    const subnets = SERVER_ADDRESSES.map((address) => ({
      subnet: address.replace(/1$/, '0/24'),
      server: address,
    }));
    const phones = Object.fromEntries(
      LEASES.map(({ address }, index) => [CLIENT_MACS[index], address]),
    );
    const config = { journal: join(folder, 'leases.jsonl'), subnets, phones };
    await writeFile(join(folder, 'config.json'), JSON.stringify(config));
    server = await startServer();
  });

  afterAll(async () => {
    await wires?.takeDown();
    await rm(folder, { recursive: true, force: true });
  });

  /** A script that clients call with what they got; it configures the address like the usual ones. */
  async function createScript(
    name: string,
    address: string,
  ): Promise<{ path: string; got: string }> {
    const [path, got] = [join(folder, `${name}.sh`), join(folder, `${name}.env`)];
    const text = `#!/bin/sh
if [ -n "${address}" ]; then
  ip addr replace "${address}/24" dev "$interface"
  env > "${got}"
  echo "done $reason$1"
fi
`;
    await writeFile(path, text);
    await chmod(path, 0o755);
    return { path, got };
  }

  async function environment(path: string): Promise<Readonly<Record<string, string>>> {
    const lines = (await readFile(path, 'utf8')).split('\n');
    return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s, 2)));
  }

  const flush = (index: 0 | 1) =>
    wires.inside(wires.clients[index], ['ip', 'addr', 'flush', 'dev', 'wire']);

  async function startUdhcpc(
    index: 0 | 1,
    ...further: readonly string[]
  ): Promise<Running & { got: string }> {
    await flush(index);
    const { path, got } = await createScript(`udhcpc${index}`, '$ip');
    const command = ['udhcpc', '-f', '-n', '-i', 'wire', '-t', '60', '-T', '1', '-s', path];
    const options = ['-O', 'tftp', '-O', '150', '-V', 'Cisco Systems, Inc. IP Phone CP-7931G'];
    return { ...wires.start(wires.clients[index], [...command, ...options, ...further]), got };
  }

  async function startDhclient(index: 0 | 1): Promise<Running & { got: string }> {
    await flush(index);
    const { path, got } = await createScript(`dhclient${index}`, '$new_ip_address');
    const conf = join(folder, `dhclient${index}.conf`);
    await writeFile(
      conf,
      `option tftp-list code 150 = array of ip-address;
request subnet-mask, routers, domain-name, tftp-server-name, tftp-list;
send dhcp-client-identifier "phone ${index}";
timeout 200;
`,
    );
    const files = ['-cf', conf, '-lf', `${conf}.leases`, '-pf', `${conf}.pid`, '-sf', path];
    await writeFile(`${conf}.leases`, '');
    return {
      ...wires.start(wires.clients[index], ['dhclient', '-4', '-d', '-1', ...files, 'wire']),
      got,
    };
  }

  it.each([0, 1] as const)(
    'udhcpc on wire %i gets its reservation with 66 and 150',
    async (index) => {
      const client = await startUdhcpc(index, '-q');
      await client.said('done');
      const { address, servers } = LEASES[index];
      expect(await environment(client.got)).toMatchObject({
        ip: address,
        serverid: SERVER_ADDRESSES[index],
        router: SERVER_ADDRESSES[index],
        subnet: '255.255.255.0',
        lease: '3600',
        tftp: 'tftp.lab.example',
        opt150: servers.map(hexOf).join(''),
      });
      await client.stop('SIGKILL');
    },
  );

  it.each([0, 1] as const)(
    'dhclient on wire %i gets its reservation with 66 and 150',
    async (index) => {
      const client = await startDhclient(index);
      await client.said('done BOUND');
      const { address, servers } = LEASES[index];
      expect(await environment(client.got)).toMatchObject({
        new_ip_address: address,
        new_dhcp_server_identifier: SERVER_ADDRESSES[index],
        new_routers: SERVER_ADDRESSES[index],
        new_domain_name: 'lab.example',
        new_dhcp_lease_time: '3600',
        new_tftp_server_name: 'tftp.lab.example',
        new_tftp_list: servers.join(' '),
      });
      await client.stop('SIGKILL');
    },
  );

  it('renews to our own address, and takes the lease back', async () => {
    const client = await startUdhcpc(0);
    await client.said('done');
    client.child.kill('SIGUSR1');
    await client.said('done renew');
    client.child.kill('SIGUSR2');
    const released = await server.said('"released"');
    expect(JSON.parse(released)).toMatchObject({
      exchange: { mac: CLIENT_MACS[0], type: 'RELEASE', why: 'released' },
    });
    await client.stop('SIGKILL');
  });

  it('knows its leases after it was killed', async () => {
    const client = await startUdhcpc(0, '-q');
    await client.said('done');
    await client.stop('SIGKILL');
    await server.stop('SIGKILL');
    const { lines } = readJournalContent(await readFile(join(folder, 'leases.jsonl')));
    const held = [...lines.values()]
      .filter(({ lease: { state } }) => state === 'bound')
      .map(({ lease: { mac } }) => mac);
    expect(held.toSorted()).toEqual([...CLIENT_MACS]);
    server = await startServer();
    expect(JSON.parse(await server.said('DHCP is ready'))).toMatchObject({ leases: 2 });
  });

  it('leaves strangers alone', async () => {
    await wires.inside(wires.clients[1], [
      'ip',
      'link',
      'set',
      'wire',
      'address',
      '0e:00:00:00:00:99',
    ]);
    const client = await startUdhcpc(1, '-q');
    const heard = await server.said('"unknown-client"');
    expect(JSON.parse(heard)).toMatchObject({
      exchange: { mac: '0e:00:00:00:00:99', type: 'DISCOVER' },
    });
    await client.stop('SIGKILL');
    await wires.inside(wires.clients[1], ['ip', 'link', 'set', 'wire', 'address', CLIENT_MACS[1]]);
  });

  it(`serves on after ${HOSTILE} hostile packets`, async () => {
    await flush(0);
    await wires.inside(wires.clients[0], ['ip', 'addr', 'add', '10.77.0.200/24', 'dev', 'wire']);
    const command = [
      process.execPath,
      join(HERE, 'namespace-hostile.mjs'),
      SERVER_ADDRESSES[0],
      `${HOSTILE}`,
      '77',
    ];
    await wires.inside(wires.clients[0], command);
    server.child.kill('SIGUSR2');
    const { stats } = JSON.parse(await server.said('"stats"'));
    const faults = Object.values<number>(stats.faults).reduce((a, b) => a + b, 0);
    expect(faults).toBeGreaterThan(HOSTILE / 6);
    const client = await startUdhcpc(0, '-q');
    await client.said('done');
    await client.stop('SIGKILL');
  });

  it('ends when it is told to, and leaves no lock behind', async () => {
    await server.stop('SIGTERM');
    expect(server.child.exitCode).toBe(0);
    expect(existsSync(join(folder, 'leases.jsonl.lock'))).toBe(false);
  });
});

function hexOf(address: string): string {
  return address
    .split('.')
    .map((octet) => Number(octet).toString(16).padStart(2, '0'))
    .join('');
}
