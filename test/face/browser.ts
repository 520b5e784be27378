// A real browser for tests of the page: what it complains of, and whom it asks, is collected.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export async function openBrowser(executablePath = '/usr/bin/chromium'): Promise<Browser> {
  // A second goes into loading it, and where there is no browser nobody asks for one.
  const { chromium } = await import('playwright-core');
  // A sandbox of its own is not to be had as root; what it opens is ours.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args });
}

export interface Watched {
  readonly page: Page;
  /** Errors and warnings of the console, and requests to others than the page's own server. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export async function watch(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({
    ...{ viewport: { width: 1440, height: 900 }, locale: 'en-GB', timezoneId: 'UTC' },
    ...options,
  });
  const page = await context.newPage();
  // A busy machine makes a second twenty.
  page.setDefaultTimeout(120_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    const isRefusal = /Failed to load resource|ERR_/.test(message.text());
    if (['error', 'warning'].includes(message.type()) && !isRefusal)
      complaints.push(message.text());
  });
  page.on('pageerror', (cause) => complaints.push(String(cause)));
  page.on('request', (request) => {
    const asked = request.url();
    if (!asked.startsWith(new URL(url).origin) && !asked.startsWith('data:')) {
      complaints.push(`asks ${asked}`);
    }
  });
  await page.goto(url);
  return { page, complaints, close: () => context.close() };
}

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RUN = `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })
  .then(({ violations, passes }) => ({
    passed: passes.length,
    violations: violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).slice(0, 3).join(' ')),
  }))`;

/** What axe has to say of what is on the screen; how many of its rules had something to look at. */
export async function accessibility(
  page: Page,
): Promise<{ readonly passed: number; readonly violations: readonly string[] }> {
  await page.evaluate(readFileSync(AXE, 'utf8'));
  return page.evaluate(RUN);
}

/** Something sticks out, and the page scrolls sideways. */
export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > innerWidth');
}

/** What is wider than the room that it has, and would be out of sight: pages, tables, states and times of the list. */
export function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(`[...document.querySelectorAll(
    (innerWidth > 900 ? 'nav, ' : '') + '.wide-table, .row .c-state, .row .c-heard, .list th',
  )].flatMap((at) => (at.scrollWidth > at.clientWidth && at.clientWidth > 1 ? at.textContent : []))`);
}

/** Goes on by the Tab key until what has that name has the focus, as who has no mouse does. */
export async function tabTo(page: Page, name: string, key = 'Tab'): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press(key);
    const focused: string = await page.evaluate(NAME_OF_FOCUS);
    if (focused === name) return;
  }
  throw new Error(`nothing called ${name} is reached by Tab`);
}

const MOST_TABS = 80;
/** Of what a label is around, without that. */
const NAME_OF_FOCUS = `((at) =>
  (at.labels?.[0]?.childNodes[0] ?? at).textContent.trim())(document.activeElement)`;
