// Phones are told where the directory is, if the site has one, and are told nothing else than before.

import { describe, expect, it } from 'vitest';
import { packSurroundings, unpackSurroundings } from '../../../src/artifacts/packed-phone.js';
import { siteOf } from '../cisco/cisco-under-test.js';

const SERVER = 'http://phones.lab.example:8080';
const DIRECTORY = `directory: "${SERVER}/"`;

function filesWith(directory: string, cisco = '') {
  const snapshot = siteOf(`
site: { servers: [10.20.1.1], ${directory} }
pbx: { main: { host: pbx.lab.example } }
defaults: { pbx: main }
lines: { "1": { shared: true } }
phones:
  - { mac: "5c:fc:66:00:00:01", model: cisco-7931g, keys: { 1: { line: "1" } }${cisco} }
  - { mac: "00:a8:59:00:00:02", model: fanvil-x4, keys: { 1: { line: "1" } } }
  - { mac: "00:a8:59:00:00:03", model: fanvil-x5u, keys: { 1: { line: "1" } } }
  - { mac: "00:a8:59:00:00:04", model: fanvil-x5u, format: dotted, keys: { 1: { line: "1" } } }
`);
  const files = [...snapshot.artifacts.values()].map(
    ({ name, render }) => [name, render().split(/\r?\n/)] as const,
  );
  return { site: snapshot.site, files };
}

describe('the address of the directory', () => {
  const without = new Map(filesWith('').files);

  it('is all that changes in the files of phones', () => {
    const changed = filesWith(DIRECTORY).files.flatMap(([name, lines]) => {
      const before = new Set(without.get(name));
      return lines.filter((line) => !before.has(line)).map((line) => `${name} ${line.trim()}`);
    });
    expect(changed.map((line) => line.replace(/ +:/, ':')).toSorted()).toEqual([
      '00a859000002.cfg --Xml PhoneBook--:',
      `00a859000002.cfg XML-PBook1 Addr:${SERVER}/phonebook.xml`,
      '00a859000002.cfg XML-PBook1 Name:Directory',
      '00a859000003.cfg --Xml PhoneBook--:',
      `00a859000003.cfg XML-PBook1 Addr:${SERVER}/phonebook.xml`,
      '00a859000003.cfg XML-PBook1 Name:Directory',
      `SEP5CFC66000001.cnf.xml <directoryURL>${SERVER}/directory.xml</directoryURL>`,
    ]);
  });

  it('is left out where somebody wrote another page', () => {
    const own = 'http://10.20.1.2/menu.xml';
    const { files } = filesWith(DIRECTORY, `, settings: { directoryURL: "${own}" }`);
    const lines = new Map(files).get('SEP5CFC66000001.cnf.xml') ?? [];
    expect(
      lines.filter((line) => line.includes('directoryURL')).map((line) => line.trim()),
    ).toEqual([`<directoryURL>${own}</directoryURL>`]);
  });

  it('goes wherever the files of phones are made', () => {
    const { site } = filesWith(DIRECTORY);
    expect(site.directory?.server).toBe(SERVER);
    expect(unpackSurroundings(packSurroundings(site)).directory).toEqual(site.directory);
  });
});

describe('site.directory', () => {
  it.each([
    ['http://10.20.1.1', []],
    ['http://10.20.1.1:6970/', []],
    ['https://10.20.1.1', ['inventory/bad-value']],
    ['10.20.1.1:6970', ['inventory/bad-value']],
    ['http://me:word@10.20.1.1', ['inventory/bad-value', 'inventory/plain-secret']],
    ['http://10.20.1.1/x', ['inventory/bad-value']],
    ['http://10.20.1.1?x', ['inventory/bad-value']],
    ['http://10.20.1.300', ['inventory/bad-value']],
    ['http://10.20.1.1:99999', ['inventory/bad-value']],
    [`http://${'a.'.repeat(70)}example`, ['inventory/bad-value']],
    ['http://127.0.0.1:6970', ['inventory/unreachable-server']],
  ])('%s', (text, codes) => {
    const { diagnostics } = siteOf(
      `site: { directory: "${text}", timeZone: Etc/UTC }\nphones: []\n`,
    );
    const found = diagnostics.filter(({ place }) => place.line === 1).map(({ code }) => code);
    expect(found).toEqual(codes);
  });
});
