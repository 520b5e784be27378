// `offhook status [MAC]`: what the phones of a running server are doing, and what to do where one is stuck.

import { systemClock } from '../../core/clock.js';
import { countOf } from '../../core/count-of.js';
import { jsonText, printable } from '../../core/printable.js';
import type { PhoneRow } from '../../page/wire/phone.js';
import type { About, StatusAnswer } from '../../page/wire/site.js';
import { countWords } from '../../serve/story/answers.js';
import { askStory } from '../../serve/story/ask-story.js';
import { formatPhone } from '../../serve/story/phone-words.js';
import type { Word } from '../../timeline/word.js';
import { WORDS } from '../../timeline/word-table.js';
import { spell } from '../../timeline/words.js';
import { EXIT } from '../exit-codes.js';
import type { Io } from '../io.js';
import { readMac } from '../mac-argument.js';
import { byNeed, countTexts } from '../phone-order.js';
import { siteLines } from '../site-words.js';
import { chooseStateDir } from '../state-dir.js';

export interface StatusOptions {
  readonly stateDir?: string;
  readonly format: 'text' | 'json';
}

/** Of phones that are well; the others are all told. */
const WELL_MAX = 40;
const WELL = new Set<Word>(['fetched', 'registered', 'unseen']);

export async function status(
  macText: string | undefined,
  options: StatusOptions,
  io: Io,
): Promise<number> {
  const asker = askStory(chooseStateDir(options.stateDir, io));
  if (macText !== undefined) {
    const phone = await asker.phone(readMac(macText));
    io.out(options.format === 'json' ? jsonText(phone) : formatPhone(phone));
    return phone.word === 'stuck' ? EXIT.findings : EXIT.ok;
  }
  const [known, phones] = [await asker.site(), await asker.phones()];
  const site: StatusAnswer = { ...known, phones: phones.length, words: countWords(phones) };
  const rows = byNeed(phones);
  io.out(options.format === 'json' ? jsonText({ ...site, rows }) : formatSite(site, rows));
  return site.words.stuck > 0 ? EXIT.findings : EXIT.ok;
}

function formatSite(site: StatusAnswer, rows: readonly PhoneRow[]): string {
  const strangers = site.strangers === 0 ? [] : [`${site.strangers} new: offhook new`];
  const crowds = new Map(site.site.flatMap(({ row }) => (row === undefined ? [] : [[row, 0]])));
  const told = rows.filter(({ word }, at) => !WELL.has(word) || at < WELL_MAX);
  const shown = told.filter((row) => !isOneOfMany(row, crowds));
  const left = rows.length - told.length;
  return [
    serverLine(site, systemClock.wallMs()),
    [countOf(site.phones, 'phone'), ...countTexts(site.words), ...strangers].join('   '),
    ...site.server.pools.map(poolLine),
    ...siteLines(site.site),
    ...upgradingLines(site),
    '',
    ...shown.flatMap(formatRow),
    ...[...crowds].flatMap(([row, count]) =>
      count > CROWD_SHOWN ? [`! and ${count - CROWD_SHOWN} more like these (${row})`] : [],
    ),
    ...(left > 0 ? [`and ${left} more that are well: --format json tells all`] : []),
  ]
    .map((line) => `${printable(line)}\n`)
    .join('');
}

/** `offhook 0.1.0, up 3 d, lab.yaml (read again 2 min ago)   TFTP 10.20.1.1:69   DHCP 10.20.1.1:67`. */
function serverLine({ started, reloaded, server }: StatusAnswer, nowMs: number): string {
  const { offhook, inventory, tftp, http, dhcp, page } = server;
  const since = (time: string) => spell(Math.max(0, nowMs - Date.parse(time)));
  const again = reloaded === undefined ? '' : ` (read again ${since(reloaded)} ago)`;
  return [
    `offhook ${offhook}, up ${since(started)}, ${inventory}${again}`,
    `TFTP ${tftp}`,
    ...(http === undefined ? [] : [`HTTP ${http}`]),
    `DHCP ${dhcp ?? 'off'}`,
    ...(page === undefined ? [] : [`page ${page}`]),
  ].join('   ');
}

function poolLine({ network, used, size }: About['pools'][number]): string {
  return `pool ${network}   ${used} of ${size}`;
}

/** What is said of all of a crowd need not be said of each. */
const CROWD_SHOWN = 3;

function isOneOfMany({ word, diagnosis = '' }: PhoneRow, crowds: Map<string, number>): boolean {
  const before = word === 'stuck' ? crowds.get(diagnosis) : undefined;
  if (before === undefined) return false;
  crowds.set(diagnosis, before + 1);
  return before >= CROWD_SHOWN;
}

function upgradingLines({ upgrading, phones }: StatusAnswer): readonly string[] {
  const some = upgrading === 1 ? '1 is' : `${upgrading} are`;
  const flash = `${some} upgrading, of ${phones}: do not cut the power`;
  return upgrading > 0 ? [`${WORDS.upgrading.sign} ${flash}`] : [];
}

function formatRow({
  mac,
  word,
  label = '',
  model = '',
  sentence,
  todo,
  diagnosis,
  grade,
}: PhoneRow) {
  const head = `${WORDS[word].sign} ${mac}  ${label.padEnd(12)}  ${model.padEnd(12)}  ${sentence}`;
  const sure = [grade, diagnosis].filter((each) => each !== undefined).join(', ');
  return todo === undefined || word !== 'stuck'
    ? [head]
    : [head, `${' '.repeat(21)}do: ${todo}  (${sure})`];
}
