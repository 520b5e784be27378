// An inherited key can be taken away; nothing else can be null.

import { describe, expect, it } from 'vitest';
import { explainPhone } from '../../src/inventory/explain.js';
import { resolveText } from './site-under-test.js';

const site = (own: string, more = '') =>
  resolveText(
    [
      'pbx: { main: { host: pbx.example } }',
      'lines: { "1": { pbx: main } }',
      'defaults: { keys: { 1: { line: "1" }, 2: { speedDial: "112", label: Help }, 3: { blf: "30" } } }',
      `groups: { quiet: { keys: { 3: null } }, loud: { keys: { 3: { blf: "31" } } }${more} }`,
      'phones:',
      `  - { mac: "02:00:00:00:00:0a", model: test-desk, ${own} }`,
    ].join('\n'),
  );

describe('a key that a weaker layer gives', () => {
  it.each([
    { by: 'the phone', own: 'keys: { 2: null }', left: [1, 3], place: '6:59' },
    { by: 'the phone, in another spelling', own: 'keys: { 2: ~ }', left: [1, 3], place: '6:59' },
    { by: 'a group', own: 'groups: [quiet]', left: [1, 2], place: '4:28', taken: 3 },
  ])('is taken away by $by', ({ own, left, place, taken = 2 }) => {
    const {
      site: {
        phones: [phone],
      },
      findings,
    } = site(own);
    expect(findings).toEqual([]);
    expect(phone?.keys.map(({ button }) => button)).toEqual(left);
    const values = phone ? explainPhone(phone, () => undefined) : [];
    const rows = values.filter(({ name }) => name.startsWith(`keys.${taken}`));
    expect(rows).toMatchObject([
      { name: `keys.${taken}`, value: '(taken away)', layer: 'inventory' },
    ]);
    expect(`${rows[0]?.place?.line}:${rows[0]?.place?.col}`).toBe(place);
  });

  it('is given back by a stronger one', () => {
    const {
      site: {
        phones: [phone],
      },
      findings,
    } = site('groups: [quiet, loud]');
    expect(findings).toEqual([]);
    expect(phone?.keys.map(({ label }) => label)).toEqual(['1', 'Help', '31']);
    expect(phone?.takenAwayKeys).toEqual([]);
  });

  it('is taken away from the phones of a model', () => {
    const {
      site: { phones },
    } = site('groups: [desks]', ', desks: { models: { test-desk: { keys: { 2: null } } } }');
    expect(phones[0]?.takenAwayKeys).toEqual([2]);
  });

  it('is taken away in a table', () => {
    const {
      site: { phones },
      findings,
    } = resolveText(
      'include: [phones.csv]\npbx: { main: { host: pbx.example } }\ndefaults: { pbx: main, keys: { 2: { blf: "30" } } }',
      {
        files: {
          'phones.csv': 'mac,model,line,line.name,keys.2\n02:00:00:00:00:0a,test-desk,1,A,null\n',
        },
      },
    );
    expect(findings).toEqual([]);
    expect(phones[0]?.takenAwayKeys).toEqual([2]);
  });
});

describe('nothing', () => {
  it.each([
    ['taken away where there is nothing', 'keys: { 4: null }', 'doubtful-value 6:59'],
    ['behind the colon', 'keys: { 2: }', 'wrong-type 6:59'],
    ['behind a number alone', 'keys: { 2 }', 'wrong-type 6:59'],
    ['as a text', 'keys: { 2: "null" }', 'wrong-type 6:62'],
    ['in a key', 'keys: { 2: { blf: null } }', 'quote-it 6:69'],
    ['as a label', 'label: null', 'quote-it 6:58'],
    ['as all keys', 'keys: null', 'wrong-type 6:57'],
    ['as a setting', 'settings: { volume: null }', 'wrong-type 6:71'],
  ])('%s is told', (_, own, finding) => {
    expect(site(own).findings).toEqual([`inventory/${finding}`]);
  });
});
