// The page as a browser shows it: to who sees, hears it, has only keys, or a small screen; and what it never does.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reasonToSkip } from '../e2e/programs.js';
import { SOAKING } from '../soak.js';
import {
  accessibility,
  cutOff,
  isTooWide,
  openBrowser,
  tabTo,
  type Watched,
  watch,
} from './browser.js';
import { HOSTILE, macOf } from './pretend-site.js';
import { type StandIn, standIn, TOKEN } from './stand-in.js';

const reason = SOAKING
  ? reasonToSkip(['chromium'])
  : 'a browser takes more than all else of the page';
const STUCK = macOf(0);
/** Of links in the list. */
const MACS = (links: readonly unknown[]) =>
  links.map((link) => (link as { readonly dataset: { readonly mac: string } }).dataset.mac);

describe.skipIf(reason !== undefined)('the page', () => {
  let browser: Browser;
  let server: StandIn;
  beforeAll(async () => {
    browser = await openBrowser();
    server = await standIn({ phones: 420 });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Closes what it opened, and nothing may be complained of on the way. */
  async function look(
    act: (page: Page, watched: Watched) => Promise<void>,
    options: Parameters<typeof watch>[2] & { readonly at?: string; readonly of?: StandIn } = {},
  ): Promise<void> {
    const { at = '', of = server, ...more } = options;
    const watched = await watch(browser, `${of.url}${at}`, more);
    try {
      await act(watched.page, watched);
      expect(watched.complaints).toEqual([]);
      expect(of.reports).toEqual([]);
    } finally {
      await watched.close();
    }
  }

  const rows = (page: Page) => page.locator('tr.row');
  const labels = (page: Page) => page.locator('tr.row .c-label a').allTextContents();
  const open = async (page: Page, hash: string) => {
    await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  };

  it('shows phones and one of them, with nothing amiss, and what is hostile as text', () =>
    look(async (page) => {
      await rows(page).first().waitFor();
      expect(await page.title()).toBe('(21) Phones · offhook');
      await open(page, `#/phones/${macOf(11)}`);
      await page.locator('.phone h1', { hasText: HOSTILE }).waitFor();
      await page.locator('.phone .sentence', { hasText: HOSTILE }).waitFor();
      const axe = await accessibility(page);
      expect(axe.violations).toEqual([]);
      expect(axe.passed).toBeGreaterThan(30);
      expect(await page.locator('img, [onerror]').count()).toBe(0);
    }));

  it('tells a phone after a second look, shows what comes of it, and has a rollout go on', () =>
    look(
      async (page) => {
        await open(page, `#/phones/${STUCK}`);
        await page.getByRole('button', { name: 'Resync' }).click();
        await page.getByText('1 phone is told').waitFor();
        await page.getByText('No phone of these has confirmed that').waitFor();
        expect((await accessibility(page)).violations).toEqual([]);
        expect(server.acts.filter((act) => act.includes('rollouts'))).toEqual([
          `POST rollouts {"phones":["${STUCK}"],"action":"resync","dryRun":true}`,
        ]);
        await page.getByRole('button', { name: 'Yes, tell them' }).click();
        await page.getByRole('link', { name: 'Resync 7' }).click();
        await page.getByRole('heading', { name: 'Resync 7' }).waitFor();
        await page.locator('.notice', { hasText: 'it paused itself' }).waitFor();
        await page.getByText(HOSTILE).first().waitFor();
        await page.getByText('37 phones · by session Otter').waitFor();
        await page.getByText('wave 1: 1 of 1 back in 6s │ wave 2: 5 of 5 back in 40s │').waitFor();
        await page.getByText('6 fetch it: 18.6 MB / 32.4 MB, 0.1 MB/s · 22 not yet').waitFor();
        expect(await page.locator('.card .transfers li').count()).toBe(6);
        expect((await accessibility(page)).violations).toEqual([]);
        await page.getByRole('button', { name: 'Go on' }).click();
        await page.getByRole('button', { name: 'Pause' }).waitFor();
        await page.keyboard.press('g');
        await page.keyboard.press('t');
        await page.getByRole('heading', { name: 'Rollouts' }).waitFor();
        await page.getByRole('button', { name: 'Resync all with an older file' }).click();
        await page.getByText(/phones are told/).waitFor();
        await page.getByRole('button', { name: 'Cancel' }).click();
      },
      { at: `#token=${TOKEN}` },
    ));

  it('tells those that are selected, and forgets what was planned when another is', () =>
    look(
      async (page) => {
        await rows(page).first().waitFor();
        const [first, second] = [rows(page).nth(0), rows(page).nth(1)];
        await first.getByRole('checkbox').check();
        await page.getByRole('button', { name: 'Restart' }).click();
        await page.getByText('1 phone is told').waitFor();
        await second.getByRole('checkbox').check();
        await page.getByText('1 phone is told').waitFor({ state: 'detached' });
        await page.getByRole('button', { name: 'Resync' }).click();
        await page.getByText('2 phones are told').waitFor();
        expect((await accessibility(page)).violations).toEqual([]);
        await page.getByRole('button', { name: 'Yes, tell them' }).click();
        await page.getByRole('link', { name: 'Resync 7' }).waitFor();
        const macs = [first, second].map((row) =>
          row.locator('a[data-mac]').getAttribute('data-mac'),
        );
        const told = server.acts.filter((act) => act.includes('rollouts')).at(-1);
        expect(told).toBe(
          `POST rollouts ${JSON.stringify({ phones: await Promise.all(macs), action: 'resync' })}`,
        );
        await page.getByRole('button', { name: 'Select all of them' }).click();
        await page.getByText('420 selected').waitFor();
        await page.getByRole('button', { name: 'Resync' }).click();
        await page.getByText('336 phones are told. 84 cannot be told').waitFor();
        await page
          .getByRole('button', { name: 'Select all of them' })
          .waitFor({ state: 'detached' });
      },
      { at: `#token=${TOKEN}` },
    ));

  it('tells those that are selected by keys alone, and keeps the place of the keys', () =>
    look(
      async (page) => {
        const press = (key: string) => page.keyboard.press(key);
        const focused = (name: string) => page.locator('button:focus', { hasText: name }).waitFor();
        const told = () => server.acts.filter((act) => act.includes('rollouts')).length;
        const before = told();
        await rows(page).first().waitFor();
        await press('j');
        await press('x');
        await page.getByRole('button', { name: 'Resync' }).waitFor();
        const left = '.tell-selected .buttons, .tell-selected .notice';
        const edge = await page.locator(left).evaluate((at) => at.getBoundingClientRect().left);
        expect(edge).toBeGreaterThan(10);
        await tabTo(page, 'Resync', 'Shift+Tab');
        let goOn = () => {};
        await page.route(/\/rollouts\b/, async (route) => {
          await new Promise<void>((resolve) => {
            goOn = resolve;
          });
          await route.continue();
        });
        const asked = page.waitForRequest(/\/rollouts\b/);
        await press('Enter');
        await asked;
        await page.locator('button[aria-disabled="true"]:focus', { hasText: 'Resync' }).waitFor();
        await press('Enter');
        goOn();
        await page.getByText('1 phone is told').waitFor();
        await page.unroute(/\/rollouts\b/);
        await press('Tab');
        await focused('Yes, tell them');
        await press('Escape');
        await page.getByText('1 phone is told').waitFor({ state: 'detached' });
        await press('Tab');
        await focused('Resync');
        await press('Enter');
        await page.getByText('1 phone is told').waitFor();
        await press('Tab');
        await press('Enter');
        await page.getByRole('link', { name: 'Resync 7' }).waitFor();
        expect((await accessibility(page)).violations).toEqual([]);
        await press('Tab');
        await page.locator('a:focus', { hasText: 'Resync 7' }).waitFor();
        expect(told() - before).toBe(3);
      },
      { at: `#token=${TOKEN}` },
    ));

  it('releases a lease by keys alone, and leaves room for the words above a long plan', () =>
    look(
      async (page) => {
        await open(page, `#/phones/${STUCK}`);
        await page.getByRole('button', { name: 'Release its lease' }).focus();
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: /^Yes/ }).waitFor();
        await page.keyboard.press('Tab');
        await page.locator('button:focus', { hasText: 'Yes' }).waitFor();
        await open(page, '#/phones');
        for (const at of [0, 1, 2, 3, 4, 5, 6, 7]) {
          await rows(page).nth(at).getByRole('checkbox').check();
        }
        await page.getByRole('button', { name: 'Resync' }).click();
        await page.getByText('phones are told').waitFor();
        const counts = page.locator('.counts');
        const height = await counts.evaluate((at) => at.getBoundingClientRect().height);
        expect(height).toBeGreaterThan(28);
      },
      { at: `#token=${TOKEN}`, viewport: { width: 390, height: 700 } },
    ));

  describe('at length', () => {
    const SIZES = [
      ['wide', { width: 1600, height: 900 }],
      ['middle', { width: 1000, height: 760 }],
      ['of a telephone', { width: 390, height: 844 }],
    ] as const;
    const VIEWS = [
      ['#/phones', 'tr.row'],
      [`#/phones/${STUCK}`, '.phone .steps li'],
      ['#/new', '.card'],
      [`#/new/${macOf(0xf00001)}`, '.adopt .entry'],
      ['#/findings', '.card'],
      ['#/networks', '.card'],
      ['#/requests', '.requests td'],
      ['#/firmware', '.card'],
      ['#/rollouts', '.card'],
      ['#/rollouts/7', '.transfers li'],
      ['#/calls', 'text=Not let in'],
    ] as const;

    it.each(
      SIZES.flatMap(([name, viewport]) =>
        (['light', 'dark'] as const).map((colorScheme) => ({ name, viewport, colorScheme })),
      ),
    )('is for everybody: $colorScheme, $name', ({ viewport, colorScheme }) =>
      look(
        async (page) => {
          for (const [hash, sign] of VIEWS) {
            await open(page, hash);
            await page.locator(sign).first().waitFor();
            expect((await accessibility(page)).violations, hash).toEqual([]);
            expect(await isTooWide(page), hash).toBe(false);
            expect(await cutOff(page), hash).toEqual([]);
          }
        },
        { viewport, colorScheme, at: `#token=${TOKEN}` },
      ),
    );

    it('is for everybody in Russian, too', () =>
      look(
        async (page) => {
          await rows(page).first().waitFor();
          expect(await page.evaluate('document.documentElement.lang')).toBe('ru');
          await page.getByRole('button', { name: '420 телефонов' }).waitFor();
          expect(server.languages.at(-1)).toBe('ru');
          expect((await accessibility(page)).violations).toEqual([]);
          for (const [, viewport] of SIZES) {
            await page.setViewportSize(viewport);
            for (const word of ['обновляется', 'не замечен']) {
              await page.getByRole('button', { name: word }).click();
              await page.locator('tr.row .state', { hasText: word }).first().waitFor();
              expect(await cutOff(page), `${word} ${viewport.width}`).toEqual([]);
              await page.getByRole('button', { name: word }).click();
            }
          }
          await page.getByLabel('Язык').selectOption('en');
          await page.getByRole('button', { name: '420 phones' }).waitFor();
          await expect.poll(() => server.languages.at(-1)).toBe('en');
        },
        { locale: 'ru-RU' },
      ));

    it('is driven by keys alone', () =>
      look(async (page) => {
        const press = (key: string) => page.keyboard.press(key);
        const focused = () => page.evaluate('document.activeElement.dataset.mac');
        await rows(page).first().waitFor();
        await press('/');
        await page.keyboard.type('workshop 40');
        await expect.poll(() => rows(page).count()).toBeLessThan(10);
        const macs = await page.locator('tr.row [data-mac]').evaluateAll(MACS);
        await press('ArrowDown');
        await expect.poll(focused).toBe(macs[0]);
        await press('j');
        await expect.poll(focused).toBe(macs[1]);
        await press('k');
        await press('Enter');
        await page.locator('.phone h1:focus', { hasText: 'Workshop' }).waitFor();
        await press('Escape');
        await expect.poll(focused).toBe(macs[0]);
        await press('/');
        await press('Control+a');
        await press('Delete');
        await press('Escape');
        await press('?');
        await page.getByRole('heading', { name: 'Keys' }).waitFor();
        await press('Escape');
        await page.getByRole('heading', { name: 'Keys' }).waitFor({ state: 'detached' });
        for (const [key, heading] of [
          ...([
            ['f', 'Findings'],
            ['n', 'Networks'],
            ['r', 'Requests'],
            ['w', 'Firmware'],
          ] as const),
        ]) {
          await press('g');
          await press(key);
          await page.locator('h1:focus', { hasText: heading }).waitFor();
        }
      }));

    it('adopts a phone by keys alone', () =>
      look(
        async (page) => {
          const press = (key: string) => page.keyboard.press(key);
          await rows(page).first().waitFor();
          await press('n');
          await page.locator('.card').first().waitFor();
          await press('j');
          await press('j');
          await press('a');
          await page.locator('.adopt .finding', { hasText: 'no model' }).waitFor();
          await page.locator('.adopt select').first().focus();
          await press('C');
          await page.locator('.entry', { hasText: 'model: cisco-7931g' }).waitFor();
          await press('Tab');
          await page.keyboard.type('Desk 9b');
          await page.locator('.entry', { hasText: 'label: Desk 9b' }).waitFor();
          await press('Enter');
          await page
            .getByRole('heading', { name: 'Added to /etc/offhook/adopted.yaml.' })
            .waitFor();
          const written = server.acts.filter((act) => act.includes('"write":true'));
          expect(written).toEqual([
            `POST adoptions {"mac":"${macOf(0xf00002)}","model":"cisco-7931g","label":"Desk 9b","line":"next","write":true}`,
          ]);
        },
        { at: `#token=${TOKEN}` },
      ));

    it('wishes for no line where none is free, and says so', async () => {
      const own = await standIn({ phones: 20 });
      own.takeLines();
      const adopt = async (page: Page) => {
        await open(page, '#/new');
        await page.locator('.card [data-row]').last().click();
        await page
          .locator('.adopt option', { hasText: 'no free line' })
          .waitFor({ state: 'attached' });
        await page.locator('.adopt .finding, .adopt .entry').first().waitFor();
        expect(own.acts.filter((act) => act.includes('"line"'))).toEqual([]);
        expect(own.acts).toHaveLength(1);
      };
      try {
        await look(adopt, { of: own, at: `#token=${TOKEN}` });
      } finally {
        await own.close();
      }
    });

    it('gives one reason why something cannot be done, and says where a MAC is to be corrected', async () => {
      const own = await standIn({ phones: 20, givesAddresses: false });
      const act = async (page: Page) => {
        const login = page.getByText('To change something, log in.');
        const onlyLogin = async () => {
          await login.first().waitFor();
          expect(await login.count()).toBe(1);
        };
        await open(page, `#/phones/${STUCK}`);
        const why = 'Release its lease: not here. this server gives no addresses';
        await page.getByText(why).waitFor();
        await onlyLogin();
        await open(page, '#/findings');
        await page.getByRole('heading', { name: 'Findings' }).waitFor();
        await onlyLogin();
        await open(page, '#/new');
        await page.getByRole('button', { name: 'That is it' }).click();
        await page.locator('.similar', { hasText: /Correct it here: lab\.yaml:\d+/ }).waitFor();
        await onlyLogin();
        await page.locator('.card [data-row]').last().click();
        await page.locator('#adopt:focus').waitFor();
        await onlyLogin();
      };
      try {
        await look(act, { of: own });
      } finally {
        await own.close();
      }
    });

    it('selects phones by a key, and gives the list as a table without formulas', () =>
      look(async (page) => {
        const table = async () => {
          const saving = page.waitForEvent('download');
          await page.getByRole('button', { name: 'Save as CSV' }).click();
          const saved = await (await saving).createReadStream();
          return (await saved.toArray()).join('').trimEnd().split('\r\n');
        };
        await rows(page).first().waitFor();
        expect(await table()).toHaveLength(421);
        for (const key of ['j', 'x', 'j', 'j', 'x']) await page.keyboard.press(key);
        await page.getByText('2 selected').waitFor();
        const [head, ...lines] = await table();
        expect(head).toMatch(/^mac,label,lines,/);
        const listed = await page.locator('tr.row a').evaluateAll(MACS);
        expect(lines.map((line) => line.slice(0, 17))).toEqual([listed[0], listed[2]]);
        await rows(page).nth(2).getByRole('checkbox').click();
        await page.getByText('1 selected').waitFor();
        await page.getByRole('button', { name: 'Select none' }).click();
        await page.getByText('1 selected').waitFor({ state: 'detached' });
        expect((await accessibility(page)).violations).toEqual([]);
      }));

    it('shows what has changed in a file, and what is in it', () =>
      look(async (page) => {
        await open(page, `#/phones/${macOf(6)}`);
        await page.getByRole('button', { name: 'What has changed' }).click();
        await page.locator('.lines .bad', { hasText: '-  <preferredCodec>none' }).waitFor();
        await page.locator('.lines .good', { hasText: '+  <preferredCodec>g711alaw' }).waitFor();
        const show = page.getByRole('button', { name: /^Show without passwords: SEP/ });
        await show.click();
        await page.locator('.lines', { hasText: '<authPassword>***<' }).waitFor();
        expect((await accessibility(page)).violations).toEqual([]);
        expect(await show.getAttribute('aria-expanded')).toBe('true');
        await show.click();
        await page.locator('.lines', { hasText: '<authPassword>' }).waitFor({ state: 'detached' });
      }));

    it('shows each event of a boot that is kept, and how full a pool was', () =>
      look(async (page) => {
        await open(page, `#/phones/${STUCK}`);
        const steps = page.locator('.steps li:not(.next)');
        await page.getByText('4×, every').waitFor();
        expect(await steps.count()).toBe(5);
        const here = page.locator('.steps li.here', { hasText: 'here it is stuck' });
        expect(await here.count()).toBe(1);
        await page.getByRole('button', { name: 'raw' }).click();
        await page.getByText('2 more before it: their times are not kept').waitFor();
        expect(await steps.count()).toBe(6);
        expect(await here.count()).toBe(1);
        expect((await accessibility(page)).violations).toEqual([]);
        await open(page, '#/networks');
        await page.locator('.past-use polyline').waitFor();
        await page.getByText(/at most 49 of 50,/).waitFor();
        await page.getByText('nothing to draw yet').waitFor();
        await page.getByText('no pool: each address is reserved').waitFor();
        expect(await page.getByText(/\b0 of 0\b/).count()).toBe(0);
        expect((await accessibility(page)).violations).toEqual([]);
      }));

    it('asks twice before it releases an address, and reloads', () =>
      look(
        async (page) => {
          await open(page, `#/phones/${STUCK}`);
          await page.getByRole('button', { name: 'Release its lease' }).click();
          await page.getByText('becomes free').waitFor();
          expect(server.acts.filter((act) => act.startsWith('DELETE leases'))).toEqual([]);
          await page.getByRole('button', { name: 'Yes, release it' }).click();
          await page.getByText('Its lease is released.').waitFor();
          await open(page, '#/findings');
          await page.getByRole('button', { name: 'Reload' }).click();
          await page.getByText('being read again').waitFor();
          const acts = server.acts.map((act) => act.split(' ').slice(0, 2).join(' '));
          expect(acts).toEqual(expect.arrayContaining([`DELETE leases/${STUCK}`, 'POST reload']));
        },
        { at: `#token=${TOKEN}` },
      ));

    it('keeps the token nowhere', () =>
      look(
        async (page) => {
          await page.getByRole('button', { name: 'Log out' }).waitFor();
          const kept = await page.evaluate(
            'location.href + JSON.stringify(localStorage) + document.documentElement.outerHTML',
          );
          expect(kept).not.toContain(TOKEN);
          await page.getByRole('button', { name: 'Log out' }).click();
          await page.getByRole('button', { name: 'Log in' }).first().waitFor();
        },
        { at: `#token=${TOKEN}` },
      ));

    it('takes the token also where somebody goes on at once', () =>
      look(async (page) => {
        await page.addInitScript("addEventListener('load', () => (location.hash = '#/findings'))");
        await page.goto('about:blank');
        await page.goto(`${server.url}#token=${TOKEN}`);
        await page.getByRole('button', { name: 'Log out' }).waitFor();
      }));

    it('asks who must log in for the token, and says when it is wrong', async () => {
      const locked = await standIn({ phones: 20, isLocked: true });
      try {
        await look(
          async (page) => {
            await page.getByText('only to those who are logged in').waitFor();
            expect(await rows(page).count()).toBe(0);
            expect((await accessibility(page)).violations).toEqual([]);
            await page.getByLabel('Token').fill('wrong');
            await page.keyboard.press('Enter');
            await page.getByRole('alert').getByText('not the token').waitFor();
            await page.getByLabel('Token').fill(TOKEN);
            await page.keyboard.press('Enter');
            await rows(page).first().waitFor();
          },
          { of: locked },
        );
      } finally {
        await locked.close();
      }
    });

    it('is at home below the path of a proxy', async () => {
      const below = await standIn({ phones: 20, prefix: '/desk/phones' });
      try {
        await look(
          async (page) => {
            await rows(page).first().waitFor();
            await open(page, `#/phones/${STUCK}`);
            await page.locator('.phone .steps li').first().waitFor();
          },
          { of: below },
        );
      } finally {
        await below.close();
      }
    });

    it('moves nothing while somebody looks, says what has changed, and shows it when it is asked', async () => {
      const own = await standIn({ phones: 20 });
      try {
        await look(
          async (page) => {
            await rows(page).first().waitFor();
            const before = await labels(page);
            own.change(0, 1, 2, 3);
            const again = page.getByRole('button', { name: 'The order has changed' });
            await again.waitFor();
            expect(await labels(page)).toEqual(before);
            await page.locator('tr.row.upgrading').first().waitFor();
            await again.click();
            await expect.poll(() => labels(page)).not.toEqual(before);
            await page.getByRole('button', { name: 'waiting' }).click();
            await expect.poll(() => labels(page)).toEqual(['Ivanova']);
            own.change(2);
            await page.locator('tr.row.past').waitFor();
            own.change(1);
            await page.getByRole('button', { name: '1 more fits' }).click();
            await expect.poll(() => labels(page)).toEqual(['Reception']);
          },
          { of: own },
        );
      } finally {
        await own.close();
      }
    });

    it('says that too many watch, and nothing of a server that does not answer', async () => {
      const own = await standIn({ phones: 20 });
      try {
        const { page, close } = await watch(browser, own.url);
        await rows(page).first().waitFor();
        own.setFull(true);
        await page.getByText('no place for one more').waitFor();
        expect(await page.getByText('does not answer since').count()).toBe(0);
        own.setFull(false);
        await page.getByText('no place for one more').waitFor({ state: 'detached' });
        await close();
      } finally {
        await own.close();
      }
    });

    it('says that the server is lost, and goes on when it is back, as who is not logged in there', async () => {
      const own = await standIn({ phones: 20 });
      try {
        const { page, close } = await watch(browser, `${own.url}#token=${TOKEN}`);
        await rows(page).first().waitFor();
        await page.getByRole('button', { name: 'Log out' }).waitFor();
        own.forgetSessions();
        own.setDeaf(true);
        await page.getByText('does not answer since').waitFor();
        expect(await rows(page).count()).toBe(20);
        own.setDeaf(false);
        await page.getByText('does not answer since').waitFor({ state: 'detached' });
        await page.getByRole('button', { name: 'Log in' }).waitFor();
        own.change(1);
        await page.locator('tr.row').first().waitFor();
        await close();
      } finally {
        await own.close();
      }
    });

    it('draws some of ten thousand phones, and finds one among them as they change', async () => {
      const many = await standIn({ phones: 10_000, changing: 200 });
      try {
        await look(
          async (page) => {
            await page.getByText('10,000 of 10,000').waitFor();
            expect(await rows(page).count()).toBeLessThan(60);
            await page.keyboard.press('/');
            await page.keyboard.type('16997');
            await expect.poll(() => labels(page)).toEqual(['Store 9997']);
            await page.keyboard.press('Control+a');
            await page.keyboard.press('Delete');
            await page.keyboard.press('ArrowDown');
            await page.keyboard.press('End');
            await expect
              .poll(() => page.evaluate('document.activeElement.closest("tr")?.ariaRowIndex'))
              .toBe('10001');
          },
          { of: many },
        );
      } finally {
        await many.close();
      }
    });
  });
});
