// Texts of the page: all there in each language, and numbers, sizes and times as each language writes them.

import { describe, expect, it } from 'vitest';
import { createFormat } from '../../src/face/format.js';
import { en as first } from '../../src/face/texts/en.js';
import { enMore } from '../../src/face/texts/en-more.js';
import { chooseLanguage, languages } from '../../src/face/texts/language.js';
import { ru as firstRussian } from '../../src/face/texts/ru.js';
import { ruMore } from '../../src/face/texts/ru-more.js';
import { enRollouts } from '../../src/face/views/rollouts/rollouts-en.js';
import { ruRollouts } from '../../src/face/views/rollouts/rollouts-ru.js';
import { LANGUAGES } from '../../src/timeline/texts/languages.js';
import { filesBelow } from '../shape/source-files.js';

const en = { ...first, ...enMore, ...enRollouts };
const ru = { ...firstRussian, ...ruMore, ...ruRollouts };

/** Each text with where it stands; what is made of numbers or texts is made of some. */
function textsIn(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const given = Array.from({ length: value.length }, (_, at) => at + 2);
    return [[path, String(value(...given))]];
  }
  if (typeof value !== 'object' || value === null || path === '.format') return [];
  return Object.entries(value).flatMap(([name, each]) => textsIn(each, `${path}.${name}`));
}
/** Named as the wire and the field name them. */
const SAME = /^\.(lang$|mac$|keys\.\d+\.0$|heardWays\.|knownBys\.User-Agent$|repeated$)/;

describe('texts', () => {
  it('are the same ones in each language', () => {
    const names = (texts: unknown) => textsIn(texts).map(([path]) => path);
    expect(names(ru)).toEqual(names(en));
    expect(names(en).length).toBeGreaterThan(200);
  });

  it('are there in the languages in which the server tells of phones', () => {
    expect(languages().map(({ lang }) => lang)).toEqual(Object.keys(LANGUAGES));
  });

  it('stand in one of the files, never in two', () => {
    expect(Object.keys(en)).toHaveLength(
      [first, enMore, enRollouts].reduce((sum, texts) => sum + Object.keys(texts).length, 0),
    );
  });

  it('are none of them empty, and none left in English', () => {
    const russian = new Map(textsIn(ru));
    const odd = textsIn(en).filter(([path, text]) => {
      const other = russian.get(path) ?? '';
      return text === '' || other === '' || (!SAME.test(path) && !/[а-яё\d]/i.test(other));
    });
    expect(odd).toEqual([]);
  });

  it('are said somewhere, all of them', () => {
    const code = filesBelow(
      'src/face',
      /(?<!texts\/(?:en|ru)(?:-more)?)(?<!rollouts-(?:en|ru))\.tsx?$/,
    ).map(({ text }) => text.replaceAll('texts.', 't.'));
    const said = new Set(code.flatMap((text) => text.match(/(?<=\bt\.)\w+/g) ?? []));
    // Of what is filtered.
    const BY_NAME = ['model', 'network', 'group'];
    const unsaid = Object.keys(en).filter((name) => !BY_NAME.includes(name) && !said.has(name));
    expect(unsaid).toEqual([]);
  });

  it.each([
    [1, '1 телефон'],
    [2, '2 телефона'],
    [5, '5 телефонов'],
    [11, '11 телефонов'],
    [21, '21 телефон'],
    [1_234, '1 234 телефона'],
  ])('count %d as %s', (n, text) => {
    expect(ru.phones(n).replace(/\s/g, ' ')).toBe(text);
  });

  it('count in English', () => {
    expect([en.phones(1), en.phones(2), en.phones(0)]).toEqual(['1 phone', '2 phones', '0 phones']);
  });

  it.each([
    [['ru-RU', 'en'], 'ru'],
    [['de', 'RU'], 'ru'],
    [['de-AT'], 'en'],
    [[], 'en'],
    [['run'], 'en'],
  ])('for %j are in %s', (wanted, language) => {
    expect(chooseLanguage(wanted)).toBe(language);
  });
});

describe('a format', () => {
  const plain = (text: string) => text.replace(/\s/g, ' ');
  const english = createFormat('en-US');
  const russian = createFormat('ru');

  it('has the largest unit of a time, rounded down', () => {
    const all = [0, 999, 59_999, 60_000, 3_599_999, 7_200_000, 200_000_000];
    expect(all.map(english.lasting)).toEqual(['0s', '0s', '59s', '1 min', '59 min', '2h', '2d']);
    expect(plain(russian.lasting(125_000))).toBe('2 мин');
    expect(english.lasting(-5)).toBe('0s');
  });

  it('has sizes in bytes, and large ones in megabytes', () => {
    expect([english.bytes(7_385), english.bytes(1), english.bytes(3_100_000)]).toEqual([
      ...['7,385 bytes', '1 byte', '3.1 MB'],
    ]);
    expect(plain(russian.bytes(3_100_000))).toBe('3,1 МБ');
    expect(english.seconds(2_440)).toBe('2.4s');
  });

  it('has a date with a time of another day', () => {
    const noon = new Date(2026, 10, 28, 12, 41, 7).getTime();
    const iso = new Date(noon).toISOString();
    expect(english.time(iso, noon + 60_000)).toBe('12:41:07');
    expect(english.time(iso, noon + 86_400_000)).toBe('Nov 28, 2026, 12:41:07');
  });
});
