// An inventory in which there is no phone: told, unless another finding has told why.

import { describe, expect, it } from 'vitest';
import { resolveText, type Surroundings } from './site-under-test.js';

const codesOf = (text: string, more: Surroundings = {}) =>
  resolveText(text, { ...more, unsaid: true }).findings;

describe('an inventory without a phone', () => {
  it.each<[name: string, text: string, found: string, files?: Record<string, string>]>([
    ['that says its version alone', 'offhook: 1\n', 'no-phones 1:1'],
    ['with an empty list', 'offhook: 1\nphones: []\n', 'no-phones 2:1'],
    ['with lines alone', 'lines:\n  "1": { password: { env: A } }\n', 'no-phones 1:1'],
    [
      'that includes nothing but lines',
      'include: [lines.yaml]\n',
      'no-phones 1:1',
      { 'lines.yaml': 'lines: { "1": { password: { env: A } } }\n' },
    ],
    [
      'of which an included list is empty',
      'include: [a.yaml]\n',
      'no-phones a.yaml:2:1',
      { 'a.yaml': 'lines: {}\nphones: []\n' },
    ],
    [
      'whose network answers phones of the inventory alone',
      'networks: [{ subnet: 10.0.0.0/24, interface: e }]\n',
      'no-phones 1:1',
    ],
    [
      'that answers every phone',
      'networks: [{ subnet: 10.0.0.0/24, interface: e, clients: phones }]\nphones: []\n',
      'only-strangers 1:58',
    ],
    [
      'that answers anyone on its second network',
      'networks:\n  - { subnet: 10.0.0.0/24, interface: e }\n  - { subnet: 10.0.1.0/24, interface: f, clients: any }\n',
      'only-strangers 3:51',
    ],
  ])('%s', (_name, text, found, files) => {
    expect(codesOf(text, files ? { files } : {})).toEqual([`inventory/${found}`]);
  });

  it.each<[name: string, text: string, files?: Record<string, string>]>([
    ['a MAC', 'phones: [{ mac: nonsense, model: test-desk }]\n'],
    ['a model', 'phones: [{ mac: "02:00:00:00:00:01", model: desk }]\n'],
    ['a key', 'phone: [{ mac: "02:00:00:00:00:01", model: test-desk }]\n'],
    ['the form of the list', 'phones: { a: b }\n'],
    ['the form of the file', '- { mac: "02:00:00:00:00:01", model: test-desk }\n'],
    ['a pattern that nothing matches', 'include: [phones/*.yaml]\n'],
    ['the form of a pattern', 'include: phones.yaml\n'],
    ['the syntax', 'phones: [\n'],
    ['an empty file', '\n'],
    ['a table of no rows', 'include: [a.csv]\n', { 'a.csv': 'mac,model\n' }],
    ['a table without MACs', 'include: [a.csv]\n', { 'a.csv': 'MAX,model\nx,test-desk\n' }],
    ['an empty table', 'include: [a.csv]\n', { 'a.csv': '' }],
  ])('is not told beside what is wrong with %s', (_name, text, files) => {
    const found = codesOf(text, files ? { files } : {});
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((each) => /no-phones|only-strangers/.test(each))).toEqual([]);
  });

  it('is not one that has a phone', () => {
    const text = 'phones: [{ mac: "02:00:00:00:00:01", model: test-desk }]\n';
    expect(codesOf(text).filter((each) => /no-phones|only-strangers/.test(each))).toEqual([]);
  });
});

describe('access: site', () => {
  const phone = 'phones: [{ mac: "02:00:00:00:00:01", model: test-desk }]';
  const found = (text: string) =>
    resolveText(`${text}\n${phone}`).findings.filter((each) => !each.includes('no-line'));

  it('lets no phone have its file where no network is written', () => {
    expect(found('site: { access: site }')).toEqual(['inventory/bad-value 1:17']);
  });

  it.each([
    'site: { access: lease }',
    'site: { access: open }',
    'site: { access: site }\nnetwork: { subnet: 10.0.0.0/24, interface: e }',
  ])('and else it does: %s', (text) => expect(found(text)).toEqual([]));
});
