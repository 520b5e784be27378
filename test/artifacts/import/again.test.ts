// What offhook wrote, imported: the inventory that comes out makes the same files.

import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildCase, CASES } from '../../phones/shipped-models.js';
import { errorsOf, importTexts } from './import-under-test.js';

const EXAMPLES = readdirSync('examples').map((name) => ({
  name: `examples/${name}`,
  file: resolve('examples', name, 'offhook.yaml'),
}));

describe.each([...CASES, ...EXAMPLES])('$name', ({ file }) => {
  const snapshot = buildCase(file);
  const made = Object.fromEntries(
    [...snapshot.artifacts.values()]
      .filter(({ driver }) => driver.loadImporter)
      .map((artifact) => [artifact.name, artifact.render()]),
  );
  const models = [...snapshot.phones.values()].map(({ model }) => model);
  const imported = importTexts(made, ...models.toReversed());

  it('is imported without an error', () => {
    expect(errorsOf(imported)).toEqual([]);
    expect(imported.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('makes the same files again', () => {
    expect(Object.keys(made)).not.toEqual([]);
    for (const [name, text] of Object.entries(made)) {
      expect(imported.trial.files.get(name), name).toBe(text);
    }
  });
});
