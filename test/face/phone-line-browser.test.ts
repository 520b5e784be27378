// A phone's line by uaCSTA as a browser shows it: to who has only keys, in every size, and with what a hostile caller says.

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reasonToSkip } from '../e2e/programs.js';
import { SOAKING } from '../soak.js';
import { accessibility, isTooWide, openBrowser, tabTo, type Watched, watch } from './browser.js';
import { HOSTILE, macOf } from './pretend-site.js';
import { type StandIn, standIn, TOKEN } from './stand-in.js';

const skipped = SOAKING
  ? reasonToSkip(['chromium'])
  : 'the panel of a line is looked at where all is';
const FANVIL = macOf(2);
const CISCO = macOf(1);
const WISHES = `POST phones/${FANVIL}/csta `;

describe.skipIf(skipped !== undefined)('a line by uaCSTA', () => {
  let browser: Browser;
  let server: StandIn;
  let watched: Watched;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    server = await standIn({ phones: 20 });
  });
  afterEach(async () => {
    expect([watched.complaints, server.reports]).toEqual([[], []]);
    await watched.close();
    await server.close();
  });

  async function open(mac: string, options: Parameters<typeof watch>[2] = {}, token = TOKEN) {
    watched = await watch(browser, `${server.url}#token=${token}`, options);
    const { page } = watched;
    await page.locator('tr.row').first().waitFor();
    await page.evaluate(`location.hash = '#/phones/${mac}'`);
    await page.locator('.phone .steps li').first().waitFor();
    return page;
  }
  const doing = (page: Page, what: string) =>
    page.locator('[aria-live] b', { hasText: what }).waitFor();
  const panelOf = (page: Page) => page.locator('section[aria-labelledby="csta"]');
  const wishes = () =>
    server.acts
      .filter((act) => act.startsWith(WISHES))
      .map((act) => JSON.parse(act.slice(WISHES.length)));

  it('is asked, dialled at, answered and hung up at by keys alone', async () => {
    const page = await open(FANVIL);
    const press = (key: string) => page.keyboard.press(key);
    await tabTo(page, 'Ask the phone');
    await press('Enter');
    await page.locator('p:focus', { hasText: 'line 7001 is idle' }).waitFor();
    await tabTo(page, 'Number');
    // Letters of the page's own keys are digits here, and nothing else.
    await page.keyboard.type('302');
    await press('Enter');
    await doing(page, 'calls, and it rings there');
    await tabTo(page, 'Hang up');
    await press('Enter');
    await doing(page, 'is idle');
    server.line.become('alerting');
    await doing(page, 'rings');
    await panelOf(page).getByText(HOSTILE).waitFor();
    expect((await accessibility(page)).violations).toEqual([]);
    await press('Shift+Tab');
    await page.locator('button:focus', { hasText: 'Answer' }).waitFor();
    await press('Enter');
    await doing(page, 'talks');
    server.line.become('held');
    await doing(page, 'has a call on hold');
    server.line.become('connected');
    await doing(page, 'talks');
    // Nothing rings, and the key does nothing; but the place is kept.
    await press('Enter');
    await press('Tab');
    await page.locator('button:focus', { hasText: 'Hang up' }).waitFor();
    await press('Enter');
    await doing(page, 'is idle');
    await page.locator('button:focus', { hasText: 'Hang up' }).waitFor();
    expect(wishes()).toEqual([
      { line: 1, act: 'open' },
      { line: 1, act: 'call', number: '302' },
      { line: 1, act: 'hangup' },
      { line: 1, act: 'answer' },
      { line: 1, act: 'hangup' },
    ]);
    expect(await page.locator('img, [onerror]').count()).toBe(0);
  });

  it('is another where another is chosen, and says what the phone refused', async () => {
    const page = await open(FANVIL);
    await tabTo(page, 'line');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, 'Ask the phone');
    await page.keyboard.press('Space');
    await page.getByText('line 7002 is idle').waitFor();
    await tabTo(page, 'Number');
    await page.keyboard.type('999');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('invalidCalledDeviceID').waitFor();
    expect((await accessibility(page)).violations).toEqual([]);
    expect(wishes()).toEqual([
      { line: 2, act: 'open' },
      { line: 2, act: 'call', number: '999' },
    ]);
  });

  it('is not there for a phone without it, and for who is not logged in it says that', async () => {
    const page = await open(CISCO, {}, 'wrong');
    expect(await page.getByRole('heading', { name: 'uaCSTA' }).count()).toBe(0);
    await page.evaluate(`location.hash = '#/phones/${FANVIL}'`);
    const panel = panelOf(page);
    await panel.getByText('To change something, log in.').waitFor();
    expect(await panel.getByRole('button', { name: 'Ask the phone' }).count()).toBe(0);
  });

  it.each([
    { viewport: { width: 390, height: 844 }, colorScheme: 'light', locale: 'ru-RU' },
    { viewport: { width: 390, height: 844 }, colorScheme: 'dark', locale: 'en-GB' },
    { viewport: { width: 1000, height: 760 }, colorScheme: 'dark', locale: 'ru-RU' },
  ] as const)('is for everybody: $viewport.width wide, $colorScheme, $locale', async (options) => {
    const page = await open(FANVIL, options);
    const panel = panelOf(page);
    await panel.getByRole('button').waitFor();
    const isFine = async (what: string) => {
      expect((await accessibility(page)).violations, what).toEqual([]);
      expect(await isTooWide(page), what).toBe(false);
    };
    await isFine('closed');
    await panel.getByRole('button').click();
    await panel.locator('input').waitFor();
    await isFine('idle');
    server.line.become('alerting');
    await panel.getByText(HOSTILE).waitFor();
    await isFine('rings');
    await panel.locator('input').fill('999');
    await page.keyboard.press('Enter');
    await panel.getByRole('alert').waitFor();
    await isFine('refused');
  });
});
