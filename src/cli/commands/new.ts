// `offhook new`: phones on the wire that the inventory does not have.

import { printable, printableJson } from '../../core/printable.js';
import { askStory } from '../../serve/story/ask-story.js';
import { EXIT } from '../exit-codes.js';
import type { Io } from '../io.js';
import { chooseStateDir } from '../state-dir.js';
import type { StatusOptions } from './status.js';

export async function newPhones(options: StatusOptions, io: Io): Promise<number> {
  const strangers = await askStory(chooseStateDir(options.stateDir, io)).strangers();
  if (options.format === 'json') {
    io.out(printableJson(`${JSON.stringify({ version: 1, strangers }, null, 2)}\n`));
    return EXIT.ok;
  }
  const lines = strangers.map(({ mac, model = 'model?', address = '-', sentence }) =>
    [mac, model.padEnd(12), address.padEnd(15), sentence].join('  '),
  );
  const none =
    'no phone was heard that the inventory does not have: it must have asked for an address or a file';
  io.out(
    [...lines, ...(lines.length === 0 ? [none] : [])]
      .map((line) => `${printable(line)}\n`)
      .join(''),
  );
  return EXIT.ok;
}
