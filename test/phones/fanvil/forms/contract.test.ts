// What every form of file owes: those in the registry, and one that is made up.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasBadCharacter } from '../../../../src/core/characters.js';
import type { FormFile, Setting } from '../../../../src/phones/fanvil/forms/form.js';
import type { Assignment } from '../../../../src/phones/fanvil/settings/assignment.js';
import { factsOf, isForModel } from '../../../../src/phones/fanvil/tables/facts.js';
import { readContent } from '../../../../src/phones/recognise/content.js';
import { recognise } from '../../../../src/phones/recognise/recognise.js';
import { anyText } from '../../../any-text.js';
import { soak } from '../../../soak.js';
import { found, sitePhone, X4 } from '../fanvil-under-test.js';
import { DRIVER, PACKS, READABLE, TABLES, WRITTEN, type Written } from './forms-under-test.js';

const VERSION = '2.0007';
const RUNS = { numRuns: soak(6, 400) };
/** What a careless reader stumbles over. */
const ODD = [
  '',
  ' ',
  'a b ',
  ' a',
  ':',
  'a:b',
  'a=b',
  'a = b',
  '#',
  '###x',
  '<x>',
  '--y--  :',
  'ü',
];
const anyValue = fc
  .oneof(fc.string(), fc.constantFrom(...ODD))
  .filter((text) => !hasBadCharacter(text));

/** Some of what the spelling has a name for, each thing once, or once a line. */
function anySettings({ spelling, model }: Written): fc.Arbitrary<readonly Assignment[]> {
  const rows = TABLES.names.rows.filter(
    (row) => spelling.has(row) && isForModel(row, factsOf(model), TABLES.names),
  );
  const one = fc
    .record({ row: fc.constantFrom(...rows), n: fc.integer({ min: 1, max: 4 }), value: anyValue })
    .map(({ row, n, value }) => ({
      row,
      value,
      at: /^(?:line|web|\w+Key)\./.test(row.name) ? { n, slot: n, page: 1 } : {},
      asked: undefined,
    }));
  return fc.uniqueArray(one, {
    maxLength: 30,
    selector: ({ row, at: { n } }) =>
      row.name.startsWith('line.') ? `${row.name} ${n}` : row.name,
  });
}

const valuesOf = ({ settings }: FormFile) => settings.map(({ value }) => value);

/** By the names that `raw` has for them, all of which there must be. */
function byRawName({ form, dialect }: Written, text: string): ReadonlyMap<string, string> {
  const { settings, strays } = form.parse(text);
  expect(strays).toEqual([]);
  const entries = settings.map((setting) => {
    const name = found(form.rawNameOf(setting, dialect), JSON.stringify(setting));
    return [name, setting.value] as const;
  });
  expect(new Set(entries.map(([name]) => name)).size).toBe(entries.length);
  return new Map(entries);
}

/** The file of a phone with a bit of everything. */
const fileOf = ({ spelling: { format }, model }: Written) => {
  const { artifacts, diagnostics } = sitePhone(
    model === X4 ? 'x4' : 'x5u',
    `format: ${format}\nadminPassword: { env: ADMIN }\ncsta: true\nkeys: { 1: { line: "181" }, 2: { line: "182" } }`,
    '',
    PACKS,
  );
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return found(
    [...artifacts.values()].find(({ phone }) => phone),
    'the file',
  ).render();
};

const lineOf = (text: string, line: number) => text.split(/\r?\n/)[line - 1] ?? '';

/** `text` with something else at a place. */
function patched(
  text: string,
  { line, col }: { line: number; col: number },
  length: number,
  by: string,
) {
  const start =
    text
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length +
    (line > 1 ? 1 : 0) +
    col -
    1;
  return text.slice(0, start) + by + text.slice(start + length);
}

describe.each(WRITTEN)('$name: settings', (written) => {
  const { form, print } = written;
  const read = (text: string) => byRawName(written, text);

  it('come back as they were printed', () => {
    fc.assert(
      fc.property(anySettings(written), (assignments) => {
        const text = print({ version: VERSION, assignments, raw: {} });
        expect(form.recognises(text)).toBe(true);
        const file = form.parse(text);
        expect(file.version?.value).toBe(VERSION);
        expect(file.comments).toEqual([]);
        expect(valuesOf(file).toSorted()).toEqual(assignments.map(({ value }) => value).toSorted());
        // The names are as good as ours: what they say is the same file but for its order.
        const raw = Object.fromEntries(read(text));
        const again = print({ version: VERSION, assignments: [], raw });
        expect(read(again)).toEqual(read(text));
      }),
      RUNS,
    );
  });

  it('are merged with raw, of which nothing is lost', () => {
    fc.assert(
      fc.property(
        anySettings(written),
        fc.array(anyValue, { minLength: 1 }),
        (assignments, values) => {
          const ours = read(print({ version: VERSION, assignments, raw: {} }));
          const changed = [...ours.keys()].filter((_, index) => index % 2 === 0);
          // And as many that nobody has ever seen, beside those that we know.
          const names = [...changed, ...[...ours.keys()].map((name) => `${name}Zz`)];
          const raw = Object.fromEntries(
            names.map((name, index) => [name, values[index % values.length] ?? '']),
          );
          for (const name of names) expect(written.spelling.findRawProblem(name)).toBeUndefined();
          const merged = read(print({ version: VERSION, assignments, raw }));
          expect(merged).toEqual(new Map([...ours, ...Object.entries(raw)]));
        },
      ),
      RUNS,
    );
  });

  it.each(['', ' ', 'a', ':', '<x>/y', '\n', 'a/'])('have no raw name %j', (name) => {
    expect(written.spelling.findRawProblem(name)).toMatchObject({
      problem: expect.stringMatching(/./),
      hint: expect.stringMatching(/./),
    });
  });

  it('are what a raw name has brought about', () => {
    const settings = form.parse(fileOf(written)).settings;
    expect(settings.length).toBeGreaterThan(20);
    for (const [index, setting] of settings.entries()) {
      const name = found(form.rawNameOf(setting, written.dialect), setting.key);
      expect(form.rawNamesAmong([name])(setting)).toEqual([name]);
      const other = settings[(index + 1) % settings.length] as Setting;
      expect(form.rawNamesAmong([name])(other)).toEqual([]);
    }
  });
});

describe.each(WRITTEN)('$name: places', (written) => {
  const { form } = written;
  const check = (text: string) => {
    const { version, settings, comments, strays } = form.parse(text);
    const stretches = [
      ...(version ? [{ text: version.value, at: version.at }] : []),
      ...settings.flatMap(({ key, keyAt, value, valueAt }) => [
        { text: key, at: keyAt },
        { text: value, at: valueAt },
      ]),
      ...comments,
      ...strays,
    ];
    for (const { text: part, at } of stretches) {
      expect(lineOf(text, at.line).slice(at.col - 1, at.col - 1 + at.length)).toBe(part);
    }
    return stretches.length;
  };

  it('are where things stand, with either end of line', () => {
    const text = fileOf(written);
    expect(check(text)).toBeGreaterThan(40);
    const plain = text.replaceAll('\r\n', '\n');
    for (const other of [plain, plain.replaceAll('\n', '\r\n')]) {
      check(other);
      expect(form.parse(other).settings).toEqual(form.parse(text).settings);
    }
  });

  it('are where things stand in a file that has been torn up', () => {
    const text = fileOf(written);
    const pieces = [...text.split(/(?<=[\n:=> ])/), '###', '##', '#', '\r', '\n', ' ', '='];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...pieces), anyText), { maxLength: 60 }),
        (some) => {
          check(some.join(''));
          check(`${form.beginning}${some.join('')}`);
        },
      ),
      RUNS,
    );
  });
});

describe.each(WRITTEN)('$name: secrets', (written) => {
  const { form, print, spelling } = written;
  const rows = TABLES.names.rows.filter(
    (row) => spelling.has(row) && isForModel(row, factsOf(written.model), TABLES.names),
  );
  const at = { n: 1, slot: 1, page: 1 };

  it('are hidden, and nothing else is', () => {
    const assignments = rows.map((row, index) => ({
      row,
      at,
      value: row.secret ? `tulip ${index}:a=b` : `plain-${index}`,
      asked: undefined,
    }));
    const text = print({ version: VERSION, assignments, raw: {} });
    expect(text.match(/tulip/g)).toHaveLength(rows.filter(({ secret }) => secret).length);
    const masked = form.maskSecrets(text);
    expect(masked).not.toMatch(/tulip|a=b/);
    expect(masked.match(/plain-/g)).toHaveLength(rows.filter(({ secret }) => !secret).length);
    expect(masked.split('\n')).toHaveLength(text.split('\n').length);
    expect(form.maskSecrets(masked)).toBe(masked);
    // A piece of the file alone, as diffs have it.
    for (const line of text.split('\n')) expect(DRIVER.maskSecrets('', line)).not.toMatch(/tulip/);
  });

  it('are never repeated by a finding', () => {
    const text = fileOf(written);
    for (const setting of form.parse(text).settings) {
      const torn = patched(text, setting.valueAt, setting.valueAt.length, 'tulip word');
      expect(JSON.stringify(form.lint(torn, written.dialect))).not.toContain('tulip');
    }
  });
});

describe.each(WRITTEN)('$name: the linter', (written) => {
  const { form, dialect } = written;
  const text = fileOf(written);
  const settings = form.parse(text).settings.filter((_, index) => index % soak(24, 4) === 0);
  const findings = (file: string) => form.lint(file, dialect);
  const linesOf = (file: string) =>
    findings(file)
      .filter(({ row }) => row.evidence !== 'style')
      .map(({ at }) => at.line);

  it('accepts what is printed', () => {
    expect(findings(text)).toEqual([]);
    expect(DRIVER.lint('a.cfg', text, undefined)).toEqual([]);
  });

  it('has rows for all that it finds', () => {
    const codes = findings(`${form.beginning}\nx\n:\n<y>\nz:1\n= 2\n`);
    expect(codes.length).toBeGreaterThan(0);
    for (const { id, row } of codes) expect([id, row.title]).toEqual([id, expect.any(String)]);
  });

  it('finds a setting that stands twice', () => {
    for (const { keyAt } of settings) {
      const line = lineOf(text, keyAt.line);
      const doubled = patched(text, { line: keyAt.line, col: 1 }, 0, `${line}\n`);
      expect([line, linesOf(doubled)]).toEqual([line, [keyAt.line + 1]]);
    }
  });

  it('finds a key that nobody knows', () => {
    for (const { key, keyAt } of settings) {
      const end = { line: keyAt.line, col: keyAt.col + key.replace(/\W+$|\d+\W*$/, '').length - 1 };
      const misspelt = patched(text, end, 1, 'Q');
      expect([key, linesOf(misspelt)]).toEqual([key, [keyAt.line]]);
    }
  });

  it('finds a line that is nothing', () => {
    for (const { keyAt } of settings) {
      const stray = patched(text, { line: keyAt.line, col: 1 }, 0, 'somebody was here\n');
      expect(linesOf(stray)).toEqual([keyAt.line]);
    }
  });

  it('finds that the version is missing', () => {
    const { at } = found(form.parse(text).version, 'the version');
    const [line = 0] = linesOf(patched(text, at, at.length, ''));
    expect(line).toBeGreaterThan(0);
    expect(line).toBeLessThanOrEqual(at.line);
  });

  it('has a kind by which the file is known when somebody brings it', () => {
    const { vendor, kinds = [] } = DRIVER;
    const kind = recognise([{ vendor, kinds }], 'x', readContent(Buffer.from(text)))?.kind;
    expect(kind?.id).toBe(written.spelling.format);
    expect(kind?.unjudged).toBeUndefined();
  });

  it('does not take a file with another beginning for its own', () => {
    expect(form.recognises(text.slice(1))).toBe(false);
    const others = WRITTEN.filter((other) => other.form !== form);
    for (const other of others) expect(other.form.recognises(text)).toBe(false);
  });
});

describe.each(READABLE)('$name: any text', ({ form, dialect }) => {
  /** The square of it takes longer than a test may. */
  const LENGTH = soak(6_000, 200_000);
  const PIECES = [
    ':',
    '=',
    '<',
    '\n',
    '\n:',
    'a:\n',
    'a.b = c\n',
    '<a>\n',
    '<sip><Never>1</Never></sip>',
    '<a b="<!--',
    '--a--:\n',
    '###',
    '\r',
  ];

  it('has findings within it, and not without end', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...PIECES), anyText)), (pieces) => {
        const text = `${form.beginning}${pieces.join('')}`;
        // Old Macs' files have no other line end.
        const lineEnd = text.includes('\n') ? '\n' : '\r';
        const lines = text.split(lineEnd);
        const all = form.lint(text, dialect);
        for (const { at } of all) {
          expect(at.line).toBeLessThanOrEqual(lines.length);
          expect(Math.min(at.line, at.col)).toBeGreaterThan(0);
        }
        expect(all.length).toBeLessThanOrEqual(3 * text.length);
        expect(form.maskSecrets(text).split(lineEnd)).toHaveLength(lines.length);
      }),
      RUNS,
    );
  });

  it.each(PIECES.map((piece) => ({ piece })))('is read in one go: $piece', ({ piece }) => {
    const end = form.beginning.replace('<', '</');
    const text = `${form.beginning}\n${piece.repeat(LENGTH / piece.length)}\n${end}`;
    expect(form.parse(text).settings.length).toBeLessThanOrEqual(LENGTH);
    const said = form.lint(text, dialect).reduce((sum, { message }) => sum + message.length, 0);
    expect(said).toBeLessThan(10 * LENGTH + 200 * text.split('\n').length);
    expect(form.maskSecrets(text).length).toBeLessThan(20 * LENGTH);
  });
});

it('writes thousands of keys of `raw` in their order', () => {
  const { print } = found(
    WRITTEN.find(({ spelling }) => spelling.format === 'txt'),
    'a txt form',
  );
  const keys = Array.from({ length: 5_000 }, (_, n) => [`SIP CONFIG MODULE/Odd ${n}`, `v${n}`]);
  const text = print({ version: VERSION, assignments: [], raw: Object.fromEntries(keys) });
  expect(text).toMatch(/\nOdd 0 +:v0\r?\nOdd 1 +:v1\r?\n/);
  expect(text).toMatch(/\nOdd 4999 +:v4999\r?\n/);
});
