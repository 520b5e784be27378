// `serve` on a machine with two wires and no default route: each way to open DHCP's sockets, what is on the
// wire already, and who serves in the end.

import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SOAKING } from '../soak.js';
import { CLIENT_INTERFACE, createLan, type Lan, SERVED_INTERFACE, type Where } from './lan.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const PHONE = '5c:fc:66:5d:4f:9a';
const GUEST = '02:00:00:00:00:99';
const OTHER_INTERFACE = 'eth0';
const MAX_ASKED = 3;
const network = (name: string, subnet: string, more = '') =>
  `{ interface: ${name}, subnet: ${subnet}.0/24, pool: ${subnet}.100-${subnet}.110${more} }`;
const inventory = (networks: string) => `site: { timeZone: Europe/Moscow }
${networks}
pbx: { main: { host: pbx.lab.example } }
lines: { "7001": { pbx: main, password: { file: secret } } }
phones:
  - { mac: "${PHONE}", model: cisco-7931g, address: 10.20.1.53, keys: { 1: { line: "7001" } } }
`;
const ONE = `network: ${network(SERVED_INTERFACE, '10.20.1')}`;
/** Our own server would answer whoever asks. */
const ANYBODY = `network: ${network(SERVED_INTERFACE, '10.20.1', ', clients: any')}`;
const COEXISTING = `network: ${network(SERVED_INTERFACE, '10.20.1', ', coexist: true')}`;
const BOTH = `networks:
  - ${network(SERVED_INTERFACE, '10.20.1', ', clients: any')}
  - ${network(OTHER_INTERFACE, '10.99.0', ', clients: any')}`;

const skipped = SOAKING
  ? reasonToSkip(['ip', 'udhcpc', 'dnsmasq', 'systemd-socket-activate', 'atftp'], true)
  : 'at a desk test/dhcp/link has the contract of each kind of socket';

describe.skipIf(skipped !== undefined)('serve', () => {
  let folder = '';
  let lan: Lan;
  const running: Running[] = [];
  const at = (name: string) => join(folder, name);
  const state = () => at('state/leases.jsonl');

  beforeAll(() => {
    lan = createLan();
    folder = mkdtempSync(join(tmpdir(), 'offhook-links-'));
    runProgram('chmod', ['755', folder]);
    writeFileSync(at('secret'), 'sesame\n', { mode: 0o644 });
  });
  afterEach(async () => {
    for (const each of running.splice(0).toReversed()) await each.end();
    rmSync(at('state'), { recursive: true, force: true });
  });
  afterAll(() => {
    lan?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const startIn = (namespace: string, ...command: string[]): Running => {
    const started = start('ip', ['netns', 'exec', namespace, ...command], folder);
    running.push(started);
    return started;
  };
  const serve = (networks: string, launcher: readonly string[], ...options: string[]): Running => {
    writeFileSync(at('offhook.yaml'), inventory(networks));
    const [node = '', ...before] = [...launcher, OFFHOOK, 'serve', '--state-dir', 'state'];
    return startIn(lan.server, node, ...before, '--verbose', '--no-watch', ...options);
  };
  /** The address that udhcpc got, if it got one. */
  function boot(mac: string, where: Where): string | undefined {
    lan.bePhone(mac, where);
    return lan.runUdhcpc(where)?.get('ip');
  }
  /** The same for one question, where no answer is expected. */
  function ask(mac: string, where: Where): string | undefined {
    lan.bePhone(mac, where);
    return lan.askOnce(where)?.get('ip');
  }
  /** Requests of `mac` that the server has noted, once it has noted what came after them. */
  async function heardFrom(server: Running, mac: string): Promise<number> {
    const seen = requests(server, GUEST);
    // One question may be lost: its interface has just been given another address.
    for (let asked = 0; asked < MAX_ASKED && ask(GUEST, 'client') === undefined; ) asked += 1;
    await server.waitFor(new RegExp(`(?:${GUEST}[^]*){${seen + 1}}`));
    return requests(server, mac);
  }
  /** How often it said the word: that of a phone, once for each request. */
  const requests = (server: Running, word: string) => server.output().split(word).length - 1;
  const ended = (server: Running) =>
    new Promise<number | null>((resolve) => server.child.once('close', resolve));

  const NODE = process.execPath;
  const PLAIN = [NODE, '--no-addons'];
  /** Looks for other servers at each SIGUSR2. */
  const LOOKING = [NODE, '--import', join(import.meta.dirname, 'quarter-hours.mjs')];
  const inherit = (...devices: string[]) => [
    NODE,
    join(import.meta.dirname, 'inherit-sockets.mjs'),
    ...devices,
    '--',
    NODE,
  ];
  const LINKS = [
    {
      name: 'a socket on each interface',
      launcher: () => [NODE],
      knowsWires: true,
    },
    {
      name: 'sockets bound by systemd',
      launcher: inherit,
      knowsWires: true,
    },
    { name: 'one socket for all interfaces', launcher: () => PLAIN, knowsWires: false },
  ];

  describe.each(LINKS)('with $name', ({ name, launcher, knowsWires }) => {
    it('answers on the interface that it serves, and there alone', async () => {
      const server = serve(ONE, launcher(SERVED_INTERFACE), '--no-dhcp-search');
      await server.waitFor(/DHCP {2}10\.20\.1\.1:67/);
      expect(server.output()).toContain(`"backend":"${name}"`);
      expect(server.output()).toMatch(/"receiveBufferBytes":\d{6,}/);
      expect(server.output().includes('cannot tell on which interface')).toBe(!knowsWires);
      expect(boot(PHONE, 'client')).toBe('10.20.1.53');
      const before = await heardFrom(server, PHONE);
      expect(before).toBeGreaterThanOrEqual(2);
      expect(ask(PHONE, 'stranger')).toBeUndefined();
      expect((await heardFrom(server, PHONE)) > before).toBe(!knowsWires);
    });

    it('gives each wire its own addresses where it serves both', async () => {
      const both = launcher(SERVED_INTERFACE, OTHER_INTERFACE);
      const server = serve(BOTH, both, '--no-dhcp-search');
      await server.waitFor(/DHCP {2}10\.20\.1\.1:67, 10\.99\.0\.1:67/);
      const question = knowsWires ? boot : ask;
      const got = [question(GUEST, 'client'), question(GUEST, 'stranger')];
      const pools = [/^10\.20\.1\.1\d\d$/, /^10\.99\.0\.1\d\d$/];
      if (knowsWires) for (const [index, pool] of pools.entries()) expect(got[index]).toMatch(pool);
      else expect(got).toEqual([undefined, undefined]);
      expect(boot(PHONE, 'client')).toBe('10.20.1.53');
    });
  });

  it('takes its sockets from systemd when the first phone asks, TFTP among them', async () => {
    const sockets = ['-d', '-l', '0.0.0.0:67', '-l', '0.0.0.0:69', '--fdname=dhcp-eth1:tftp'];
    const server = serve(ONE, ['systemd-socket-activate', ...sockets, NODE], '--no-dhcp-search');
    await server.waitFor(/Listening on 0\.0\.0\.0:69/);
    // Its first question starts the server.
    ask(PHONE, 'client');
    await server.waitFor(/DHCP {2}10\.20\.1\.1:67/);
    expect(server.output()).toContain('"backend":"sockets bound by systemd"');
    expect(boot(PHONE, 'client')).toBe('10.20.1.53');
    runProgram('ip', [
      '-n',
      lan.client,
      'address',
      'add',
      '10.20.1.53/24',
      'dev',
      CLIENT_INTERFACE,
    ]);
    const fetch = [
      'atftp',
      '-g',
      '-r',
      'SEP5CFC665D4F9A.cnf.xml',
      '-l',
      at('fetched'),
      '10.20.1.1',
    ];
    runProgram('ip', ['netns', 'exec', lan.client, ...fetch]);
    expect(readFileSync(at('fetched'), 'utf8')).toContain('<device>');
  });

  it('says which unit is missing where systemd passed a socket for another interface', async () => {
    const server = serve(ONE, inherit(OTHER_INTERFACE), '--no-dhcp-search');
    expect(await ended(server)).toBe(69);
    expect(server.output()).toContain('enable offhook-dhcp-eth1.socket');
  });

  describe('beside another DHCP server', () => {
    const FOUND = /another DHCP server answers on eth1: 10\.20\.1\.200/;
    const startDnsmasq = async (namespace: string, address: string, ...more: string[]) => {
      const device = namespace === lan.server ? SERVED_INTERFACE : CLIENT_INTERFACE;
      lan.bePhone(GUEST);
      runProgram('ip', [
        '-n',
        lan.client,
        'address',
        'add',
        '10.20.1.200/24',
        'dev',
        CLIENT_INTERFACE,
      ]);
      const files = ['--conf-file=/dev/null', `--dhcp-leasefile=${at('dnsmasq.leases')}`];
      const range = `--dhcp-range=${address}0,${address}9,1h`;
      const quiet = ['--no-daemon', '--port=0', `--interface=${device}`, ...files, range, ...more];
      await startIn(namespace, 'dnsmasq', ...quiet).waitFor(/DHCP, IP range/);
    };

    it('does not start, and says who it is', async () => {
      await startDnsmasq(lan.client, '10.20.1.21');
      const server = serve(ONE, [NODE]);
      expect(await ended(server)).toBe(69);
      expect(server.output()).toMatch(FOUND);
      expect(server.output()).toMatch(/faster.*coexist: true.*--dhcp off/);
      expect(existsSync(`${state()}.lock`)).toBe(false);
    });

    it('says what it offers, where it does so in time', async () => {
      await startDnsmasq(lan.client, '10.20.1.21', '--no-ping');
      const server = serve(ONE, [NODE]);
      expect(await ended(server)).toBe(69);
      expect(server.output()).toMatch(/10\.20\.1\.200 \(it offers 10\.20\.1\.21\d\)/);
    });

    it('starts where the inventory knows of it, and says so', async () => {
      await startDnsmasq(lan.client, '10.20.1.21');
      const server = serve(COEXISTING, [NODE]);
      await server.waitFor(/DHCP {2}10\.20\.1\.1:67/);
      expect(server.output()).toMatch(FOUND);
    });

    it('tells of one that came later, and never of itself', async () => {
      const server = serve(ANYBODY, LOOKING);
      await server.waitFor(/DHCP {2}10\.20\.1\.1:67/);
      await startDnsmasq(lan.client, '10.20.1.21');
      const before = requests(server, 'dhcp DISCOVER');
      server.child.kill('SIGUSR2');
      const [, servers] = await server.waitFor(/another DHCP server answers here: ([\d., ]+)/);
      expect(servers).toBe('10.20.1.200');
      const status = runProgram(NODE, [OFFHOOK, 'status', '--state-dir', at('state')]);
      expect(status).toContain('another DHCP server answers here: 10.20.1.200\n');
      expect(await server.end()).toBe(0);
      // What it asked reached it as well.
      expect(requests(server, 'dhcp DISCOVER')).toBe(before);
    });

    it('says once that as a user without rights it cannot look', async () => {
      const server = serve(ANYBODY, LOOKING, '--user', 'nobody');
      await server.waitFor(/DHCP {2}10\.20\.1\.1:67/);
      expect(server.output()).not.toContain('cannot look');
      server.child.kill('SIGUSR2');
      await server.waitFor(/cannot look for other DHCP servers: UDP port 68/);
      server.child.kill('SIGUSR2');
      // By then the second look has been refused.
      expect(boot(GUEST, 'client')).toMatch(/^10\.20\.1\.1\d\d$/);
      // Nothing of what it said is under way any more.
      expect(await server.end()).toBe(0);
      expect(requests(server, 'cannot look')).toBe(1);
    });

    it('does not start beside one of this machine, whatever it shares', async () => {
      await startDnsmasq(lan.server, '10.20.1.21');
      for (const launcher of [[NODE], PLAIN]) {
        const server = serve(ONE, launcher, '--no-dhcp-search');
        expect(await ended(server)).toBe(69);
        expect(server.output()).toMatch(/cannot listen on UDP 0\.0\.0\.0(%eth1)?:67 for DHCP/);
      }
    });
  });

  it('starts on a wire without another server, having looked', async () => {
    const server = serve(ONE, [NODE]);
    await server.waitFor(/DHCP {2}10\.20\.1\.1:67/);
    expect(server.output()).not.toContain('another DHCP server');
    expect(boot(PHONE, 'client')).toBe('10.20.1.53');
  });

  it('in a dry run says what it would answer, and does nothing', async () => {
    const server = serve(ONE, [NODE], '--dry-run');
    await server.waitFor(/DHCP {2}10\.20\.1\.1:67, dry run/);
    expect(ask(PHONE, 'client')).toBeUndefined();
    await server.waitFor(/dhcp DISCOVER would get OFFER/);
    const [line = ''] = await server.waitFor(/\{.*a DHCP reply was not sent"\}/);
    expect(JSON.parse(line)).toMatchObject({
      to: '255.255.255.255:68',
      address: '10.20.1.53',
      options: { 54: '10.20.1.1', 66: '10.20.1.1', 150: '10.20.1.1' },
    });
    expect(existsSync(at('state'))).toBe(false);
  });

  it('serves as the user that root names, with leases and all', async () => {
    const server = serve(ONE, [NODE], '--no-dhcp-search', '--user', 'nobody');
    await server.waitFor(/DHCP {2}10\.20\.1\.1:67/);
    const { uid } = JSON.parse(/\{.*runs without root.*\}/.exec(server.output())?.[0] ?? '{}');
    expect(uid).toBeGreaterThan(0);
    expect(boot(PHONE, 'client')).toBe('10.20.1.53');
    for (const path of [at('state'), state()]) expect(statSync(path).uid).toBe(uid);
    expect(readFileSync(state(), 'utf8')).toContain(PHONE);
    expect(await server.end()).toBe(0);
    expect(existsSync(`${state()}.lock`)).toBe(false);
  });
});
