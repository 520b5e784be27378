// What it costs to keep the story of each phone: noting an event, the memory of 10,000 phones, and a look at all of them.

import { parseArgs } from 'node:util';
import { diagnose } from '../dist/timeline/diagnose.js';
import { createHistories } from '../dist/timeline/histories.js';
import { NO_HISTORY } from '../dist/timeline/history.js';
import { note } from '../dist/timeline/note.js';
import { wordOf } from '../dist/timeline/word.js';
import { median, printTable } from './measure.mjs';
import { CASES, priceOfExchange } from './story-price.mjs';

const OPTIONS = {
  phones: { type: 'string', default: '10000' },
  rounds: { type: 'string', default: '5' },
};
/** As `serve` does: after so long, or so many, others have their turn. */
const SLICE_MS = 0.4;
const SLICE = 500;
const MODEL = { id: 'cisco-7931g', vendor: 'cisco', name: 'Cisco 7931G' };

const macOf = (index) => {
  const hex = index.toString(16).padStart(6, '0');
  return `02:00:00:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4)}`;
};

/** As the servers make them: every text and object is a new one. */
const dhcp = (atMs, index, type, reply) => ({
  kind: 'dhcp',
  atMs,
  type,
  reply,
  why: 'pooled',
  address: 0x0a140000 + index,
  network: '10.20.0.0/16',
  leaseSeconds: 28_800,
  secs: 0,
  vendorClass: `Cisco Systems, Inc. IP Phone CP-${7930 + (index % 2)}G`,
  asked: [1, 66, 6, 3, 15, 150, 35],
});
const file = (atMs, index, name, role, outcome) => ({
  kind: 'file',
  atMs,
  protocol: 'tftp',
  address: `10.20.${index >> 8}.${index & 255}`,
  name,
  role,
  outcome,
  bytes: 7_385,
  size: 7_385,
  ms: 12,
  packets: 15,
  repeats: 0,
});

/** A boot of `steps` different steps, of which each file is told twice. */
function bootOf(index, steps, fromMs = 0) {
  const hex = index.toString(16).toUpperCase().padStart(12, '0');
  const events = [
    dhcp(fromMs, index, 'DISCOVER', 'OFFER'),
    dhcp(fromMs + 100, index, 'REQUEST', 'ACK'),
    file(fromMs + 2_400, index, `CTLSEP${hex}.tlv`, 'trust', 'expected-miss'),
    file(fromMs + 2_600, index, `SEP${hex}.cnf.xml`, 'config', 'sent'),
  ];
  for (let step = events.length; step < steps; step++) {
    const name = `${step}/g3-tones-${hex}.xml`;
    events.push(file(fromMs + 2_600 + step * 100, index, name, 'tones', 'running'));
    events.push(file(fromMs + 2_650 + step * 100, index, name, 'tones', 'expected-miss'));
  }
  return events;
}

const factsOf = (mac) => ({
  mac,
  known: true,
  model: MODEL,
  dhcp: true,
  pbxLink: false,
  lines: ['7001'],
  transfers: [],
});

const inRounds = (rounds, measure) => Array.from({ length: rounds }, () => measure());
const spread = (values, digits) =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)}-${Math.max(...values).toFixed(digits)})`;

/** Microseconds an event, the making of the event not counted. */
function noteAlone(boots) {
  const start = performance.now();
  let count = 0;
  for (const events of boots) {
    let history = NO_HISTORY;
    for (const event of events) history = note(history, event);
    count += events.length;
  }
  return ((performance.now() - start) * 1_000) / count;
}

function noteAmongAll(boots, histories) {
  const longest = Math.max(...boots.map(({ length }) => length));
  const macs = boots.map((_, index) => macOf(index));
  const start = performance.now();
  let count = 0;
  for (let step = 0; step < longest; step++) {
    for (const [index, events] of boots.entries()) {
      const event = events[step];
      if (!event) continue;
      histories.note(macs[index], event);
      count += 1;
    }
  }
  return ((performance.now() - start) * 1_000) / count;
}

const newHistories = () => createHistories({ isPhone: () => true, isLikePhone: () => true });

function heldMb() {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1_048_576;
}

/** MB of the heap that histories of so many steps hold, events and all. */
function memoryOf(phones, steps) {
  const before = heldMb();
  const histories = newHistories();
  for (let index = 0; index < phones; index++) {
    for (const event of bootOf(index, steps)) histories.note(macOf(index), event);
  }
  const held = heldMb() - before;
  return { held, histories };
}

/** Of a look at all phones, how long each slice took and how many were looked at in it. */
function sweep(histories, nowMs) {
  const slices = [];
  const all = [...histories.known()];
  for (let from = 0; from < all.length; ) {
    const start = performance.now();
    let looks = 0;
    while (looks < SLICE && from < all.length && performance.now() - start <= SLICE_MS) {
      const [mac, history] = all[from];
      const facts = factsOf(mac);
      wordOf(history, facts, diagnose(history, facts, nowMs), false, nowMs);
      looks += 1;
      from += 1;
    }
    slices.push({ ms: performance.now() - start, looks });
  }
  return slices;
}

export async function bench(args) {
  const { values } = parseArgs({ args, options: OPTIONS });
  const phones = Number(values.phones);
  const rounds = Number(values.rounds);
  if (!globalThis.gc) console.log('without --expose-gc memory counts what nobody holds any more');
  const rows = [['what', 'median (range)']];
  for (const steps of [12, 64]) {
    const boots = Array.from({ length: Math.min(phones, 2_000) }, (_, index) =>
      bootOf(index, steps),
    );
    noteAlone(boots);
    const alone = inRounds(rounds, () => noteAlone(boots));
    rows.push([`one event noted, boots of ${steps} steps, µs`, spread(alone, 2)]);
    const among = inRounds(rounds, () => noteAmongAll(boots, newHistories()));
    rows.push([`the same among ${boots.length} phones in turns, µs`, spread(among, 2)]);
  }
  for (const steps of [12, 64]) {
    const { held, histories } = memoryOf(phones, steps);
    rows.push([`${phones} phones of ${steps} steps, MB`, held.toFixed(1)]);
    for (const [moment, nowMs] of [
      ['while they boot', 9_000],
      ['at rest', 9_000_000],
    ]) {
      sweep(histories, nowMs);
      const slices = inRounds(rounds, () => sweep(histories, nowMs)).flat();
      const of = (name) => slices.map((slice) => slice[name]);
      rows.push([`looked at in a slice, ${moment}`, spread(of('looks'), 0)]);
      rows.push([`a slice, ${moment}, ms`, spread(of('ms'), 2)]);
    }
  }
  for (const [what, given] of CASES) {
    const { read, added } = await priceOfExchange(given);
    rows.push([`${what}: packets read, µs`, spread(read, 2)]);
    rows.push(['told to the story on top, µs', spread(added, 2)]);
  }
  printTable(rows);
}
