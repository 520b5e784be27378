import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPacks } from '../../../src/phones/packs/packs.js';
import { DRIVERS } from '../../../src/phones/registry.js';
import {
  BUILT_IN_TEMPLATES,
  readTemplateTree,
  type TemplateTree,
} from '../../../src/render/template-tree.js';
import { folderOfTest } from '../../folder-of-test.js';

const SHIPPED = readTemplateTree([BUILT_IN_TEMPLATES]);
const X4 = 'fanvil/x4/phone.json';

/** The shipped tree with one file changed. */
function withFile(name: string, change: (text: string) => string): TemplateTree {
  const text = change(SHIPPED.get(name)?.text ?? '');
  return new Map([...SHIPPED, [name, { path: name, text }]]);
}

const replace = (from: RegExp, to: string) => (text: string) => {
  expect(text).toMatch(from);
  return text.replace(from, to);
};

describe('a model folder', () => {
  it('as it is shipped has no fault', () => {
    expect(createPacks(SHIPPED, DRIVERS).diagnostics).toEqual([]);
  });

  it.each([
    [
      'without a fact of its vendor',
      withFile(X4, replace(/"facts": \{/, '"facts": { "nonsense": 1,')),
    ],
    ['with a maker block that is none', withFile(X4, replace(/"ouis": \[/, '"ouis": ["00:a8",'))],
    ['without keys', withFile(X4, replace(/"keys": \d+/, '"keys": 0'))],
    ['that is not JSON', withFile(X4, () => '{')],
  ])('%s is a finding, and no model', (_, tree) => {
    const { models, diagnostics } = createPacks(tree, DRIVERS);
    expect(models.has('fanvil-x4')).toBe(false);
    expect(models.has('fanvil-x5u')).toBe(true);
    expect(diagnostics.map(({ code, place }) => [code, place.file])).toEqual([
      ['model/invalid', X4],
    ]);
  });
});

describe('templates of several folders', () => {
  const folderOf = (files: Readonly<Record<string, string>>) => {
    const folder = folderOfTest('templates');
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return folder;
  };

  it('lie over one another file by file, examples and other files left out', () => {
    const below = folderOf({ 'v/a.hbs': 'a', 'v/b.hbs': 'b', 'v/notes.md': '' });
    const above = folderOf({ 'v/b.hbs': 'B', 'v/cases/c.json': '{}', 'v/c.json': '{}' });
    const tree = readTemplateTree([below, above], (path) => path.slice(-7));
    expect([...tree].map(([name, { path, text }]) => [name, path, text])).toEqual([
      ['v/a.hbs', 'v/a.hbs', 'a'],
      ['v/b.hbs', 'v/b.hbs', 'B'],
      ['v/c.json', '/c.json', '{}'],
    ]);
  });
});
