// What somebody does on the page of a server that serves: each click ends where it should, in files, leases and on the page.

import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offhook } from '../cli/cli-under-test.js';
import { openBrowser, type Watched, watch } from '../face/browser.js';
import { SOAKING } from '../soak.js';
import { CLIENT_INTERFACE, createLan, type Lan, SERVED_INTERFACE } from './lan.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const PHONE = '5c:fc:66:5d:4f:9a';
const STRANGER = '5c:fc:66:5d:4f:77';
const OWN_FILE = 'SEP5CFC665D4F9A.cnf.xml';
const PAGE = 'http://127.0.0.1:8068/';
const WATCHING = 16;
const HALF_OPEN = 10_000;
const ROUNDS = 3;
/** Connections that the page has at once. */
const PLACES = 64;
const inventory = (label: string) => `site: { timeZone: Europe/Moscow, ntp: [10.20.1.1] }
include: [adopted.yaml]
network:
  interface: ${SERVED_INTERFACE}
  subnet: 10.20.1.0/24
  router: 10.20.1.254
  tftp: [10.20.1.1]
  pool: 10.20.1.100-10.20.1.110
  addressCheck: false
pbx: { main: { host: 10.20.1.1 } }
defaults: { pbx: main }
lines:
  "7001": { password: { file: secret } }
  "7002": { password: { file: secret } }
phones:
  - { mac: "${PHONE}", label: ${label}, model: cisco-7931g, keys: { 1: { line: "7001" } } }
`;

const skipped = SOAKING
  ? reasonToSkip(['ip', 'udhcpc', 'tftp', 'curl', 'chromium'], true)
  : 'the page of a real server is tried where all is';

describe.skipIf(skipped !== undefined)('on the page of a server', () => {
  let folder = '';
  let lan: Lan;
  let server: Running;
  let browser: Browser;
  let watched: Watched;
  let page: Page;
  const at = (name: string) => join(folder, name);
  const within = (name: string) => ['netns', 'exec', name];

  async function serve(): Promise<void> {
    const options = ['--state-dir', 'state', '--no-dhcp-search', '--no-watch'];
    const command = [process.execPath, OFFHOOK, 'serve', ...options, '--log-format', 'json'];
    server = start('ip', [...within(lan.server), ...command], folder);
    await server.waitFor(/DHCP {2}10\.20\.1\.1:67/);
  }

  /** From an address that it has, or says that it has. */
  function fetch(ip: string, name: string): void {
    const address = [`${ip}/24`, 'dev', CLIENT_INTERFACE];
    runProgram('ip', ['-n', lan.client, 'address', 'add', ...address]);
    const get = ['tftp', '-m', 'binary', '10.20.1.1', '-c', 'get', name];
    try {
      runProgram('ip', [...within(lan.client), ...get], folder);
    } catch {
      // It is told that there is no such file.
    }
    runProgram('ip', ['-n', lan.client, 'address', 'del', ...address]);
  }

  const open = (hash: string) => page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
  const row = (label: string) => page.locator('tr.row a', { hasText: label });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-page-'));
    writeFileSync(at('offhook.yaml'), inventory('Hall'));
    writeFileSync(at('adopted.yaml'), 'phones: []\n');
    writeFileSync(at('secret'), 'sesame\n');
    lan = createLan();
    await serve();
    lan.bePhone(PHONE);
    lan.runUdhcpc('client', '-V', 'Cisco Systems, Inc. IP Phone CP-7931G');
    fetch('10.20.1.100', OWN_FILE);
    lan.bePhone(STRANGER);
    fetch('10.20.1.120', 'SEP5CFC665D4F77.cnf.xml');
    // A browser where that page is.
    writeFileSync(
      at('chromium'),
      `#!/bin/sh\nexec ip netns exec ${lan.server} /usr/bin/chromium "$@"\n`,
    );
    chmodSync(at('chromium'), 0o755);
    browser = await openBrowser(at('chromium'));
    const { out } = await offhook(folder, ['page', '--state-dir', 'state']);
    watched = await watch(browser, out.trim());
    page = watched.page;
    await page.getByRole('button', { name: 'Log out' }).waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.end();
    lan?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('a new phone is ignored, and is not', async () => {
    await open('#/new');
    await press(`Ignore ${STRANGER}`);
    await page.getByText('1 ignored').waitFor();
    await page.getByLabel('Show ignored ones').check();
    await press(`No longer ignore ${STRANGER}`);
    await page.getByText('1 ignored').waitFor({ state: 'detached' });
    await page.getByText('1 to adopt').waitFor();
    expect(watched.complaints).toEqual([]);
  });

  it('a new phone is adopted, and is served', async () => {
    await page.getByRole('link', { name: `Adopt ${STRANGER}` }).click();
    await page.getByLabel('Model').selectOption('cisco-7931g');
    await page.getByLabel('Label').fill('Gate');
    await page.locator('.adopt .entry', { hasText: 'Gate' }).waitFor();
    await press('Write and reload');
    await page.getByText(/^Added to/).waitFor();
    expect(readFileSync(at('adopted.yaml'), 'utf8')).toMatch(
      /mac: "5c:fc:66:5d:4f:77"[\s\S]*label: Gate[\s\S]*"7002"/,
    );
    await open('#/phones');
    // Nothing moves while somebody looks: it is told that there is one more.
    await press('1 more fits: show it');
    await row('Gate').waitFor();
  });

  it('what has changed for a phone is shown, without its password', async () => {
    writeFileSync(at('offhook.yaml'), inventory('Yard'));
    await open('#/findings');
    await press('Reload');
    await open(`#/phones/${PHONE}`);
    await press('What has changed');
    await page.locator('.lines .bad', { hasText: '<phoneLabel>Hall<' }).waitFor();
    await page.locator('.lines .good', { hasText: '<phoneLabel>Yard<' }).waitFor();
    await press(/^Show without passwords/);
    await page.locator('.lines', { hasText: /Password>\*+</ }).waitFor();
    expect(await page.content()).not.toContain('sesame');
  });

  it('a lease is released, once that is said twice', async () => {
    await press('Release its lease');
    await page.getByText('10.20.1.100 becomes free').waitFor();
    await press('Yes, release it');
    await page.getByText('Its lease is released.').waitFor();
    const { out } = await offhook(folder, ['leases', 'list', '--state-dir', 'state']);
    expect(out).not.toContain('10.20.1.100');
  });

  it('a reload that is refused is told with why, until it is mended', async () => {
    writeFileSync(at('offhook.yaml'), inventory('[x'));
    await open('#/findings');
    await press('Reload');
    await page.getByText('The last reload was refused').first().waitFor();
    writeFileSync(at('offhook.yaml'), inventory('Yard'));
    await press('Reload');
    await page.getByText('The last reload was refused').first().waitFor({ state: 'detached' });
    expect(watched.complaints).toEqual([]);
  });

  it('a restart is seen: phones are there again, and nobody is logged in', async () => {
    await open('#/phones');
    await server.end();
    await page.getByText('does not answer since').waitFor();
    await serve();
    await page.getByText('does not answer since').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Log in' }).waitFor();
    await row('Gate').waitFor();
    expect(watched.complaints).toEqual([]);
  });

  it('who watches as the twentieth is told that there is no place, and gets the next that is free', async () => {
    const readers: Running[] = [];
    for (let reader = 1; reader < WATCHING; reader += 1) {
      const events = ['curl', '--silent', '--no-buffer', `${PAGE}api/v1/events`];
      const one = start('ip', [...within(lan.server), ...events]);
      readers.push(one);
      await one.waitFor(/event: site/);
    }
    const late = await Promise.all(Array.from({ length: 4 }, () => watch(browser, PAGE)));
    for (const { page: waits } of late) await waits.getByText('So many watch').waitFor();
    await readers[0]?.end();
    const first = await Promise.any(
      late.map(async (one) => {
        await one.page.locator('.link.live').waitFor();
        return one;
      }),
    );
    expect(await first.page.locator('tr.row a', { hasText: 'Gate' }).count()).toBe(1);
    await page.locator('.link.live').waitFor();
    for (const reader of readers) await reader.end();
    for (const tab of late) await tab.close();
  });

  it('thousands of connections that ask for nothing cost no phone its address or its file', async () => {
    const script = join(import.meta.dirname, 'half-open.mjs');
    const port = new URL(PAGE).port;
    const flood = [process.execPath, script, port, String(HALF_OPEN), String(PLACES)];
    const flooding = start('ip', [...within(lan.server), ...flood]);
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        lan.bePhone(PHONE);
        const told = lan.runUdhcpc('client', '-V', 'Cisco Systems, Inc. IP Phone CP-7931G');
        expect(told?.get('ip')).toBe('10.20.1.100');
        fetch('10.20.1.100', OWN_FILE);
        expect(readFileSync(at(OWN_FILE), 'utf8')).toContain('<phoneLabel>Yard<');
        rmSync(at(OWN_FILE));
      }
      // What is beyond the places that there are is ended.
      const [, begun] = await flooding.waitFor(/begun (\d+), open \d+/);
      expect(Number(begun)).toBeGreaterThan(HALF_OPEN * 0.9);
    } finally {
      await flooding.end();
    }
    await page.reload();
    await row('Gate').waitFor();
  });
});
