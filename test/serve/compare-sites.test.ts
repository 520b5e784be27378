// What a phone chooses of a vendor's section is part of the phone: another rule of its dial plan changes it, moved lines do not.

import { expect, it } from 'vitest';
import { compareSites } from '../../src/serve/compare-sites.js';
import { servedSiteOf } from './snapshot-under-test.js';

const INVENTORY = [
  'pbx: { main: { host: pbx.lab.example } }',
  'dialPlans: { office: [{ match: "7.." }], home: [{ match: "8.." }] }',
  'rings: [{ name: Bell, file: Bell.raw }]',
  'defaults: { pbx: main, dialPlan: office }',
  'lines: { "1": { shared: true, password: { env: A } } }',
  'phones:',
  '  - { mac: "5c:fc:66:00:00:01", model: cisco-7931g, keys: { 1: { line: "1" } } }',
  '  - { mac: "5c:fc:66:00:00:02", model: cisco-7931g, dialPlan: home, keys: { 1: { line: "1" } } }',
].join('\n');

it.each([
  { name: 'another rule', from: '"7.."', to: '"7..."', changed: ['5c:fc:66:00:00:01'] },
  { name: 'another time', from: '"8.."', to: '"8..", timeout: 3', changed: ['5c:fc:66:00:00:02'] },
  { name: 'another plan', from: ': home', to: ': office', changed: ['5c:fc:66:00:00:02'] },
  { name: 'another ring', from: 'Bell.raw', to: 'Other.raw', changed: [] },
  { name: 'moved lines', from: 'pbx:', to: '# moved\n\npbx:', changed: [] },
])('$name changes $changed', ({ from, to, changed }) => {
  expect(INVENTORY).toContain(from);
  const [before, after] = [INVENTORY, INVENTORY.replace(from, to)].map((text) =>
    servedSiteOf(text),
  );
  expect(before && after && compareSites(before, after)).toEqual({ came: [], went: [], changed });
});
