// What an import does again and again while it looks for what its inventory does not say: how often each file is looked at.

import { expect, it } from 'vitest';
import { importSite } from '../../../src/artifacts/import/import-site.js';
import type { Driver } from '../../../src/phones/driver.js';
import { PACKS } from '../../phones/shipped-models.js';
import { fileOf, IMPORTERS, TEMPLATES } from './import-under-test.js';
import { line, sepOf } from './sep-file.js';

const PLAIN = 'SEP001BD4000001.cnf.xml';
const ODD = 'SEP001BD4000002.cnf.xml';

/** The packs, and how often each text was linted, by name of the file. */
function countLints() {
  const counts = new Map<string, number>();
  const counting = (driver: Driver): Driver => ({
    ...driver,
    lint(name, ...rest) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      return driver.lint(name, ...rest);
    },
  });
  const drivers = new Map([...PACKS.drivers].map(([name, each]) => [name, counting(each)]));
  return { packs: { ...PACKS, drivers }, counts };
}

it('looks again only at the files that are made otherwise than before', () => {
  const { packs, counts } = countLints();
  const files = [
    fileOf(PLAIN, sepOf()),
    fileOf(
      ODD,
      sepOf({
        lines: line(1, '7002'),
        device: '<vendorConfig><newThing>7</newThing></vendorConfig>',
      }),
    ),
  ];
  const imported = importSite({ files, packs, importers: IMPORTERS, templates: TEMPLATES });
  expect(imported.text).toContain('vendorConfig/newThing');
  expect(counts.get(PLAIN)).toBe(1);
  expect(counts.get(ODD)).toBe(2);
});
