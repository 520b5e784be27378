// Lines of a screen as what a terminal is sent: only those that differ from what it shows.

import type { Word } from '../../timeline/word.js';
import type { Line } from './draw.js';

const ESC = '\x1b[';
const RESET = `${ESC}0m`;
/** SGR of ECMA-48; sign and word say the same without it. */
const TONES: Readonly<Record<Word | 'marked' | 'dim', string>> = {
  marked: '7',
  dim: '2',
  stuck: '31',
  waiting: '33',
  upgrading: '34',
  booting: '34',
  stale: '35',
  part: '33',
  silent: '2',
  unseen: '2',
  fetched: '32',
  registered: '32',
};

/** `before`: what the terminal shows; empty: nothing that is known. */
export function paint(before: readonly Line[], after: readonly Line[], colour: boolean): string {
  const clear = before.length === after.length ? '' : `${ESC}2J`;
  const lines = after.map((line, at) => {
    const shown = clear === '' ? before[at] : undefined;
    if (shown?.text === line.text && shown.tone === line.tone) return '';
    // Each is as wide as the screen: there is nothing behind it to be erased.
    return `${ESC}${at + 1};1H${toned(line, colour)}`;
  });
  return clear + lines.join('');
}

function toned({ text, tone }: Line, colour: boolean): string {
  // What is marked must be seen without colours, too.
  if (tone === undefined || !(colour || tone === 'marked')) return text;
  return `${ESC}${TONES[tone]}m${text}${RESET}`;
}
