// offhook with the boot story and without, both from the same modules, in turns: what the story costs whoever is served.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, printTable } from './measure.mjs';

const PARTS = fileURLToPath(new URL('./serve-in-parts.mjs', import.meta.url));
const WITHOUT_STORY = new URL('./without-story.mjs', import.meta.url).href;

/** Command lines of both: `args` follow the program's name. */
export const PROGRAMS = {
  'offhook, story': [process.execPath, PARTS],
  'offhook, no story': [process.execPath, '--import', WITHOUT_STORY, PARTS],
};

const lineOf = (at) => `${70_000 + at}`;

/** An inventory of such phones, so that what they do is noted; written to `dir`. */
export function writeInventory(dir, phones, more = {}) {
  const config = join(dir, 'offhook.json');
  const inventory = {
    offhook: 1,
    site: { timeZone: 'Europe/Moscow', access: 'open' },
    pbx: { main: { host: 'pbx.lab.example' } },
    defaults: { pbx: 'main' },
    lines: Object.fromEntries(phones.map((_, at) => [lineOf(at), { password: 'sesame17' }])),
    phones: phones.map((phone, at) => ({
      ...{ model: 'cisco-7931g', keys: { 1: { line: lineOf(at) } } },
      ...phone,
    })),
    ...more,
  };
  writeFileSync(config, JSON.stringify(inventory));
  return config;
}

/** Of the first and the second that were measured in turns; `more` figures by what they are. */
export function printPairs(results, { unit, more = {} }) {
  const [[name, given], [other, bare]] = [...results];
  const show = (values, digits) => {
    const sorted = values.toSorted((a, b) => a - b);
    const [least, most] = [sorted[0], sorted.at(-1)].map((value) => value.toFixed(digits));
    return `${median(values).toFixed(digits)} (${least} to ${most})`;
  };
  const row = (what, pick, digits) => {
    const [of, beside] = [given, bare].map((rounds) => rounds.flatMap(pick));
    const ratios = of.map((value, at) => value / beside[at]);
    return [what, show(of, digits), show(beside, digits), show(ratios, 3)];
  };
  printTable([
    ['', name, other, 'the first / the second'],
    row(`${unit}, by rounds`, ({ speed }) => speed, 1),
    row(`${unit}, by slices`, ({ speeds }) => speeds, 1),
    row('CPU, µs', ({ cpuMicros }) => cpuMicros, 1),
    ...Object.entries(more).map(([what, pick]) => row(what, pick, 2)),
  ]);
}
