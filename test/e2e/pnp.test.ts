// A phone on a wire of the server looks for its URL by multicast, and finds it; a reload takes that away.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SOAKING } from '../soak.js';
import { createLan, type Lan, startServe } from './lan.js';
import { type Running, reasonToSkip, runProgram } from './programs.js';

const MAC = '00:a8:59:db:04:62';
const STRANGER = '00:a8:59:00:00:99';
const inventory = (site: string) => `site: { timeZone: Europe/Moscow${site} }
network: { interface: eth1, subnet: 10.20.1.0/24, pool: 10.20.1.100-10.20.1.199 }
pbx: { main: { host: 10.20.1.3 } }
defaults: { pbx: main }
lines: { "7001": { password: { file: secret } } }
phones: [{ mac: "${MAC}", model: fanvil-x4, keys: { 1: { line: "7001" } } }]
`;

const skipped = SOAKING
  ? reasonToSkip(['ip'], true)
  : 'at a desk test/serve/pnp has what is answered';

describe.skipIf(skipped !== undefined)('a phone that asks by multicast', () => {
  let lan: Lan;
  let folder = '';
  let server: Running;
  const write = (site: string) => writeFileSync(join(folder, 'offhook.yaml'), inventory(site));
  /** What the phone of this MAC hears, a line each. */
  const ask = (mac: string) =>
    runProgram('ip', [
      ...['netns', 'exec', lan.client, process.execPath],
      ...[join(import.meta.dirname, 'ask-pnp.mjs'), '10.20.1.50', mac.replaceAll(':', '')],
    ])
      .trim()
      .split('\n');

  beforeAll(async () => {
    lan = createLan();
    lan.bePhone(MAC);
    runProgram('ip', ['-n', lan.client, 'address', 'add', '10.20.1.50/24', 'dev', 'phone0']);
    folder = mkdtempSync(join(tmpdir(), 'offhook-pnp-'));
    writeFileSync(join(folder, 'secret'), 'sesame');
    write(', pnp: true');
    server = await startServe(lan, folder, '--page', 'off');
    await server.waitFor(/pnp: phones that ask at UDP 224\.0\.1\.75:5060/);
  });
  afterAll(async () => {
    await server?.end();
    lan?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is told what option 66 would tell it', async () => {
    expect(ask(MAC)).toEqual(['200', 'NOTIFY application/url tftp://10.20.1.1/$mac.cfg']);
    await server.waitFor(/pnp: the phone was told its URL/);
  });

  it('gets nothing where the inventory does not have it', async () => {
    expect(ask(STRANGER)).toEqual(['silence']);
    await server.waitFor(/pnp: no answer, it is not in the inventory/);
  });

  it('gets nothing after a reload that switches it off, and its URL after one that switches it on', async () => {
    const reload = async (site: string, told: RegExp) => {
      write(site);
      server.child.kill('SIGHUP');
      await server.waitFor(told);
    };
    await reload('', /pnp: phones that ask by multicast are not told any more/);
    expect(ask(MAC)).toEqual(['silence']);
    await reload(', pnp: true', /(pnp: phones that ask at UDP.*[\s\S]*){2}/);
    expect(ask(MAC)).toEqual(['200', 'NOTIFY application/url tftp://10.20.1.1/$mac.cfg']);
  });
});
