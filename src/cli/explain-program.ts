// The commands that explain a phone's files or a finding: names, options and their help.

import type { Command } from 'commander';
import type { Io } from './io.js';
import { siteCommand, textOrJsonOption } from './shared-options.js';

/** `done` is called with the exit code of the command that ran. */
export function addExplainCommands(program: Command, io: Io, done: (code: number) => void): void {
  siteCommand(program, 'explain', 'say what one phone gets, and from which line')
    .argument('<mac>')
    .addOption(textOrJsonOption())
    .action(async (mac, options) => {
      const { explain } = await import('./commands/explain.js');
      done(await explain(mac, options, io));
    });
  program
    .command('explain-code')
    .argument('<code>', 'as it stands in brackets behind a finding')
    .description('say what a finding means, what speaks for it, and what to do')
    .addOption(textOrJsonOption())
    .action(async (code, options) => {
      const { explainCode } = await import('./commands/explain-code.js');
      done(explainCode(code, options, io));
    });
}
