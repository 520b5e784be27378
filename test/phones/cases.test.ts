// Each `templates/<vendor>/<model>/cases/<case>.yaml` makes exactly the files in the folder beside it.

import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkArtifact } from '../../src/artifacts/check-artifact.js';
import { buildCase, CASES, listExpected, PACKS, secretsOf } from './shipped-models.js';

describe('shipped models', () => {
  it('are all usable', () => {
    expect(PACKS.diagnostics).toEqual([]);
    expect(PACKS.models.size).toBeGreaterThanOrEqual(3);
  });

  it.each([...PACKS.models.keys()])('%s has a case', (id) => {
    expect(CASES.filter(({ model }) => model === id)).not.toEqual([]);
  });
});

describe.each(CASES)('$name', ({ file, expected }) => {
  const snapshot = buildCase(file);
  const checked = [...snapshot.artifacts.values()].map((artifact) => ({
    artifact,
    ...checkArtifact(artifact),
  }));

  it('makes the files beside it, byte for byte', async () => {
    for (const { artifact, text } of checked) {
      await expect(text).toMatchFileSnapshot(join(expected, artifact.name));
    }
    expect([...snapshot.artifacts.keys()].sort()).toEqual(listExpected(expected));
  });

  it('is accepted, but for plain passwords and what no phone has confirmed', () => {
    const all = [...snapshot.diagnostics, ...checked.flatMap(({ diagnostics }) => diagnostics)];
    const others = all.filter(
      ({ code }) => code !== 'inventory/plain-secret' && !code.endsWith('/unproven'),
    );
    expect(others).toEqual([]);
  });

  it('keeps its passwords in the files that say so, and out of their masked form', () => {
    const secrets = [...secretsOf(snapshot)];
    expect(secrets).not.toEqual([]);
    const said = JSON.stringify(snapshot.diagnostics);
    for (const secret of secrets) {
      expect(said).not.toContain(secret);
      for (const { artifact, text = '' } of checked) {
        if (!artifact.holdsSecrets) expect(text).not.toContain(secret);
        expect(artifact.driver.maskSecrets(artifact.name, text)).not.toContain(secret);
      }
    }
  });
});

describe('whenever', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  const filesOf = () =>
    CASES.map(({ name, file }) => ({
      name,
      files: [...buildCase(file).artifacts.values()].map((each) => [each.name, each.render()]),
    }));

  it('the files of each case are the same in another year', () => {
    const before = filesOf();
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2003-07-31T23:59:59Z') });
    expect(filesOf()).toEqual(before);
  });
});
