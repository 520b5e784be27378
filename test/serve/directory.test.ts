// The directory as phones ask for it over HTTP.

import { describe, expect, it } from 'vitest';
import { readXml } from '../../src/render/xml/check.js';
import { createSiteFiles } from '../../src/serve/site-files.js';
import { DRIVER } from '../phones/cisco/cisco-under-test.js';
import { readProjectFile } from '../shape/source-files.js';
import { servedSiteOf, snapshotOf } from './snapshot-under-test.js';

const SERVER = 'http://10.20.1.1:6970';
const PHONE = '10.20.1.53';
const STRANGE = '203.0.113.9';
const LIMITS: Readonly<Record<string, { readonly most?: number; readonly max?: number }>> =
  JSON.parse(readProjectFile('templates/cisco/side-elements.json'));

interface Told {
  /** Of the site. */
  readonly site?: string;
  readonly lines: readonly string[];
}

/** A site whose phones have these lines, 1000 and up; each has the password `sesame`. */
function siteWith({ site = `directory: "${SERVER}"`, lines }: Told): string {
  const rows = lines.map((name, index) => [String(1000 + index), JSON.stringify(name)] as const);
  const phones = rows.map(([number], index) => {
    const mac = (0x10_0000 + index).toString(16).replace(/(..)(..)(..)/, '$1:$2:$3');
    return `  - { mac: "5c:fc:66:${mac}", model: cisco-7931g, keys: { 1: { line: "${number}" } } }`;
  });
  return [
    `site: { name: Lab, timeZone: Etc/UTC, servers: [10.20.1.1], ${site} }`,
    'pbx: { main: { host: pbx.lab.example } }',
    'defaults: { pbx: main, adminPassword: { env: A } }',
    'lines:',
    ...rows.map(([number, name]) => `  "${number}": { name: ${name}, password: { env: A } }`),
    'phones:',
    ...phones,
  ].join('\n');
}

function filesOf(told: Told) {
  return createSiteFiles(servedSiteOf(siteWith(told)), [], () => undefined);
}

/** What a phone is told for `directory.xml?page=2`. */
async function ask(files: ReturnType<typeof filesOf>, url: string, address = PHONE) {
  const [name = '', query = ''] = url.split('?');
  const answer = await files.open(name, address, query);
  if (answer.kind !== 'file') return answer.kind;
  const { bytes } = await answer.content.read(0, answer.content.size);
  return Buffer.from(bytes).toString();
}

const inside = (text: string, name: string): readonly string[] =>
  [...text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, each = '']) => each);
const decoded = (text: string) => text.replaceAll('&amp;', '&');
/** The address behind a soft key; undefined: there is no such key. */
const behind = (text: string, key: string) =>
  new RegExp(`<Name>${key}</Name><URL>${SERVER}/([^<]*)</URL>`).exec(decoded(text))?.[1];

/** Names that people have, and some that nobody should. */
const HOSTILE = '"><Title>x</Title>&amp;';
const LONG = 'Ж'.repeat(40);
const NAMES = [...Array.from({ length: 70 }, (_, index) => `Zoë ${index + 1}`), HOSTILE, LONG];
const MANY = filesOf({ lines: NAMES });
const PAGES = [
  ...['directory.xml', 'directory.xml?search', 'directory.xml?page=1', 'directory.xml?page=3'],
  ...[
    'directory.xml?q=zoe&page=2',
    'directory.xml?q=%22%3E%3Cx%3E%26',
    'directory.xml?q=%00%0a%ff',
  ],
  `directory.xml?page=1&q=${encodeURIComponent('ж'.repeat(9_000))}`,
];

describe('the directory for Cisco phones', () => {
  it('is a choice of all and a search', async () => {
    const menu = await ask(MANY, 'directory.xml');
    expect(menu).toContain('<CiscoIPPhoneMenu>');
    expect(behind(menu, 'All numbers')).toBe('directory.xml?page=1');
    const search = await ask(MANY, behind(menu, 'Search') ?? '');
    expect(search).toContain('<CiscoIPPhoneInput>');
    expect(inside(search, 'QueryStringParam')).toEqual(['q']);
    expect(inside(search, 'URL')).toEqual([`${SERVER}/directory.xml`]);
  });

  it('leads from page to page, with every number once', async () => {
    const numbers: string[] = [];
    const sizes: number[] = [];
    for (let url: string | undefined = 'directory.xml?page=1'; url !== undefined; ) {
      const page = await ask(MANY, url);
      const found = inside(page, 'Telephone');
      numbers.push(...found);
      sizes.push(found.length);
      expect(sizes.length).toBeLessThan(9);
      url = behind(page, 'Next');
    }
    expect(sizes).toEqual([32, 32, 8]);
    expect(new Set(numbers).size).toBe(NAMES.length);
    const second = await ask(MANY, 'directory.xml?page=2');
    expect(behind(second, 'Back')).toBe('directory.xml?page=1');
    expect(inside(second, 'Prompt')).toEqual(['33 to 64 of 72']);
  });

  it.each([
    ['0', '1 to 32 of 72'],
    ['-1', '1 to 32 of 72'],
    ['x', '1 to 32 of 72'],
    ['99999999999999999999', '1 to 32 of 72'],
    ['4', '65 to 72 of 72'],
  ])('takes the page %s for one that there is', async (page, prompt) => {
    expect(inside(await ask(MANY, `directory.xml?page=${page}`), 'Prompt')).toEqual([prompt]);
  });

  it.each([
    ['ZOE 70', ['1069']],
    ['70 zoë', ['1069']],
    ['1069', ['1069']],
    ['"><title>', ['1070']],
    ['nobody', []],
  ])('finds by %s', async (words, numbers) => {
    const page = await ask(MANY, `directory.xml?q=${encodeURIComponent(words)}`);
    expect(inside(page, 'Telephone')).toEqual(numbers);
    if (numbers.length === 0) expect(page).toContain('<CiscoIPPhoneText>');
  });

  it('keeps what is searched for on the next page', async () => {
    const next = behind(await ask(MANY, 'directory.xml?q=Zo%C3%AB'), 'Next');
    expect(next).toBe('directory.xml?page=2&q=Zo%C3%AB');
    expect(inside(await ask(MANY, next ?? ''), 'Prompt')).toEqual(['33 to 64 of 70']);
  });

  it('has links that fit, however long the search and the server are', async () => {
    const server = `http://${'a'.repeat(60)}.${'b'.repeat(60)}`;
    const files = filesOf({ site: `directory: "${server}"`, lines: NAMES });
    const words = encodeURIComponent('zoë '.repeat(1_000));
    const page = decoded(await ask(files, `directory.xml?q=${words}`));
    const [next = ''] = inside(page, 'URL').slice(3);
    expect(next).toContain(`${server}/directory.xml?page=2&q=zo%C3%AB`);
    expect(next.length).toBeLessThanOrEqual(LIMITS['(page)/SoftKeyItem/URL']?.max ?? 0);
  });

  it.each(PAGES.map((url) => [url.slice(0, 40), url]))(
    'has nothing in %s that our linter objects to',
    async (_, url) => {
      const page = await ask(MANY, url);
      expect(DRIVER.lint('directory.xml', page, undefined)).toEqual([]);
      expect(readXml(page)).toBeDefined();
    },
  );

  it('is what our linter judges', async () => {
    const page = await ask(MANY, 'directory.xml?page=1');
    const more = page.replace(/(<DirectoryEntry>.*\n)/, '$1$1').replace('>Lab<', `>${LONG}<`);
    expect(DRIVER.lint('directory.xml', more, undefined).length).toBeGreaterThan(1);
  });

  it('keeps to the limits of the table', async () => {
    const object = 'CiscoIPPhoneDirectory/DirectoryEntry';
    expect(LIMITS[object]?.most).toBe(32);
    const texts = await Promise.all(PAGES.map((url) => ask(MANY, url)));
    for (const text of texts) {
      expect(inside(text, 'Telephone').length).toBeLessThanOrEqual(LIMITS[object]?.most ?? 0);
      for (const [name, path] of [
        ['Name', `${object}/Name`],
        ['Title', '(page)/Title'],
        ['Prompt', '(page)/Prompt'],
        ['URL', '(menu entry)/URL'],
      ] as const) {
        const most = LIMITS[path]?.max ?? 0;
        for (const each of inside(text, name)) {
          expect(Buffer.byteLength(each.replace(/&\w+;/g, '&'))).toBeLessThanOrEqual(most);
        }
      }
    }
    const cut = await ask(MANY, `directory.xml?q=${encodeURIComponent('ЖЖЖ')}`);
    expect(inside(cut, 'Name')[0]).toBe('Ж'.repeat(16));
  });
});

describe('the phone book for Fanvil phones', () => {
  it('has everybody', async () => {
    const book = await ask(MANY, 'phonebook.xml');
    expect(book).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<FanvilIPPhoneDirectory>\n/);
    expect(inside(book, 'Telephone')).toHaveLength(NAMES.length);
    expect(inside(book, 'Name')).toContain(LONG);
    expect(readXml(book)?.children).toHaveLength(NAMES.length);
    expect(await ask(MANY, 'phonebook.xml')).toBe(book);
  });

  it('can be searched', async () => {
    expect(inside(await ask(MANY, 'phonebook.xml?q=zoe+70'), 'Telephone')).toEqual(['1069']);
  });
});

describe('a directory', () => {
  const lines = ['Anna'];
  const asked = ['directory.xml', 'phonebook.xml', '/directory.xml'];

  it('is there only where the inventory asks for one', async () => {
    const none = filesOf({ site: 'access: open', lines });
    for (const url of asked) expect(await ask(none, url)).toBe('not-found');
    for (const url of asked) expect(await ask(filesOf({ lines }), url)).toContain('<');
  });

  it('is for whom the files are that all phones share', async () => {
    const site = `directory: "${SERVER}", access: site`;
    const files = filesOf({ site, lines });
    for (const url of asked) expect(await ask(files, url, STRANGE)).toBe('denied');
    for (const url of asked) expect(await ask(files, url, '127.0.0.1')).toContain('<');
  });

  it('is another after a reload', async () => {
    const files = filesOf({ lines });
    expect(await ask(files, 'phonebook.xml')).toContain('Anna');
    files.replace(servedSiteOf(siteWith({ lines: ['Boris'] })));
    expect(await ask(files, 'phonebook.xml')).toContain('Boris');
  });

  it('is nothing for TFTP, which has no addresses with a question in them', async () => {
    expect((await filesOf({ lines }).open('directory.xml', PHONE)).kind).toBe('not-found');
  });

  it('holds no password', async () => {
    for (const url of [...PAGES, 'phonebook.xml']) {
      expect(await ask(MANY, url)).not.toContain('sesame');
    }
    const own = snapshotOf(siteWith({ lines })).artifacts.get('SEP5CFC66100000.cnf.xml');
    expect(own?.render()).toContain('sesame');
  });
});
