// The clock is set while a server runs, by years: phones keep what they have, are given more, and get their files.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SOAKING } from '../soak.js';
import { CLIENT_INTERFACE, createLan, type Lan, SERVED_INTERFACE } from './lan.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const INVENTORY = `site: { timeZone: Europe/Moscow, servers: [10.20.1.1] }
network:
  interface: ${SERVED_INTERFACE}
  subnet: 10.20.1.0/24
  pool: 10.20.1.100-10.20.1.110
  clients: any
`;
const YEAR_MS = 365 * 86_400_000;
const STEPS = [-2 * YEAR_MS, 12 * YEAR_MS];
const PRELOAD = join(import.meta.dirname, 'set-clock.mjs');

const skipped = SOAKING
  ? reasonToSkip(['ip', 'udhcpc', 'tftp'], true)
  : 'the clock of a whole server is set where all is to be shown';

describe.skipIf(skipped !== undefined)('a server whose clock is set', () => {
  let folder = '';
  let lan: Lan;
  let server: Running;
  const at = (name: string) => join(folder, name);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-clock-'));
    writeFileSync(at('offhook.yaml'), INVENTORY);
    mkdirSync(at('firmware'));
    writeFileSync(at('firmware/image'), 'image');
    lan = createLan();
    const set = ['env', `CLOCK_STEPS=${STEPS.join(' ')}`, process.execPath, '--import', PRELOAD];
    const options = ['--no-dhcp-search', '--no-address-check', '--state-dir', 'state'];
    const command = [...set, OFFHOOK, 'serve', ...options];
    server = start('ip', ['netns', 'exec', lan.server, ...command], folder);
    await server.waitFor(/DHCP {2}10\.20\.1\.1:67/);
  });
  afterAll(async () => {
    await server?.end();
    lan?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What the phone was given; it fetches a file there. */
  function boot(mac: string): string | undefined {
    lan.bePhone(mac);
    const address = lan.runUdhcpc('client')?.get('ip');
    const on = ['dev', CLIENT_INTERFACE];
    runProgram('ip', ['-n', lan.client, 'address', 'replace', `${address}/24`, ...on]);
    rmSync(at('got'), { force: true });
    const get = ['tftp', '-m', 'binary', '10.20.1.1', '-c', 'get', 'image', at('got')];
    runProgram('ip', ['netns', 'exec', lan.client, ...get], folder);
    expect(readFileSync(at('got'), 'utf8')).toBe('image');
    return address;
  }

  it.each([
    { years: -2, phone: '02:00:00:00:00:52', address: '10.20.1.101' },
    { years: 12, phone: '02:00:00:00:00:53', address: '10.20.1.102' },
  ])('by $years years, goes on', async ({ years, phone, address }) => {
    const first = '02:00:00:00:00:51';
    expect(boot(first)).toBe('10.20.1.100');
    server.child.kill('SIGUSR2');
    expect(boot(phone)).toBe(address);
    await server.waitFor(new RegExp(`"seconds":${(years * YEAR_MS) / 1000},.*the clock was set`));
    expect(boot(first)).toBe('10.20.1.100');
  });

  it('reads an inventory that has changed, and ends well', async () => {
    writeFileSync(at('offhook.yaml'), `${INVENTORY}# changed\n`);
    expect((await server.waitFor(/"msg":"(reloaded)"/))[1]).toBe('reloaded');
    expect(await server.end('SIGTERM')).toBe(0);
  });
});
