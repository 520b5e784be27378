// `offhook new`: phones on the wire that the inventory does not have.

import { jsonText, printable } from '../../core/printable.js';
import type { StrangerAnswer } from '../../page/wire/site.js';
import { askStory } from '../../serve/story/ask-story.js';
import { EXIT } from '../exit-codes.js';
import type { Io } from '../io.js';
import { chooseStateDir } from '../state-dir.js';
import type { StatusOptions } from './status.js';

export interface NewOptions extends StatusOptions {
  /** Show those as well. */
  readonly ignored?: boolean;
}

export async function newPhones(options: NewOptions, io: Io): Promise<number> {
  const strangers = await askStory(chooseStateDir(options.stateDir, io)).strangers();
  if (options.format === 'json') {
    io.out(jsonText({ version: 1, strangers }));
    return EXIT.ok;
  }
  const shown = options.ignored ? strangers : strangers.filter(({ ignored }) => !ignored);
  const hidden = strangers.length - shown.length;
  const lines = shown.flatMap(lineOf);
  const none =
    'no phone was heard that the inventory does not have: it must have asked for an address or a file';
  io.out(
    [
      ...lines,
      ...(lines.length === 0 ? [none] : []),
      ...(hidden > 0 ? [`${hidden} ignored: offhook new --ignored`] : []),
    ]
      .map((line) => `${printable(line)}\n`)
      .join(''),
  );
  return EXIT.ok;
}

function lineOf(stranger: StrangerAnswer): readonly string[] {
  const { mac, model, knownBy, similar, address = '-', sentence, ignored } = stranger;
  const by = model === undefined ? '' : ` (known by its ${knownBy})`;
  const known = `${by}${ignored ? ', ignored' : ''}`;
  const line = [mac, (model ?? 'model?').padEnd(12), address.padEnd(15), sentence + known].join(
    '  ',
  );
  if (similar === undefined) return [line];
  return [line, `${' '.repeat(19)}${similar} of the inventory was never heard: a typing error?`];
}
