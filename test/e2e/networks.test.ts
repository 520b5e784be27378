// `serve` while its networks come and go: interfaces made anew, cables, addresses, and reloads that name others.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SOAKING } from '../soak.js';
import { CLIENT_INTERFACE, createLan, type Lan, SERVED_INTERFACE, type Where } from './lan.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const PHONE = '5c:fc:66:5d:4f:9a';
const GUEST = '02:00:00:00:00:99';
const OTHER_INTERFACE = 'eth0';
/** Of a network that is served all the same; one that waits for a down interface has words of its own. */
const ASLEEP = 'the interface is down, or its cable is out';
const network = (name: string, subnet: string, more = '') =>
  `  - { interface: ${name}, subnet: ${subnet}.0/24, pool: ${subnet}.100-${subnet}.110, clients: any${more} }\n`;
const ONE = network(SERVED_INTERFACE, '10.20.1');
const OTHER = network(OTHER_INTERFACE, '10.99.0');
const phone = (address?: string) => `pbx: { main: { host: pbx.lab.example } }
lines: { "7001": { pbx: main, password: { file: secret } } }
phones:
  - { mac: "${PHONE}", model: cisco-7931g,${address ? ` address: ${address},` : ''} keys: { 1: { line: "7001" } } }
`;

const skipped = SOAKING
  ? reasonToSkip(['ip', 'udhcpc'], true)
  : 'at a desk test/serve/local-address.test.ts has what keeps a network waiting';

describe.skipIf(skipped !== undefined)('serve, and its networks', () => {
  let folder = '';
  let lan: Lan;
  let server: Running;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-networks-'));
    writeFileSync(join(folder, 'secret'), 'sesame\n');
  });
  afterEach(async () => {
    await server?.end();
    lan?.remove();
    rmSync(join(folder, 'state'), { recursive: true, force: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const writeInventory = (networks: string, more = '') =>
    writeFileSync(
      join(folder, 'offhook.yaml'),
      `site: { timeZone: Europe/Moscow }\n${networks === '' ? '' : `networks:\n${networks}`}${more}`,
    );
  async function serve(networks: string, more = ''): Promise<void> {
    writeInventory(networks, more);
    const alone = ['--no-dhcp-search', '--no-watch', '--state-dir', 'state', '--tftp-port', '0'];
    const command = [process.execPath, OFFHOOK, 'serve', ...alone];
    server = start('ip', ['netns', 'exec', lan.server, ...command], folder);
    await server.waitFor(/offhook serves/);
  }
  /** That which is logged from now on. */
  function logged(text: string): () => Promise<unknown> {
    const before = server.output().split(text).length - 1;
    return () => server.waitFor(new RegExp(`(?:${text}[^]*?){${before + 1}}`));
  }
  async function after(text: string, change: () => void): Promise<void> {
    const said = logged(text);
    change();
    await said();
  }
  const reload = () =>
    after('"msg":"reloaded"', () => {
      server.child.kill('SIGHUP');
    });
  const ip = (namespace: string, ...args: string[]) => runProgram('ip', ['-n', namespace, ...args]);
  function boot(mac: string, where: Where): readonly (string | undefined)[] {
    lan.bePhone(mac, where);
    const got = lan.runUdhcpc(where);
    return [got?.get('ip'), got?.get('serverid')];
  }
  /** The same for one question, where no answer is expected. */
  function ask(mac: string, where: Where): string | undefined {
    lan.bePhone(mac, where);
    return lan.askOnce(where)?.get('ip');
  }

  it('follows an interface that loses its cable, is made anew, and has another address', async () => {
    lan = createLan();
    await serve(ONE + OTHER);
    expect(boot(GUEST, 'client')).toEqual(['10.20.1.100', '10.20.1.1']);
    await after(ASLEEP, () => ip(lan.client, 'link', 'set', CLIENT_INTERFACE, 'down'));
    expect(boot(GUEST, 'stranger')).toEqual(['10.99.0.100', '10.99.0.1']);
    await after('the interface is up again', () =>
      ip(lan.client, 'link', 'set', CLIENT_INTERFACE, 'up'),
    );
    expect(boot(GUEST, 'client')).toEqual(['10.20.1.100', '10.20.1.1']);

    await after('cannot be served for now', () => ip(lan.server, 'link', 'del', SERVED_INTERFACE));
    expect(server.output()).toContain(`there is no interface ${SERVED_INTERFACE}`);
    expect(boot(GUEST, 'stranger')).toEqual(['10.99.0.100', '10.99.0.1']);
    await after('a network is served', () => {
      const far = ['peer', 'name', CLIENT_INTERFACE, 'netns', lan.client];
      ip(lan.server, 'link', 'add', SERVED_INTERFACE, 'type', 'veth', ...far);
      ip(lan.server, 'address', 'add', '10.20.1.1/24', 'dev', SERVED_INTERFACE);
      ip(lan.server, 'link', 'set', SERVED_INTERFACE, 'up');
      ip(lan.client, 'link', 'set', CLIENT_INTERFACE, 'up');
    });
    expect(boot(GUEST, 'client')).toEqual(['10.20.1.100', '10.20.1.1']);

    await after('our address has changed', () => {
      ip(lan.server, 'address', 'add', '10.20.1.5/24', 'dev', SERVED_INTERFACE);
      // What is left is no secondary address any more.
      ip(lan.server, 'address', 'del', '10.20.1.1/24', 'dev', SERVED_INTERFACE);
      ip(lan.server, 'address', 'replace', '10.20.1.5/24', 'dev', SERVED_INTERFACE);
    });
    expect(boot(GUEST, 'client')).toEqual(['10.20.1.100', '10.20.1.5']);
    expect(server.output().split(ASLEEP).length).toBe(2);
  });

  it('starts with a cable out, serves the other wire, and this one when it comes', async () => {
    lan = createLan();
    ip(lan.client, 'link', 'set', CLIENT_INTERFACE, 'down');
    // The far end hears of it a little later.
    await expect
      .poll(() => ip(lan.server, 'link', 'show', 'dev', SERVED_INTERFACE))
      .toMatch(/state (?:LOWERLAYER)?DOWN/);
    await serve(ONE + OTHER);
    expect(server.output()).toMatch(
      /DHCP {2}10\.99\.0\.1:67, 10\.20\.1\.0\/24 waits: interface eth1 is down, or its cable is out/,
    );
    expect(boot(GUEST, 'stranger')).toEqual(['10.99.0.100', '10.99.0.1']);
    await after('a network is served', () => ip(lan.client, 'link', 'set', CLIENT_INTERFACE, 'up'));
    expect(boot(GUEST, 'client')).toEqual(['10.20.1.100', '10.20.1.1']);
  });

  it('takes from a reload all networks that it can, files and phones along', async () => {
    lan = createLan();
    await serve('', phone());
    expect(server.output()).toMatch(/DHCP {2}off/);
    writeInventory(ONE, phone());
    await reload();
    expect(boot(PHONE, 'client')).toEqual(['10.20.1.100', '10.20.1.1']);
    expect(ask(GUEST, 'stranger')).toBeUndefined();

    writeInventory(ONE + OTHER + network('eth9', '10.66.0'), phone('10.20.1.53'));
    await reload();
    expect(server.output()).toContain('"why":"there is no interface eth9"');
    expect(boot(PHONE, 'client')).toEqual(['10.20.1.53', '10.20.1.1']);
    expect(boot(GUEST, 'stranger')).toEqual(['10.99.0.100', '10.99.0.1']);

    writeInventory(OTHER, phone('10.99.0.53'));
    await reload();
    expect(boot(PHONE, 'stranger')).toEqual(['10.99.0.53', '10.99.0.1']);
    expect(ask(GUEST, 'client')).toBeUndefined();

    writeInventory('', phone('10.99.0.53'));
    await reload();
    expect(ask(GUEST, 'stranger')).toBeUndefined();
  });
});
