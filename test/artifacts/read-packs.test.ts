import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { readPacks } from '../../src/artifacts/read-snapshot.js';
import { BUILT_IN_TEMPLATES } from '../../src/render/template-tree.js';
import { folderOfTests } from '../folder-of-test.js';

const cwd = folderOfTests('packs');
it('models and templates are made once as long as the folder of own ones says the same', () => {
  const own = join(cwd, 'templates');
  mkdirSync(join(own, 'cisco'), { recursive: true });
  writeFileSync(join(own, 'cisco/extra.hbs'), 'one');
  const first = readPacks(cwd, [own]);
  expect(readPacks(cwd, [own])).toBe(first);

  writeFileSync(join(own, 'cisco/extra.hbs'), 'two');
  const second = readPacks(cwd, [own]);
  expect(second.tree.get('cisco/extra.hbs')).toEqual({
    path: join('templates', 'cisco', 'extra.hbs'),
    text: 'two',
  });
  expect([...second.models.keys()]).toEqual([...first.models.keys()]);
  expect(readPacks(cwd, []).tree.has('cisco/extra.hbs')).toBe(false);
});

it('built-in templates are made once for all folders in which they have the same names', () => {
  const pathIn = (folder: string) =>
    readPacks(folder, []).tree.get('cisco/7931g/SEP.cnf.xml.hbs')?.path;
  expect(readPacks(cwd, [])).toBe(readPacks(join(cwd, 'below'), []));
  const path = join(BUILT_IN_TEMPLATES, 'cisco/7931g/SEP.cnf.xml.hbs');
  expect(pathIn(cwd)).toBe(path);
  expect(pathIn(dirname(BUILT_IN_TEMPLATES))).toBe('templates/cisco/7931g/SEP.cnf.xml.hbs');
  expect(pathIn(BUILT_IN_TEMPLATES)).toBe('cisco/7931g/SEP.cnf.xml.hbs');
  expect(pathIn(join(BUILT_IN_TEMPLATES, 'cisco'))).toBe('7931g/SEP.cnf.xml.hbs');
  expect(pathIn(join(BUILT_IN_TEMPLATES, 'fanvil'))).toBe(path);
});
