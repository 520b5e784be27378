// A Fanvil whose line is looked at on the page of a server that serves: SIPp is the phone, a browser the one who looks. What the phone
// tells is on the page, and what is clicked there comes to the phone.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offhook } from '../cli/cli-under-test.js';
import { CLOSES, csta, event, INVENTORY, MAC, opens } from '../csta/played.js';
import { hears, hearsAnswer, playPhone, replies, tells } from '../csta/sipp.js';
import { openBrowser, type Watched, watch } from '../face/browser.js';
import { SOAKING } from '../soak.js';
import { OFFHOOK, type Running, reasonToSkip, start } from './programs.js';

const skipped = SOAKING
  ? reasonToSkip(['sipp', 'chromium'])
  : 'the panel, its route and SIPp are each tried by themselves at a desk';

/** Where the inventory has the phone, and SIPp is. */
const PHONE = '127.66.20.1';
const calledBack = (service: string) => [
  hears('INFO', `<${service}`, '<callID>7</callID>'),
  replies('200 OK', { body: csta(`${service}Response`) }),
];
const told = (cseq: number, name: string, local: string) => [
  tells(cseq, event(name, local)),
  hearsAnswer(),
];

describe.skipIf(skipped !== undefined)('a line on the page of a server', () => {
  let folder = '';
  let server: Running;
  let browser: Browser;
  let watched: Watched;
  let page: Page;
  const press = (name: string) => page.getByRole('button', { name }).click();
  const doing = (what: string) => page.locator('[aria-live] b', { hasText: what }).waitFor();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-csta-page-'));
    const inventory = INVENTORY.replace('model: fanvil-x4', `$&, address: ${PHONE}`);
    writeFileSync(join(folder, 'offhook.yaml'), inventory);
    const at = ['--address', '127.0.0.1', '--tftp-port', '0', '--page', '127.0.0.1:0'];
    const options = ['--state-dir', 'state', '--dhcp', 'off', '--no-watch', ...at];
    server = start(process.execPath, [OFFHOOK, 'serve', ...options], folder);
    await server.waitFor(/page {2,}http/);
    browser = await openBrowser();
    const { out } = await offhook(folder, ['page', '--state-dir', 'state']);
    watched = await watch(browser, out.trim());
    page = watched.page;
    await page.getByRole('button', { name: 'Log out' }).waitFor();
    await page.evaluate(`location.hash = '#/phones/${MAC}'`);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.end();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is shown as the phone tells of it, and a number that is typed there is dialled by the phone', async () => {
    const phone = await playPhone(
      PHONE,
      ...opens(),
      ...told(1, 'Delivered', 'alerting'),
      ...calledBack('AnswerCall'),
      ...told(2, 'Established', 'connected'),
      ...calledBack('ClearConnection'),
      ...told(3, 'ConnectionCleared', 'null'),
      hears('INFO', '<MakeCall', '<calledDirectoryNumber>302</calledDirectoryNumber>'),
      replies('200 OK', { body: csta('MakeCallResponse') }),
      ...told(4, 'Established', 'connected'),
      ...CLOSES,
    );
    await press('Ask the phone');
    await doing('rings');
    await press('Answer');
    await doing('talks');
    await press('Hang up');
    await doing('is idle');
    await page.getByLabel('Number').fill('302');
    await press('Dial');
    await doing('talks');
    expect(watched.complaints).toEqual([]);
    await server.end();
    // It has heard all of that and nothing else, and was left in good order.
    expect(await phone.ended, server.output()).toEqual({ code: 0, said: '' });
  });
});
