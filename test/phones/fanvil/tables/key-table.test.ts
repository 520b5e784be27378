// The table of keys: of which kind each is, and whether it has all that phones' files are known to hold.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { maskLines } from '../../../../src/phones/fanvil/forms/mask-lines.js';
import type { Dialect } from '../../../../src/phones/fanvil/tables/facts.js';
import {
  type KeyKinds,
  type ValueFault,
  valueFault,
  wordsFor,
} from '../../../../src/phones/fanvil/tables/key-kinds.js';
import { found, read, TXT } from '../fanvil-under-test.js';

type Rows = Readonly<Record<string, string | { readonly kind: string }>>;
interface Keys
  extends Readonly<Record<Dialect, Readonly<Record<string, Readonly<Record<string, Rows>>>>>> {
  readonly kinds: KeyKinds;
}
const KEYS = read('keys') as Keys;

const rows = (['A', 'B'] as const).flatMap((dialect) =>
  Object.entries(KEYS[dialect]).flatMap(([module, sections]) =>
    Object.values(sections).flatMap((keys) =>
      Object.entries(keys).map(([key, row]) => ({
        dialect,
        module,
        key,
        kind: typeof row === 'string' ? row : row.kind,
      })),
    ),
  ),
);

describe('the table of keys', () => {
  it('has a kind for each, and a key for each kind', () => {
    const used = new Set(rows.map(({ kind }) => kind));
    expect(rows.length).toBeGreaterThan(1800);
    expect([...used].filter((kind) => !Object.hasOwn(KEYS.kinds, kind))).toEqual([]);
    expect(Object.keys(KEYS.kinds).filter((kind) => !used.has(kind))).toEqual([]);
  });

  it('says of each kind who says so', () => {
    for (const { source } of Object.values(KEYS.kinds)) expect(source).toMatch(/\w{3}/);
  });

  it('has each of its secrets masked, and shows its numbers', () => {
    const seen = (key: string) => maskLines(`${key.replace('{n}', '1')} :4711`).includes('4711');
    const secrets = rows.filter(({ kind }) => kind === 'secret').map(({ key }) => key);
    expect(secrets.length).toBeGreaterThan(50);
    expect(secrets.filter(seen)).toEqual([]);
    const numbers = rows.filter(({ kind }) => kind === 'port' || kind === 'switch');
    expect(numbers.filter(({ key }) => !seen(key))).toEqual([]);
  });

  it.each<readonly [string, string, ValueFault | undefined]>([
    ['text', 'anything: at all', undefined],
    ['number', '-7', undefined],
    ['number', ' 7 ', undefined],
    ['number', '', undefined],
    ['number', '7a', 'no-number'],
    ['number', '0x7', 'no-number'],
    ['port', '65535', undefined],
    ['port', '65536', 'out-of-range'],
    ['port', '-1', 'out-of-range'],
    ['port', '9'.repeat(400), 'out-of-range'],
    ['switch', '1', undefined],
    ['switch', '2', 'no-choice'],
    ['quarters', '-48', undefined],
    ['quarters', '57', 'out-of-range'],
    ['seconds', '0', undefined],
    ['seconds', '-1', 'out-of-range'],
    ['minutes', '-60', undefined],
    ['option', '66', undefined],
    ['option', '128', undefined],
    ['option', '255', 'no-choice'],
    ['address', '10.20.1.1', undefined],
    ['address', '10.20.1', 'no-address'],
    ['label', 'x'.repeat(31), undefined],
    ['label', 'ж'.repeat(16), 'too-long'],
  ])('%s: %s is %s', (kind, value, fault) => {
    expect(valueFault(found(KEYS.kinds[kind], kind), value)).toBe(fault);
  });

  it.each([
    ['port', '0 to 65535'],
    ['seconds', '0 or more (s)'],
    ['minutes', 'a whole number (min)'],
    ['switch', '0 or 1'],
    ['protocol', '1 FTP, 2 TFTP, 4 HTTP, 5 HTTPS'],
    ['address', 'an IPv4 address'],
    ['label', '31 bytes at most'],
  ])('%s takes %s', (kind, words) => {
    expect(wordsFor(found(KEYS.kinds[kind], kind))).toBe(words);
  });
});

const BESIDE = fileURLToPath(new URL('../../../../../shared/corpus', import.meta.url));
const FACTS = join(process.env.OFFHOOK_CORPUS ?? BESIDE, '../spec/fanvil-keys.tsv');
const present = existsSync(FACTS);
if (!present) console.log(`skipped: no table of the keys of phones’ files in ${FACTS}`);

/** What a list of keys that was made by a program has beside keys: pieces of a template, headings. */
const NO_KEY = /'|^--/;
/** Seen once, in a file with the version of A and modules of B, which is read as one of B. */
const OF_B = 'PHONE FEATURE MODULE';

describe.runIf(present)('keys that were seen in files of phones', () => {
  const seen = (present ? readFileSync(FACTS, 'utf8') : '')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split('\t'))
    .map(([dialect = '', module = '', section = '', key = '', , , masked = '']) => ({
      dialect: dialect === 'A' && module === OF_B ? 'B' : (dialect as Dialect),
      ...{ module, section, key, masked: masked !== '' },
    }))
    .filter(({ key }) => !NO_KEY.test(key));

  it('are many', () => {
    expect(seen.length).toBeGreaterThan(1850);
  });

  it('are all known, each in its module', () => {
    const unknown = seen.filter(
      ({ dialect, module, key }) => !TXT.known.find(dialect as Dialect, module, key),
    );
    expect(unknown).toEqual([]);
  });

  it('are known in their section where one of its name is there', () => {
    const sections = (dialect: Dialect, module: string) =>
      Object.keys(KEYS[dialect][module] ?? {}).map((name) => name.replace('{page}', '1'));
    const elsewhere = seen
      .filter(({ dialect, module, section }) =>
        sections(dialect as Dialect, module).includes(section),
      )
      .filter(({ section }) => section !== '')
      .filter(({ dialect, module, section, key }) => {
        const known = TXT.known.find(dialect as Dialect, module, key)?.sections ?? [];
        return !known.map((name) => name.replace('{page}', '1')).includes(section);
      });
    expect(elsewhere).toEqual([]);
  });

  it('are secret where exports keep them to themselves', () => {
    const open = seen
      .filter(({ masked }) => masked)
      .filter(
        ({ dialect, module, key }) =>
          TXT.known.find(dialect as Dialect, module, key)?.kindName !== 'secret',
      );
    expect(open).toEqual([]);
  });
});
