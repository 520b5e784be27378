// Templates that the build compiled make the same files, and name the same places, as those compiled here.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTemplates } from '../../src/render/template.js';
import { BUILT_IN_TEMPLATES, readTemplateTree } from '../../src/render/template-tree.js';
import { buildCase, CASES } from '../phones/shipped-models.js';

const DIST = join(import.meta.dirname, '../../dist');
const isBuilt = existsSync(join(DIST, 'prepared'));
if (!isBuilt) console.log('what the build prepares is not tested: the build is missing');

const load = createRequire(import.meta.url);
const tree = readTemplateTree([BUILT_IN_TEMPLATES]);
const names = [...tree.keys()].filter((name) => name.endsWith('.hbs'));

/** Built modules find what the build prepared; those of the sources compile. */
const built = {
  template: (): Promise<typeof import('../../src/render/template.js')> =>
    import(join(DIST, 'render/template.js')),
  readSnapshot: (): Promise<typeof import('../../src/artifacts/read-snapshot.js')> =>
    import(join(DIST, 'artifacts/read-snapshot.js')),
};

function outcome(run: () => string): unknown {
  try {
    return run();
  } catch (cause) {
    if (!(cause instanceof Error) || !('place' in cause)) throw cause;
    return { message: cause.message, place: cause.place };
  }
}

describe.skipIf(!isBuilt)('prepared templates', () => {
  it('are those that are shipped', () => {
    const { byName } = load(join(DIST, 'prepared/templates.cjs'));
    expect([...byName.keys()].toSorted()).toEqual(names.toSorted());
    for (const name of names) expect(byName.get(name).text).toBe(tree.get(name)?.text);
  });

  it.each(CASES)('make the files of $name', async ({ file }) => {
    const { readSnapshot } = await built.readSnapshot();
    const ready = readSnapshot({ cwd: dirname(file), file, env: {} });
    const rendered = [...ready.artifacts.values()].map(({ name, render }) => [name, render()]);
    const here = [...buildCase(file).artifacts.values()];
    expect(rendered).toEqual(here.map(({ name, render }) => [name, render()]));
  });

  it('name the place of what is missing', async () => {
    const ready = (await built.template()).createTemplates(tree);
    const here = createTemplates(tree);
    const outcomes = names.map((name) => outcome(() => here.render(name, 'xml', {})));
    expect(names.map((name) => outcome(() => ready.render(name, 'xml', {})))).toEqual(outcomes);
    expect(outcomes.filter((each) => typeof each === 'object').length).toBeGreaterThan(10);
  });
});
