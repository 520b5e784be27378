// An inventory with a file of ours beside it: read once, whether it includes that file or not, for a large one takes seconds.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownFileNow, readWithOwnFile } from '../../src/artifacts/with-own-file.js';
import type { KeptSources } from '../../src/inventory/read/kept-sources.js';
import { createFolder, INVENTORY, SECRETS } from '../cli/cli-under-test.js';

const MAC = '5c:fc:66:00:00:99';
const OWN = `phones: [{ mac: "${MAC}", model: fanvil-x4, keys: { 1: { line: "7001" } } }]\n`;

function read(include?: (cwd: string) => string) {
  const cwd = createFolder();
  const including = include ? `include: [${include(cwd)}]\n` : '';
  writeFileSync(join(cwd, 'offhook.yaml'), INVENTORY + including);
  const source = { cwd, file: 'offhook.yaml', env: SECRETS };
  const asked: string[] = [];
  const keptSources: KeptSources = ({ path }, made) => {
    asked.push(path);
    return made();
  };
  const now = ownFileNow(source, 'adopted.yaml');
  return { asked, ...readWithOwnFile(source, now, OWN, { keptSources }) };
}

describe('an inventory with a file of ours', () => {
  it('that it does not include is read with it, once, and says what to write', () => {
    const { asked, snapshot, toInclude } = read();
    expect(asked).toEqual(['offhook.yaml', 'adopted.yaml']);
    expect([...snapshot.phones.keys()]).toContain(MAC);
    expect(toInclude).toBe('write include: [adopted.yaml] in offhook.yaml');
  });

  it('that it includes is read as it is, once', () => {
    const { asked, snapshot, toInclude } = read(() => 'adopted.yaml');
    expect(asked).toEqual(['offhook.yaml', 'adopted.yaml']);
    expect([...snapshot.phones.keys()]).toContain(MAC);
    expect(toInclude).toBeUndefined();
  });

  it.each([
    ['beside others', () => 'adopted.yaml, more/*.yaml'],
    ['by another name', () => './adopted.yaml'],
    ['by its whole path', (cwd: string) => join(cwd, 'adopted.yaml')],
  ])('that it includes %s is not asked to include it, and has no phone twice', (_, include) => {
    const { snapshot, toInclude } = read(include);
    expect(toInclude).toBeUndefined();
    expect(snapshot.site.phones.filter(({ mac }) => mac === MAC)).toHaveLength(1);
  });
});
