// A LAN with two phones: foreign DHCP clients get what a phone needs, foreign TFTP clients get each file.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offhook } from '../cli/cli-under-test.js';
import { SOAKING } from '../soak.js';
import { CLIENT_INTERFACE, createLan, type Lan, SERVED_INTERFACE, variablesIn } from './lan.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const CISCO = '5c:fc:66:5d:4f:9a';
const FANVIL = '00:a8:59:db:04:62';
const CISCO_CLASS = 'Cisco Systems, Inc. IP Phone CP-7931G';
const INVENTORY = `offhook: 1
site: { timeZone: Europe/Moscow, locale: ru-RU, ntp: [10.20.1.1] }
network:
  interface: ${SERVED_INTERFACE}
  subnet: 10.20.1.0/24
  router: 10.20.1.254
  pool: 10.20.1.100-10.20.1.110
  tftp: [10.20.1.1]
pbx: { main: { host: pbx.lab.example } }
defaults: { pbx: main }
lines: { "7001": { password: { file: secret } }, "7002": { password: { file: secret } } }
phones:
  - { mac: "${CISCO}", model: cisco-7931g, address: 10.20.1.53, keys: { 1: { line: "7001" } } }
  - { mac: "${FANVIL}", model: fanvil-x4, csta: true, keys: { 1: { line: "7002" } } }
`;

/** At a desk one client for each protocol; test/tftp/foreign.test.ts has all those of TFTP. */
const isShown = (client: string) => SOAKING || ['tftp-hpa', 'curl by HTTP'].includes(client);

const skipped = reasonToSkip(['ip', 'udhcpc', 'dhclient', 'tftp', 'atftp', 'curl'], true);

describe.skipIf(skipped !== undefined)('a LAN', () => {
  let folder = '';
  /** The address that the Fanvil was given. */
  let leased = '';
  let lan: Lan;
  let server: Running;
  const at = (name: string) => join(folder, name);
  const inNamespace = (namespace: string, command: string, ...args: string[]) =>
    runProgram('ip', ['netns', 'exec', namespace, command, ...args], folder);
  const tftpHpa = (...told: string[]) =>
    inNamespace(lan.client, 'tftp', '-m', 'binary', '10.20.1.1', '-c', ...told);
  const curl = (to: string, url: string) => inNamespace(lan.client, 'curl', '-fsS', '-o', to, url);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-lan-'));
    writeFileSync(at('offhook.yaml'), INVENTORY);
    writeFileSync(at('secret'), 'sesame\n');
    writeFileSync(at('env.sh'), '#!/bin/sh\n[ "$reason" = BOUND ] && env > "$OUT"\nexit 0\n', {
      mode: 0o755,
    });
    expect((await offhook(folder, ['generate', '-o', 'out'])).code).toBe(0);
    lan = createLan();
    const serve = ['node', OFFHOOK, 'serve', '--state-dir', 'state', '--http-port', '80'];
    server = start('ip', ['netns', 'exec', lan.server, ...serve], folder);
    await server.waitFor(/DHCP {2}10\.20\.1\.1:67/);
    // A probe from this machine would be denied.
    await server.waitFor(/offhook explain/);
  });

  afterAll(async () => {
    await server?.end();
    lan?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const beAt = (mac: string, address: string) => {
    lan.bePhone(mac);
    runProgram('ip', [
      ...['-n', lan.client, 'address', 'add', `${address}/24`],
      ...['dev', CLIENT_INTERFACE],
    ]);
  };

  it('udhcpc as a Cisco gets its reservation, and 66 and 150 unasked', () => {
    lan.bePhone(CISCO);
    const told = lan.runUdhcpc('client', '-V', CISCO_CLASS);
    expect(Object.fromEntries(told ?? [])).toMatchObject({
      ip: '10.20.1.53',
      mask: '24',
      router: '10.20.1.254',
      serverid: '10.20.1.1',
      tftp: '10.20.1.1',
      opt150: '0a140101',
    });
  });

  it('dhclient as a Fanvil gets an address of the pool, and what its model wants', async () => {
    lan.bePhone(FANVIL);
    writeFileSync(
      at('dhclient.conf'),
      'option tftp-servers code 150 = array of ip-address;\nrequest subnet-mask, routers, tftp-server-name, tftp-servers;\ntimeout 200;\n',
    );
    const dhclient = start(
      'ip',
      [
        ...['netns', 'exec', lan.client, 'dhclient', '-4', '-d', '-v', '-cf', at('dhclient.conf')],
        ...['-lf', at('dhclient.leases'), '-pf', at('dhclient.pid'), '-sf', at('env.sh')],
        ...['-e', `OUT=${at('fanvil')}`, CLIENT_INTERFACE],
      ],
      folder,
    );
    await dhclient.waitFor(/bound to/);
    await dhclient.end();
    const told = variablesIn(readFileSync(at('fanvil'), 'utf8'));
    leased = told.get('new_ip_address') ?? '';
    expect(leased).toMatch(/^10\.20\.1\.10\d$/);
    expect(told.get('new_tftp_server_name')).toContain('10.20.1.1');
    expect(told.get('new_tftp_servers')).toBe('10.20.1.1');
  });

  it('a phone on the other wire, and a stranger on this one, hear nothing', () => {
    lan.bePhone('02:00:00:00:00:99');
    expect(lan.askOnce('client')).toBeUndefined();
    lan.bePhone(CISCO, 'stranger');
    expect(lan.askOnce('stranger')).toBeUndefined();
  });

  describe('files, byte for byte as generated', () => {
    const fetchers = {
      'tftp-hpa': (name: string) => tftpHpa('get', name, at(`got/${name}`)),
      atftp: (name: string) =>
        inNamespace(lan.client, 'atftp', '-g', '-r', name, '-l', at(`got/${name}`), '10.20.1.1'),
      'curl by TFTP': (name: string) => curl(at(`got/${name}`), `tftp://10.20.1.1/${name}`),
      'curl by HTTP': (name: string) => curl(at(`got/${name}`), `http://10.20.1.1/${name}`),
    };

    it.each(Object.entries(fetchers).filter(([name]) => isShown(name)))('%s', (_, fetchFile) => {
      rmSync(at('got'), { recursive: true, force: true });
      runProgram('mkdir', [at('got')]);
      const names = readdirSync(at('out')).filter((name) => !name.startsWith('.'));
      expect(names.length).toBeGreaterThanOrEqual(3);
      for (const name of names) {
        const isFanvils = name.includes(FANVIL.replaceAll(':', ''));
        if (isFanvils) beAt(FANVIL, leased);
        else beAt(CISCO, '10.20.1.53');
        fetchFile(name);
        expect(readFileSync(at(`got/${name}`), 'latin1')).toBe(
          readFileSync(at(`out/${name}`), 'latin1'),
        );
      }
    });

    it("a phone's file goes to no other address", () => {
      beAt(FANVIL, leased);
      const name = 'SEP5CFC665D4F9A.cnf.xml';
      for (const scheme of ['tftp', 'http']) {
        const url = `${scheme}://10.20.1.1/${name}`;
        expect(() => curl(at('stolen'), url)).toThrow();
      }
      expect(existsSync(at('stolen')) && readFileSync(at('stolen')).length > 0).toBe(false);
    });
  });

  it('status says who was refused, and who has got its file; that one is not waited for', async () => {
    const ask = (...words: string[]) => offhook(folder, [...words, '--state-dir', 'state']);
    const { code, out } = await ask('status');
    expect(code, out).toBe(1);
    expect(out).toMatch(new RegExp(`^! ${CISCO} .*SEP5CFC665D4F9A.cnf.xml and was refused`, 'm'));
    expect(out).toMatch(new RegExp(`^✓ ${FANVIL} .*has got its file`, 'm'));
    expect(await ask('wait', 'fetched', FANVIL)).toMatchObject({ code: 0 });
  });

  it('each request left one line with who, what and how it ended', async () => {
    tftpHpa('get', 'CTLSEP5CFC665D4F9A.tlv');
    await server.waitFor(/CTLSEP/);
    const lines = server
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
    expect(lines).toContainEqual(
      expect.objectContaining({
        event: 'dhcp',
        mac: CISCO,
        model: 'cisco-7931g',
        reply: 'ACK',
        address: '10.20.1.53',
      }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({
        event: 'tftp',
        mac: CISCO,
        model: 'cisco-7931g',
        address: '10.20.1.53',
        file: 'SEP5CFC665D4F9A.cnf.xml',
        bytes: readFileSync(at('out/SEP5CFC665D4F9A.cnf.xml')).length,
        outcome: 'sent',
      }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({ event: 'tftp', mac: CISCO, outcome: 'expected-miss' }),
    );
    expect(server.output()).not.toContain('sesame');
  });

  it('ends cleanly, and the lease is on the disk', async () => {
    expect(await server.end('SIGTERM')).toBe(0);
    expect(readFileSync(at('state/leases.jsonl'), 'utf8')).toContain(FANVIL);
  });
});
