// `offhook watch`: what the phones of a running server are doing, as it changes. On a terminal a screen; else a line for
// each change. Asks by the socket only, and so often that the server hardly notices.

import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../core/clock.js';
import { messageOf } from '../../core/coded-error.js';
import { countOf } from '../../core/count-of.js';
import { jsonLine, printable } from '../../core/printable.js';
import type { PhoneRow } from '../../page/wire/phone.js';
import { countWords } from '../../serve/story/answers.js';
import { askStory, type StoryAsker } from '../../serve/story/ask-story.js';
import { WORDS } from '../../timeline/word-table.js';
import { EXIT } from '../exit-codes.js';
import type { Io, Screen } from '../io.js';
import { countTexts } from '../phone-order.js';
import { chooseStateDir } from '../state-dir.js';
import { clock, drawWatch, type Line, rowsOnScreen } from '../watch/draw.js';
import { readKeys } from '../watch/keys.js';
import { paint } from '../watch/paint.js';
import {
  type Change,
  changesIn,
  FIRST_STATE,
  pressKey,
  type WatchState,
  withRows,
} from '../watch/view.js';
import type { StatusOptions } from './status.js';

/** Between two questions at the least, and so many times as long as the answer took. */
const EVERY_MS = 1_000;
const REST = 20;
/** Phones of which nothing was heard for so long change rarely, and are asked for together with the others now and then. */
const QUIET_SECONDS = 900;
const ALL_EVERY_MS = 30_000;

export async function watch(options: StatusOptions, io: Io): Promise<number> {
  const asker = askStory(chooseStateDir(options.stateDir, io));
  // Who may not ask, or names no server, hears that at once and not on a screen.
  const first = await asker.phones();
  const screen = options.format === 'json' ? undefined : await io.openScreen?.();
  if (screen) await watchOnScreen(screen, asker, first, io);
  else await watchInLines(asker, first, options, io);
  return EXIT.ok;
}

interface Watcher {
  told(rows: readonly PhoneRow[]): Promise<void> | void;
  /** No server answers, for now. */
  lost(why: string): void;
}

/** Asks until `stop`. */
async function follow(
  asker: StoryAsker,
  first: readonly PhoneRow[],
  watcher: Watcher,
  stop: AbortSignal,
): Promise<void> {
  let rows = withRows([], first, true);
  let allMs = systemClock.monotonicMs();
  while (!stop.aborted) {
    const beganMs = systemClock.monotonicMs();
    const isAll = beganMs - allMs >= ALL_EVERY_MS;
    try {
      const fresh = await asker.phones(isAll ? undefined : QUIET_SECONDS);
      if (isAll) allMs = beganMs;
      rows = withRows(rows, fresh, isAll);
      await watcher.told(rows);
    } catch (error) {
      // Another server may have another inventory.
      allMs = Number.NEGATIVE_INFINITY;
      watcher.lost(messageOf(error));
    }
    const tookMs = systemClock.monotonicMs() - beganMs;
    await pause(Math.max(EVERY_MS, tookMs * REST), undefined, { signal: stop }).catch(() => {});
  }
}

async function watchInLines(
  asker: StoryAsker,
  first: readonly PhoneRow[],
  { format }: StatusOptions,
  io: Io,
): Promise<void> {
  let before = first;
  let isLost = false;
  const say = (change: Change) =>
    io.out(
      format === 'json' ? changeJson(change) : `${printable(`${now()}  ${changeText(change)}`)}\n`,
    );
  if (format === 'json') for (const row of first) say({ row, before: undefined });
  else io.out(`${summary(first)}\n`);
  const watcher: Watcher = {
    told(rows) {
      if (isLost) io.err('the server answers again\n');
      isLost = false;
      for (const change of changesIn(before, rows)) say(change);
      before = rows;
    },
    lost(why) {
      if (!isLost) io.err(`${printable(why)}\n`);
      isLost = true;
    },
  };
  await follow(asker, first, watcher, io.stop);
}

function summary(rows: readonly PhoneRow[]): string {
  return [countOf(rows.length, 'phone'), ...countTexts(countWords(rows))].join('   ');
}

/** `! 5c:fc:66:00:00:01 Hall  stuck, was booting: …` */
function changeText({ row, before }: Change): string {
  const { mac, label, word, sentence } = row;
  const name = label === undefined ? mac : `${mac} ${label}`;
  const was = before === undefined ? 'new here' : `was ${before.word}`;
  return `${WORDS[word].sign} ${name}  ${word}, ${was}: ${sentence}`;
}

function changeJson({ row, before }: Change): string {
  const time = new Date(systemClock.wallMs()).toISOString();
  const value = { version: 1, time, ...row, ...(before && { before: before.word }) };
  return jsonLine(value);
}

const now = (): string => clock(new Date(systemClock.wallMs()));

async function watchOnScreen(
  screen: Screen,
  asker: StoryAsker,
  first: readonly PhoneRow[],
  io: Io,
): Promise<void> {
  const end = new AbortController();
  const stop = AbortSignal.any([end.signal, io.stop]);
  let state: WatchState = { ...FIRST_STATE, rows: withRows([], first, true) };
  let shown: readonly Line[] = [];

  function draw(): void {
    const lines = drawWatch(state, screen.size(), new Date(systemClock.wallMs()));
    screen.write(paint(shown, lines, io.colour.out));
    shown = lines;
  }

  async function readOpen(): Promise<void> {
    const { open } = state;
    if (open === undefined) return;
    const answer = await asker.phone(open);
    if (state.open === open) state = { ...state, answer };
  }

  function press(text: string): void {
    for (const key of readKeys(text)) {
      if (key.kind === 'suspend') screen.suspend();
      if (key.kind === 'redraw') shown = [];
      const before = state.open;
      const next = pressKey(state, key, rowsOnScreen(screen.size()));
      if (!next) {
        end.abort();
        return;
      }
      state = next;
      if (state.open !== before) void readOpen().then(draw, () => {});
    }
    draw();
  }

  const watcher: Watcher = {
    async told(rows) {
      const [change] = changesIn(state.rows, rows);
      const news = change ? `${now()} ${changeText(change)}` : state.news;
      state = { ...state, rows, news, strangers: (await asker.site()).strangers };
      await readOpen();
      draw();
    },
    lost(why) {
      state = { ...state, news: why };
      draw();
    },
  };
  screen.onResize(() => {
    shown = [];
    draw();
  });
  screen.onInput(press, () => end.abort());
  try {
    draw();
    await follow(asker, first, watcher, stop);
  } finally {
    screen.close();
  }
}
