// Round trip of files that phones and other programs have written, where they are at hand.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpusOf } from '../../corpus.js';
import { errorsOf, importTexts } from './import-under-test.js';

const { folder: CORPUS, present } = corpusOf('fanvil');

const OWN = '00a859000001.cfg';
const FILES = [
  { file: '017-txt-19col.txt', model: 'fanvil-x4', settings: 900 },
  { file: '018-txt-24col.txt', model: 'fanvil-x5u', settings: 1000 },
  { file: '001-dotted.txt', model: 'fanvil-x4', settings: 5 },
  { file: '003-xml-voip-config-file.xml', model: 'fanvil-x4', settings: 5 },
  { file: '009-txt-partial.cfg', model: 'fanvil-x5u', settings: 3 },
];

describe.runIf(present).each(FILES)('$file', ({ file, model, settings }) => {
  const text = present ? readFileSync(join(CORPUS, file), 'utf8') : '';

  it('says the same when it is made again', () => {
    const imported = importTexts({ [OWN]: text }, model);
    expect(errorsOf(imported)).toEqual([]);
    expect(imported.trial.snapshot.phones.size).toBe(1);
    const lost = [...imported.differences.values()]
      .flat()
      .filter(({ kind }) => kind === 'lacking' || kind === 'other');
    expect(lost.map(({ path, why }) => `${path}: ${why}`)).toEqual([]);
    const again = importTexts({ [OWN]: imported.trial.files.get(OWN) ?? '' }, model);
    expect(again.trial.files.get(OWN)).toBe(imported.trial.files.get(OWN));
    expect(imported.trial.files.get(OWN)?.split('\n').length).toBeGreaterThan(settings / 10);
  });
});
