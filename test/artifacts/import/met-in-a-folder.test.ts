// What lies in a folder by chance is named and left. What the user names, or what is called as a phone asks for it, and
// cannot be understood is an error.

import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importSite } from '../../../src/artifacts/import/import-site.js';
import { isNamedAsOurs } from '../../../src/artifacts/import/read-file.js';
import { readForeign } from '../../../src/artifacts/import/read-foreign.js';
import type { Columns } from '../../../src/inventory/foreign/accounts.js';
import { readContent } from '../../../src/phones/recognise/content.js';
import { folderOfTest } from '../../folder-of-test.js';
import { PACKS } from '../../phones/shipped-models.js';
import { fileOf, IMPORTERS, TEMPLATES } from './import-under-test.js';
import { sepOf } from './sep-file.js';

const PHONE = fileOf('SEP001BD4000001.cnf.xml', sepOf());
const NOISE = Uint8Array.from({ length: 400 }, (_, n) => (n * n * 31 + n * 7 + (n >> 3)) % 256);

interface Brought {
  readonly name: string;
  readonly text: string | Uint8Array;
  readonly met?: boolean;
}

/** Beside a phone's file: what is said of these, and whether it is an error. */
function said(others: readonly Brought[], columns: Columns = {}) {
  const files = others.map(({ name, text, met = true }) => ({
    ...{ name, path: name, content: readContent(Buffer.from(text)) },
    ...(met && { met: true as const }),
  }));
  const { findings, text: inventory } = importSite({
    ...{ files: [PHONE, ...files], packs: PACKS, importers: IMPORTERS, templates: TEMPLATES },
    ...{ named: [], columns, pbx: { host: 'pbx.example' } },
  });
  const names = new Set(others.map(({ name }) => name));
  return {
    hasLine: inventory.includes('"7101"'),
    found: findings
      .filter(({ place }) => names.has(place.file))
      .map(({ code, severity, message }) => ({ code, severity, message })),
  };
}
const severityOf = (name: string, text: Brought['text'], met: boolean) =>
  said([{ name, text, met }]).found.map(({ severity }) => severity);

const UNRELATED: readonly (readonly [what: string, name: string, text: Brought['text']])[] = [
  ['a table', 'invoices.csv', 'date,amount\n2024-01-01,12\n'],
  ['a table that is none', 'odd.csv', 'a,b\n"x'],
  ['a table in UTF-16', 'u.csv', Buffer.from('\ufeffa,b\n1,2\n', 'utf16le')],
  ['notes', 'notes.txt', 'call Anna\n'],
  ['the configuration of a web server', 'nginx.conf', 'server { listen 80; }\n'],
  ['the configuration of a PBX', 'sip.conf', '[7001]\nsecret=hush\nhost=dynamic\n'],
  ['XML of something else', 'pom.xml', '<project><modules/></project>'],
  ['XML of something else, broken', 'pom.xml', '<project><modules></project>'],
  ['JSON of something else', 'package.json', '{"name":"x"}'],
  ['JSON that is none', 'x.json', '{ x'],
  ['a web page', 'index.html', '<html><br></html>'],
  ['a picture', 'photo.heic', NOISE],
  ['nothing at all', 'empty.cfg', ''],
  ['a phone of another maker', '0004f2000001.cfg', '<PHONE_CONFIG><ALL/></PHONE_CONFIG>'],
];

describe('a file that is none of ours', () => {
  it.each(UNRELATED)('is named and left where it was met in a folder: %s', (_, name, text) => {
    expect(said([{ name, text }]).found).toEqual([
      { code: 'import/unknown-file', severity: 'info', message: expect.stringContaining('it ') },
    ]);
  });

  it.each(UNRELATED)('is an error where the user names it: %s', (_, name, text) => {
    expect(severityOf(name, text, false)).toEqual(['error']);
  });

  it.each([
    ['a book of numbers', 'name,number\nAnna,7101\n', false],
    ['extensions', 'extension,name\n7101,Anna\n', true],
    ['accounts', 'number,name,secret\n7101,Anna,hush\n', true],
    ['phones', 'number,mac,model\n7101,00:1b:d4:00:00:02,cisco-7942g\n', true],
  ])('is told from a table of accounts by its columns: %s', (_, text, isOne) => {
    expect(said([{ name: 'x.csv', text }]).hasLine).toBe(isOne);
    expect(said([{ name: 'x.csv', text, met: false }]).hasLine).toBe(true);
  });

  it('is told from the table whose columns are named, and all are told where none has them', () => {
    const tables = [
      { name: 'invoices.csv', text: 'date,amount\n1,2\n' },
      { name: 'ext.csv', text: 'Ext,Who\n7101,Anna\n' },
    ];
    const codes = (number: string) => said(tables, { number }).found.map(({ code }) => code);
    expect(codes('Ext')).toEqual(['import/unknown-file', 'import/other-columns']);
    expect(codes('Extn')).toEqual(['import/unreadable', 'import/unreadable']);
  });
});

describe('a file that is called as a phone asks for it', () => {
  it.each([
    ['broken', 'SEP001BD4000002.cnf.xml', '<device>', /not well-formed/],
    ['with another file in it', 'SEP001BD4000002.cnf.xml', '<html/>', /the root is <html>/],
    ['encrypted', 'SEP001BD4000002.cnf.xml', NOISE, /encrypted/],
    ['without its first line', '00a859000001.cfg', '<SIP CONFIG MODULE>\n', /what is in it is not/],
  ])('is an error wherever it was met: %s', (_, name, text, message) => {
    for (const met of [true, false]) {
      expect(said([{ name, text, met }]).found).toEqual([
        { code: 'import/unreadable', severity: 'error', message: expect.stringMatching(message) },
      ]);
    }
  });
});

it('what of a folder cannot be read is an error only where a phone would ask for it', () => {
  const folder = folderOfTest('met');
  const large = Buffer.alloc(3_000_000, 'x');
  for (const name of ['a.log', '00a859000001.cfg', 'ext.csv']) {
    writeFileSync(join(folder, name), large);
  }
  symlinkSync('/nonexistent', join(folder, 'b'));
  symlinkSync('/nonexistent', join(folder, 'SEP001BD4000001.cnf.xml'));
  symlinkSync('/dev/null', join(folder, 'pipe'));
  const isOurs = (name: string) => isNamedAsOurs(PACKS, name);
  const { remarks } = readForeign(['.'], folder, isOurs);
  expect(Object.fromEntries(remarks.map(({ code, place }) => [place.file, code]))).toEqual({
    '00a859000001.cfg': 'import/unreadable',
    'SEP001BD4000001.cnf.xml': 'import/unreadable',
    'a.log': 'import/unknown-file',
    b: 'import/unknown-file',
    'ext.csv': 'import/unreadable',
    pipe: 'import/unknown-file',
  });
  expect(readForeign(['a.log'], folder, isOurs).remarks[0]?.code).toBe('import/unreadable');
});
