// offhook with the boot story and without, both from the same modules, in turns: what the story costs whoever is served.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, printTable } from './measure.mjs';

const PARTS = fileURLToPath(new URL('./serve-in-parts.mjs', import.meta.url));
const WITHOUT_STORY = new URL('./without-story.mjs', import.meta.url).href;

export const WITH = 'offhook, story';
export const WITHOUT = 'offhook, no story';

/** Command lines of both: `args` follow the program's name. */
export const PROGRAMS = {
  [WITH]: [process.execPath, PARTS],
  [WITHOUT]: [process.execPath, '--import', WITHOUT_STORY, PARTS],
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

/** Pairs of one round each, `speed` and `cpu` of a result; `unit` of the speed. */
export function printPairs(results, { unit, speed, cpu }) {
  const [given, bare] = [WITH, WITHOUT].map((name) => results.get(name) ?? []);
  const ratios = (pick) => given.map((result, round) => pick(result) / pick(bare[round]));
  const show = (values, digits) => {
    const sorted = values.toSorted((a, b) => a - b);
    const [least, most] = [sorted[0], sorted.at(-1)].map((value) => value.toFixed(digits));
    return `${median(values).toFixed(digits)} (${least} to ${most})`;
  };
  printTable([
    ['', 'with the story', 'without', 'with / without, by pairs'],
    [unit, show(given.map(speed), 1), show(bare.map(speed), 1), show(ratios(speed), 3)],
    ['CPU, µs', show(given.map(cpu), 1), show(bare.map(cpu), 1), show(ratios(cpu), 3)],
  ]);
}
