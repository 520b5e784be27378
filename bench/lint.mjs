// Lint: many files as they are made by us, and as people write them; one from an editor; one that is far too large.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { formatSeconds, inTemporaryFolder, median, printTable, runOffhook } from './measure.mjs';

const MADE = readFileSync(
  fileURLToPath(
    new URL('../templates/cisco/7975g/cases/full/SEP020000797502.cnf.xml', import.meta.url),
  ),
  'utf8',
);
/** With comments, empty elements and references: no text is like another. */
const written = (n) =>
  MADE.replace('<device>', `<device>\n  <!-- desk ${n} & more -->`)
    .replaceAll(/<(\w+)><\/\1>/g, '<$1/>')
    .replace(/<displayName>[^<]*/, `<displayName>Desk ${n} &amp; Co`);

/** Texts with lines of their own, of which each may be there or not. */
const OPTIONAL = MADE.match(/^ *<\w+>[^<]+<\/\w+>\n/gm).filter((line) =>
  /display|Access|Speaker/.test(line),
);
/** No two have the same elements. */
const unlike = (n) =>
  OPTIONAL.slice(0, 13).reduce(
    (text, line, bit) => ((n >> bit) & 1 ? text.replace(line, '') : text),
    written(n),
  );

const FILES = {
  'made by offhook': (n) => MADE.replace(/<displayName>[^<]*/, `<displayName>Desk ${n}`),
  'written by hand': written,
  'with findings': (n) =>
    written(n).replace('<vendorConfig>', '<vendorConfig><nothing>1</nothing>'),
  'all unlike': unlike,
};

export async function bench(args) {
  const { values } = parseArgs({
    args,
    options: {
      files: { type: 'string', default: '5000' },
      rounds: { type: 'string', default: '3' },
      dir: { type: 'string' },
    },
  });
  const [files, rounds] = [Number(values.files), Number(values.rounds)];
  await inTemporaryFolder(values.dir, async (dir) => {
    const rows = [];
    for (const [title, make] of Object.entries(FILES)) {
      const folder = join(dir, title.replaceAll(' ', '-'));
      writeFiles(folder, files, make);
      rows.push(await measure(title, folder, files, rounds));
    }
    rows.push(await measureLarge(dir, rounds));
    printTable([['files', 'count', 'CPU', 'files/s after the start', 'peak MB'], ...rows]);
  });
}

function writeFiles(folder, count, make) {
  mkdirSync(folder);
  for (let n = 0; n < count; n++) {
    const mac = (0x020000000000 + n).toString(16).toUpperCase().padStart(12, '0');
    writeFileSync(join(folder, `SEP${mac}.cnf.xml`), make(n));
  }
}

async function measure(title, folder, files, rounds) {
  const all = [];
  const one = [];
  for (let round = 0; round < rounds; round++) {
    one.push(await lint([join(folder, 'SEP020000000000.cnf.xml')]));
    all.push(await lint([folder]));
  }
  const cpuMs = median(all.map((run) => run.cpuMs));
  const perSecond = ((files - 1) / (cpuMs - median(one.map((run) => run.cpuMs)))) * 1000;
  const peak = median(all.map(({ peakMb }) => peakMb));
  const spent = formatSeconds(all.map((run) => run.cpuMs));
  return [title, `${files}`, spent, `${Math.round(perSecond)}`, `${Math.round(peak)}`];
}

async function measureLarge(dir, rounds) {
  const path = join(dir, 'SEP020000000000.cnf.xml');
  writeFileSync(path, `<device>${'<a>x</a>'.repeat(6_500_000)}</device>`);
  const runs = [];
  for (let round = 0; round < rounds; round++) runs.push(await lint([path]));
  const peak = median(runs.map(({ peakMb }) => peakMb));
  const spent = formatSeconds(runs.map((run) => run.cpuMs));
  return ['one of 52 MB', '1', spent, '', `${Math.round(peak)}`];
}

function lint(paths) {
  return runOffhook(['lint', '--quiet', '--fail-on', 'never', ...paths], { cwd: '/', env: {} });
}
