// Writes templates/mac-blocks.json: which blocks of MACs are whose, from the IEEE's list of them.
// node scripts/write-mac-blocks.mjs OUI.CSV RELEASE, the list as Debian's package ieee-data has it, and its version.

import { readFileSync, writeFileSync } from 'node:fs';

const [list, release] = process.argv.slice(2);
if (list === undefined || release === undefined) throw new Error('name the list and its release');

/** By vendor, as a list's third column begins. */
const MAKERS = { cisco: 'Cisco', fanvil: 'Fanvil ' };
const ROW = /^MA-L,([0-9A-F]{6}),"?([^,"]*)/gm;
const rows = [...readFileSync(list, 'utf8').matchAll(ROW)];
const blocksOf = (name) =>
  rows.flatMap(([, block, maker]) => (maker.startsWith(name) ? block.toLowerCase() : []));
const makers = Object.fromEntries(
  Object.entries(MAKERS).map(([vendor, name]) => [vendor, blocksOf(name).toSorted().join(' ')]),
);
const source = `IEEE Registration Authority, MA-L, as in ieee-data ${release}: who has which block.`;
const target = new URL('../templates/mac-blocks.json', import.meta.url);
writeFileSync(target, `${JSON.stringify({ source, release, makers }, null, 2)}\n`);
