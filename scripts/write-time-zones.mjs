// Writes templates/time-zones.json from one release of the IANA time zone database.
// node scripts/write-time-zones.mjs ZONEINFO, a folder as `zic -b fat` or Debian's package tzdata makes it.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('name a folder of compiled zones with its tzdata.zi');

const HOUR = 60;
/** POSIX TZ: two names, offsets west of UTC, and two changes. Without a second name the clock never moves. */
const POSIX =
  /^(?:<[^>]+>|[A-Za-z]+)(-?[\d:]+)(?:(?:<[^>]+>|[A-Za-z]+)(-?[\d:]+)?,([^,]+),([^,]+))?$/;

const [version, ...rows] = readFileSync(join(folder, 'tzdata.zi'), 'utf8').split('\n');
const target = new URL('../templates/time-zones.json', import.meta.url);
const [, release] = /^# version (\w+)$/.exec(version) ?? [];
const zones = Object.fromEntries(
  rows
    .flatMap(nameOf)
    .filter((name) => name !== 'Factory')
    .toSorted()
    .map((name) => [name, readZone(name)]),
);
const table = {
  source: `IANA time zone database ${release} (public domain): the rules in force at its end.`,
  release,
  // It follows from the vendors' tables, and a test says when it no longer does.
  notEverywhere: JSON.parse(readFileSync(target, 'utf8')).notEverywhere,
  zones,
};
const lines = JSON.stringify(table, null, 2).replaceAll(/\{\n\s+("minutes"[^}]+?)\n\s+\}/g, joined);
writeFileSync(target, `${lines}\n`);

/** `Z Europe/Berlin …` is a zone, `L Europe/Berlin Arctic/Longyearbyen` another name of it. */
function nameOf(row) {
  const [kind, first, second] = row.split(' ');
  return kind === 'Z' ? [first] : kind === 'L' ? [second] : [];
}

/** The last line of a compiled zone says how it goes on for ever (RFC 9636 section 3.3). */
function readZone(name) {
  const rule = readFileSync(join(folder, name), 'latin1').trimEnd().split('\n').at(-1);
  const [, first, second, start, end] = POSIX.exec(rule) ?? [];
  if (first === undefined) throw new Error(`${name}: "${rule}" cannot be read`);
  const minutes = eastOf(first);
  if (start === undefined) return { minutes };
  const other = second === undefined ? minutes + HOUR : eastOf(second);
  // Ireland's law calls its summer the standard time.
  const changes = other > minutes ? [start, end] : [end, start];
  const shift = Math.abs(other - minutes);
  return {
    minutes: Math.min(minutes, other),
    summer: changes.map((change) => (change.includes('/') ? change : `${change}/2`)).join(','),
    ...(shift !== HOUR && { shift }),
  };
}

function eastOf(text) {
  const [hours, minutes = '0'] = text.replace('-', '').split(':');
  const west = Number(hours) * HOUR + Number(minutes);
  return west === 0 ? 0 : text.startsWith('-') ? west : -west;
}

function joined(_, inner) {
  return `{ ${inner.replaceAll(/\s*\n\s*/g, ' ')} }`;
}
