import { expect, it } from 'vitest';
import { createServedSite, type ServedFile } from '../../src/serve/served-site.js';
import { siteDataOf } from '../../src/serve/site-data.js';
import { LAB, snapshotOf } from './snapshot-under-test.js';

const SEP = 'SEP5CFC665D4F9A.cnf.xml';

/** With a renderer that says which file it made for the how-manieth time. */
function countingSite() {
  const counts = new Map<number, number>();
  const { files } = createServedSite(siteDataOf(snapshotOf(LAB), { diagnostics: [], texts: [] }), {
    render(row) {
      const count = (counts.get(row) ?? 0) + 1;
      counts.set(row, count);
      return Promise.resolve({ kind: 'file', bytes: Buffer.from(`made ${count}`) });
    },
    lost: new Promise(() => {}),
    close() {},
  });
  const textOf = async (how: 'fetch' | 'render') => {
    const made = await files[how](files.find(SEP) as ServedFile);
    return made.kind === 'file' ? Buffer.from(made.bytes).toString() : made.why;
  };
  return textOf;
}

it('what a phone has fetched is made once, for the phone and for who looks at it then', async () => {
  const textOf = countingSite();
  expect(await textOf('fetch')).toBe('made 1');
  expect(await textOf('fetch')).toBe('made 1');
  expect(await textOf('render')).toBe('made 1');
});

it('a look at a file that no phone has fetched takes no room of those that phones fetch', async () => {
  const textOf = countingSite();
  expect(await textOf('render')).toBe('made 1');
  expect(await textOf('render')).toBe('made 2');
  expect(await textOf('fetch')).toBe('made 3');
});
