// `offhook completion SHELL`: what makes a shell complete our commands and options.

import type { Command } from 'commander';
import { bashScript, zshScript } from '../completion/bash.js';
import { commandWords } from '../completion/command-words.js';
import { fishScript } from '../completion/fish.js';
import { EXIT } from '../exit-codes.js';
import type { Io } from '../io.js';
import type { SHELLS } from '../shells.js';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

export function completion(shell: (typeof SHELLS)[number], program: Command, io: Io): number {
  io.out(SCRIPTS[shell](commandWords(program)));
  return EXIT.ok;
}
