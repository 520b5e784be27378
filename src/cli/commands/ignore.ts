// `offhook ignore MAC`: a phone that nobody wrote down, and that nobody wants to see among the new ones.

import { jsonText } from '../../core/printable.js';
import { askStory } from '../../serve/story/ask-story.js';
import { EXIT } from '../exit-codes.js';
import type { Io } from '../io.js';
import { readMac } from '../mac-argument.js';
import { chooseStateDir } from '../state-dir.js';
import type { StatusOptions } from './status.js';

export interface IgnoreOptions extends StatusOptions {
  /** Show it again. */
  readonly undo?: boolean;
}

export async function ignore(macText: string, options: IgnoreOptions, io: Io): Promise<number> {
  const mac = readMac(macText);
  const ignored = options.undo !== true;
  await askStory(chooseStateDir(options.stateDir, io)).ignore(mac, ignored);
  const said = ignored
    ? `${mac} is ignored; offhook ignore ${mac} --undo shows it again`
    : `${mac} is ignored no more`;
  io.out(options.format === 'json' ? jsonText({ version: 1, mac, ignored }) : `${said}\n`);
  return EXIT.ok;
}
