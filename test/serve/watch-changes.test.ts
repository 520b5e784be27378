import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Watcher, watchFiles } from '../../src/serve/watch.js';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

/** A site in a folder of its own. */
function createSite() {
  const dir = mkdtempSync(join(tmpdir(), 'offhook-watch-'));
  const inventory = join(dir, 'offhook.yaml');
  writeFileSync(inventory, 'offhook: 1\n');
  writeFileSync(join(dir, 'serve.log'), 'line\n');
  mkdirSync(join(dir, 'templates/cisco'), { recursive: true });
  open.push({ close: () => rmSync(dir, { recursive: true }) });
  return { dir, inventory, templates: join(dir, 'templates') };
}

/** `next` is the next change that was not waited for yet. */
function watchSite({ inventory, templates }: ReturnType<typeof createSite>, sinceMs: number) {
  let told = 0;
  let wake = () => {};
  const changed = () => {
    told++;
    wake();
  };
  const watched = { files: [inventory], folders: [templates], sinceMs };
  const watcher: Watcher = watchFiles(watched, changed, (error) => {
    throw error;
  });
  open.unshift(watcher);
  const next = async () => {
    while (told === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    told--;
    return 'told';
  };
  return { next };
}

describe('a change is told', () => {
  it('if it came before the watching began, but after the reading', async () => {
    const site = createSite();
    expect(await watchSite(site, Date.now() - 60_000).next()).toBe('told');
  });

  // The first change is the one above: from then on the watcher is awake.
  it.each([
    ['of the inventory', 'offhook.yaml'],
    ['that brings a file which an include may match', 'phones.csv'],
    ['below the templates', 'templates/cisco/SEP.cnf.xml.hbs'],
  ])('%s', async (_, name) => {
    const site = createSite();
    const { next } = watchSite(site, Date.now() - 60_000);
    await next();
    writeFileSync(join(site.dir, name), 'x\n');
    expect(await next()).toBe('told');
  });

  it('even while something else in the folder never rests', async () => {
    const site = createSite();
    const { next } = watchSite(site, Date.now() - 60_000);
    await next();
    const log = join(site.dir, 'serve.log');
    const growing = setInterval(() => appendFileSync(log, 'line\n'), 20);
    open.unshift({ close: () => clearInterval(growing) });
    writeFileSync(site.inventory, 'x\n');
    expect(await next()).toBe('told');
  });
});
