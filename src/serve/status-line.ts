// One line for the service manager: how many phones there are and what they are doing.

import { countOf } from '../core/count-of.js';
import { type Census, takeCensus } from './story/census.js';
import type { Story } from './story/story.js';

/** Between two looks. A service manager shows it to people, who do not look more often. */
const EVERY_MS = 10_000;
/** Where nothing was heard meanwhile the phones are looked at all the same after so long: time alone changes some. */
const LOOKS_AT_MOST = 6;

/** `37 phones: 30 done, 1 stuck; 3 networks` */
export function statusLine({ phones, words }: Census, networks: number): string {
  const { stuck, waiting, upgrading, booting, silent, stale } = words;
  const done = words.fetched + words.registered + words.part + stale;
  const counts = { done, stuck, waiting, upgrading, booting, silent };
  const told = Object.entries(counts).flatMap(([what, count]) =>
    count === 0 ? [] : `${count} ${what}`,
  );
  const doing = told.length === 0 ? 'none was heard' : told.join(', ');
  const all = `${countOf(phones, 'phone')}${phones === 0 ? '' : `: ${doing}`}`;
  return networks === 0 ? all : `${all}; ${countOf(networks, 'network')}`;
}

export interface StatusLineOptions {
  readonly story: Pick<Story, 'phones' | 'histories'>;
  /** How many networks are served. */
  networks(): number;
  /** Called with each line, which may be the one before. */
  say(line: string): void;
  /** Calls now and then until what it returns is called. */
  every?(look: () => void): () => void;
}

/** Looks now and then until it is closed. What it stumbles over is no reason not to serve. */
export function keepStatusLine(options: StatusLineOptions): { close(): void } {
  const { story, networks, say, every = everyTenSeconds } = options;
  let isClosed = false;
  let heard = -1;
  let passed = 0;
  async function look(): Promise<void> {
    const sequence = story.histories.sequence();
    passed += 1;
    if (sequence === heard && passed < LOOKS_AT_MOST) return;
    heard = sequence;
    passed = 0;
    const census = await takeCensus(story);
    if (!isClosed) say(statusLine(census, networks()));
  }
  const end = every(() => void look().catch(() => {}));
  return {
    close() {
      isClosed = true;
      end();
    },
  };
}

function everyTenSeconds(look: () => void): () => void {
  const timer = setInterval(look, EVERY_MS).unref();
  return () => clearInterval(timer);
}
