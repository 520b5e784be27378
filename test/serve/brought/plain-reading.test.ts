// Models of the site's own count where plain files are judged, and broken ones are in nobody's way.

import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BUILT_IN_TEMPLATES } from '../../../src/render/template-tree.js';
import { plainReading } from '../../../src/serve/brought/plain-reading.js';
import { folderOfTests } from '../../folder-of-test.js';

const folder = folderOfTests('own');
const modelsOf = (templates: string) => plainReading(templates).models.map(({ id }) => id);

it('with a model of its own', () => {
  const own = join(folder, 'own');
  const model = (name: string, from: string) => join(from, 'cisco', name);
  cpSync(model('7931g', BUILT_IN_TEMPLATES), model('9999x', own), { recursive: true });
  expect(modelsOf(own)).toContain('cisco-9999x');
});

it.each(['missing', 'broken'])('and without, if the folder is %s', (name) => {
  if (name === 'broken') {
    mkdirSync(join(folder, name, 'cisco', 'x'), { recursive: true });
    writeFileSync(join(folder, name, 'cisco', 'x', 'phone.json'), '{');
  }
  const models = modelsOf(join(folder, name));
  expect(models).toContain('cisco-7931g');
  expect(models).not.toContain('cisco-9999x');
});
