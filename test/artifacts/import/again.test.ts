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

/** Not all files say of which model their phone is: whoever imports names one model of a maker, and has phones of that one. */
const SITES = [...CASES, ...EXAMPLES].flatMap(({ name, file }) => {
  const { artifacts, phones } = buildCase(file);
  const models = new Map([...phones.values()].map(({ model }) => [model, makerOf(model)]));
  return [...models].map(([model, maker]) => {
    const others = new Map([...models].toReversed().map(([id, its]) => [its, id]));
    const named = [...others.set(maker, model).values()];
    const kept = [...artifacts.values()].filter(
      (artifact) =>
        artifact.driver.loadImporter && (!artifact.phone || named.includes(artifact.phone.model)),
    );
    const made = Object.fromEntries(kept.map(({ name, render }) => [name, render()]));
    return { name: `${name} ${model}`, named, made };
  });
});

function makerOf(model: string): string {
  return model.slice(0, model.indexOf('-'));
}

describe.each(SITES)('$name', ({ made, named }) => {
  const imported = importTexts(made, ...named);

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
