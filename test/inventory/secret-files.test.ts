import { expect, it } from 'vitest';
import { parseSource } from '../../src/inventory/read/parse-source.js';
import { secretFilesOf } from '../../src/inventory/secret-files.js';

it('finds every file that a secret may be in, wherever it is named', () => {
  const yaml = [
    'defaults: { adminPassword: { file: /etc/offhook/admin } }',
    'lines: { "1": { password: { file: secrets/1 } }, "2": { password: { env: X } } }',
    'phones: [{ mac: "00:1b:d4:00:00:01", settings: { webPassword: { file: ../web } } }]',
    'rings: [{ name: Bell, file: bell.raw }]',
  ];
  const csv = ['mac,line,line.password', '00:1b:d4:00:00:02,3,file:secrets/3'];
  const sources = [
    parseSource('site/offhook.yaml', yaml.join('\n')),
    parseSource('site/more/phones.csv', csv.join('\n')),
  ];
  expect(secretFilesOf(sources)).toEqual([
    '/etc/offhook/admin',
    'site/secrets/1',
    'web',
    'site/more/secrets/3',
  ]);
});

it('ends where a value is part of itself', () => {
  const source = parseSource('a.yaml', 'a: 1');
  const loop: { again?: unknown } = {};
  loop.again = loop;
  expect(secretFilesOf([{ ...source, value: loop }])).toEqual([]);
});
