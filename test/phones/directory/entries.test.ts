// Who stands in the directory, in which order, and what finds them.

import { describe, expect, it } from 'vitest';
import { directoryEntries, fold, wordsOf } from '../../../src/phones/directory/entries.js';
import { siteOf } from '../cisco/cisco-under-test.js';

/** Phones of two lines each at most; `lines` as YAML writes them. */
function entriesOf(lines: Readonly<Record<string, string>>, phones: string, locale = 'en-US') {
  const written = Object.entries(lines).map(([number, more]) => `  "${number}": { ${more} }`);
  const { site } = siteOf(
    `pbx: { main: { host: pbx.lab.example } }\ndefaults: { pbx: main }\nlines:\n${written.join('\n')}\nphones:\n${phones}`,
  );
  return directoryEntries(site.phones, locale).map(({ name, number }) => `${name} ${number}`);
}

const phone = (last: string, ...numbers: readonly string[]) =>
  `  - { mac: "5c:fc:66:5d:4f:${last}", model: cisco-7931g, keys: { ${numbers
    .map((number, index) => `${index + 1}: { line: "${number}" }`)
    .join(', ')} } }\n`;

describe('the entries of a directory', () => {
  const lines = { 12: 'name: Zebra', 13: 'name: Ändern', 14: 'name: Anna', 15: 'name: Nobody' };
  const phones = phone('01', '12', '13') + phone('02', '14', '15').replace(/, 2: .*? }/, '');

  it('are the lines that phones have, by the letters of the locale', () => {
    expect(entriesOf(lines, phones)).toEqual(['Ändern 13', 'Anna 14', 'Zebra 12']);
    // In Swedish Ä is behind Z.
    expect(entriesOf(lines, phones, 'sv-SE')).toEqual(['Anna 14', 'Zebra 12', 'Ändern 13']);
  });

  it('stand there once, and under their number where they have no name', () => {
    const shared = { 20: 'shared: true', 21: 'name: "Room 10"', 22: 'name: "Room 2"' };
    const both = phone('01', '20', '21') + phone('02', '20', '22');
    expect(entriesOf(shared, both)).toEqual(['20 20', 'Room 2 22', 'Room 10 21']);
  });

  it('are none that stand in for what was refused', () => {
    const found = entriesOf({ 30: 'name: Here' }, phone('01', '30', '31'));
    expect(found).toEqual(['Here 30']);
  });
});

describe('a search', () => {
  it.each([
    ['Zoë', 'zoe'],
    ['ÅNGSTRÖM', 'angstrom'],
    ['Straße', 'strasse'],
    ['Ёлкин', 'елкин'],
    ['Αθήνα', 'αθηνα'],
    ['７００１', '7001'],
  ])('takes %s for %s', (text, folded) => expect(fold(text)).toBe(folded));

  it('is of words', () => expect(wordsOf('  Zoë\t A ')).toEqual(['zoe', 'a']));
});
