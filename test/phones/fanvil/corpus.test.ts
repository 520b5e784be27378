// Files that phones and other programs have written, where they are at hand: never part of this project.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseTxt, type TxtFile } from '../../../src/phones/fanvil/forms/txt/parse-txt.js';
import { columnOf } from '../../../src/phones/fanvil/forms/txt/txt-view.js';
import { corpusOf } from '../../corpus.js';
import { DRIVER, found, ROWS, TXT } from './fanvil-under-test.js';

const { folder: FOLDER, present } = corpusOf('fanvil');

const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const TRAILER = TXT.layouts.A.trailer;
/** Where whoever shared the file took a value out. */
const TAKEN_OUT = /^\{[A-Z0-9_]+\}$/;

/** What we set and this older or newer phone, a relative of ours, does not have. */
const NOT_ON_IT: Readonly<Record<string, readonly string[]>> = {
  A: ['provisioning.fdps'],
  B: [],
};

const exports = [
  { form: 'A', name: '017-txt-19col.txt', lines: 2, entries: 900 },
  { form: 'B', name: '018-txt-24col.txt', lines: 2, entries: 1500 },
] as const;

describe.skipIf(!present).each(exports)(
  'an export of dialect $form',
  ({ form, name, lines, entries }) => {
    const text = present ? read(name) : '';
    const file: TxtFile = parseTxt(text, TRAILER);

    it('is read to the last line', () => {
      expect(file.entries.length).toBeGreaterThan(entries);
      expect(file.strays).toEqual([]);
      expect(file.trailers).toHaveLength(1);
    });

    it('has our names in the same module and section, and their colons in the same column', () => {
      const rows = ROWS.filter(
        (row) => row.names[form] !== undefined && !NOT_ON_IT[form]?.includes(row.name),
      );
      expect(rows.length).toBeGreaterThan(50);
      for (const row of rows) {
        for (const n of row.name.startsWith('line.') ? [1, lines] : [1]) {
          const path = found(TXT.paths.pathOf(row, form, { n, page: 1, slot: 1 }), row.name);
          const at = found(
            file.entries.find(
              ({ module, section, key }) =>
                module === path.module && section === path.section && key === path.key,
            ),
            `${row.name}, ${path.module}/${path.section}/${path.key}`,
          );
          const column = columnOf({ layout: TXT.layouts[form], known: TXT.known }, path);
          expect([row.name, at.colon]).toEqual([row.name, Math.max(column, path.key.length)]);
        }
      }
    });

    it('has our modules in our order', () => {
      const order = TXT.layouts[form].modules.map((module) => module.name);
      const theirs = file.modules.map((module) => module.text);
      expect(theirs.filter((each) => !order.includes(each))).toEqual([]);
      expect(theirs.slice(0, 8)).toEqual(order.filter((each) => theirs.includes(each)).slice(0, 8));
    });

    it('has our headings of sections', () => {
      const headings = TXT.layouts[form].modules.flatMap(({ sections }) =>
        sections.map(({ heading }) => heading.replace('{page}', '1')),
      );
      const theirs = text.split(/\r?\n/).filter((line) => /^--.*--?.*:$/.test(line));
      const first = theirs.filter((line) => !/[2-9]--:$/.test(line));
      expect(first.length).toBeGreaterThan(7);
      expect(first.filter((each) => !headings.includes(each))).toEqual([]);
    });

    it('is found right, but for what was taken out of it', () => {
      const findings = DRIVER.lint(name, text, undefined);
      const takenOut = new Set(
        file.entries.filter(({ value }) => TAKEN_OUT.test(value)).map(({ line }) => line),
      );
      expect(findings.length).toBeGreaterThan(10);
      const others = findings.filter(({ line }) => line !== 1 && !takenOut.has(line));
      expect(others).toEqual([]);
    });
  },
);

describe.skipIf(!present)('files of other programs', () => {
  it.each([
    { name: '001-dotted.txt', findings: [] },
    { name: '007-txt-partial.cfg', findings: ['info 1'] },
    { name: '009-txt-partial.cfg', findings: ['info 1', 'error 6', 'warning 9'] },
    { name: '002-not-fanvil.cfg', findings: ['error 1'] },
    {
      name: '003-xml-voip-config-file.xml',
      findings: ['info 7', 'info 8', 'warning 12', 'warning 13'],
    },
    { name: '014-fw-manifest.tpl', findings: ['error 1'] },
    // A txt file's end mark behind the XML.
    { name: '015-common-cfg.tpl', findings: ['error 19'] },
  ])('$name', ({ name, findings }) => {
    const found = DRIVER.lint(name, read(name), undefined);
    expect(found.map(({ severity, line }) => `${severity} ${line}`)).toEqual(findings);
  });
});
