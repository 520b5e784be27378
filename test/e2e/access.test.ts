// Who gets a phone's file where the wire says who has an address, and where clients come by IPv6.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SOAKING } from '../soak.js';
import { CLIENT_INTERFACE, createLan, type Lan, SERVED_INTERFACE } from './lan.js';
import { OFFHOOK, ROOT, type Running, reasonToSkip, runProgram, start } from './programs.js';

const PHONE = '5c:fc:66:5d:4f:9a';
const OTHER = '02:00:00:00:00:01';
const FILE = 'SEP5CFC665D4F9A.cnf.xml';
const ADDRESS = '10.20.1.53';
const inventory = (access: string) => `offhook: 1
site: { timeZone: Europe/Moscow, access: ${access} }
network: { interface: ${SERVED_INTERFACE}, subnet: 10.20.1.0/24 }
pbx: { main: { host: pbx.lab.example } }
defaults: { pbx: main }
lines: { "7001": { password: { file: secret } } }
phones:
  - { mac: "${PHONE}", model: cisco-7931g, address: ${ADDRESS}, keys: { 1: { line: "7001" } } }
`;
const HIDE_KOFFI = ['--import', join(ROOT, 'bench/without-koffi.mjs')];

const skipped = SOAKING
  ? reasonToSkip(['ip', 'curl'], true)
  : 'at a desk test/serve/access.test.ts has who is given what';

describe.skipIf(skipped !== undefined)("a phone's file", () => {
  let folder = '';
  let lan: Lan;
  const ip = (...args: readonly string[]) => runProgram('ip', args, folder);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-access-'));
    writeFileSync(join(folder, 'secret'), 'sesame\n');
    for (const access of ['lease', 'site']) {
      writeFileSync(join(folder, `${access}.yaml`), inventory(access));
    }
    lan = createLan();
  });
  afterAll(() => {
    lan.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  async function serve(access: string, address: string, node: readonly string[] = []) {
    const ports = ['--tftp-port', '69', '--http-port', '80', '--address', address];
    const options = ['--config', `${access}.yaml`, '--dhcp', 'off', '--no-watch', ...ports];
    const command = [process.execPath, ...node, OFFHOOK, 'serve', ...options, '--user', 'root'];
    const server = start('ip', ['netns', 'exec', lan.server, ...command], folder);
    await server.waitFor(/TFTP {2}.*:69/);
    return server;
  }

  /** The client, with this MAC, has the address. `quietly`: it does not ask for ours, by which we would hear of it. */
  function be(mac: string, address: string, quietly = false): void {
    lan.bePhone(mac);
    ip('-n', lan.client, 'address', 'add', address, 'dev', CLIENT_INTERFACE, 'nodad');
    ip('-n', lan.server, 'neighbour', 'flush', 'dev', SERVED_INTERFACE);
    if (!quietly) return;
    const [, ours = ''] =
      /ether (\S+)/.exec(ip('-n', lan.server, 'link', 'show', SERVED_INTERFACE)) ?? [];
    ip(
      '-n',
      lan.client,
      'neighbour',
      'replace',
      '10.20.1.1',
      'lladdr',
      ours,
      'dev',
      CLIENT_INTERFACE,
    );
  }

  /** Whether each protocol gives the file to the client. */
  function isGiven(host: string): readonly boolean[] {
    return ['tftp', 'http'].map((protocol) => {
      const url = `${protocol}://${host}/${FILE}`;
      try {
        const text = ip('netns', 'exec', lan.client, 'curl', '-sf', '--max-time', '10', url);
        return text.includes('sesame');
      } catch {
        return false;
      }
    });
  }

  const ended = async (server: Running) => {
    await server.end();
    return server.output();
  };

  it.each([
    { how: 'by single entries of the ARP table', node: [] },
    { how: 'by the whole of it', node: HIDE_KOFFI },
  ])('goes to whoever answers at its address, not to whoever took that, $how', async ({ node }) => {
    const server = await serve('lease', '0.0.0.0', node);
    try {
      be(OTHER, `${ADDRESS}/24`, true);
      expect(isGiven('10.20.1.1')).toEqual([false, false]);
      // The phone comes back: what was known a moment ago counts for nothing.
      be(PHONE, `${ADDRESS}/24`);
      expect(isGiven('10.20.1.1')).toEqual([true, true]);
      be(OTHER, `${ADDRESS}/24`);
      // A table may be a second old.
      await expect.poll(() => isGiven('10.20.1.1')).toEqual([false, false]);
    } finally {
      expect(await ended(server)).toContain(`${ADDRESS} is ${OTHER}'s by ARP, not ${PHONE}'s`);
    }
  });

  it.each(['lease', 'site'])(
    'goes to an IPv4 client of "::", and to none of IPv6: %s',
    async (access) => {
      ip('-n', lan.server, 'address', 'replace', 'fd20::1/64', 'dev', SERVED_INTERFACE, 'nodad');
      const server = await serve(access, '::');
      try {
        be(PHONE, `${ADDRESS}/24`);
        ip('-n', lan.client, 'address', 'add', 'fd20::9/64', 'dev', CLIENT_INTERFACE, 'nodad');
        expect(isGiven('10.20.1.1')).toEqual([true, true]);
        expect(isGiven('[fd20::1]')).toEqual([false, false]);
      } finally {
        const output = await ended(server);
        expect(output).toMatch(/TFTP {2}\[::\]:69 .*\n.*HTTP {2}http:\/\/\[::\]:80\/\n/);
        expect(output).toContain(access === 'lease' ? 'offhook explain ' : '--server 127.0.0.1 ');
        expect(output).toContain('fd20::9 is of IPv6');
        expect(output).toContain(`"address":"${ADDRESS}"`);
        expect(output).not.toContain('::ffff:');
      }
    },
  );
});
