// The command line: names, options and their help. Each command's code is read when it runs, not before.

import { Argument, Command, Option } from 'commander';
import { addExplainCommands } from './explain-program.js';
import { addExportCommands } from './export-program.js';
import { addFirmwareCommands } from './firmware-program.js';
import { addImportCommand } from './import-program.js';
import { addInventoryCommands } from './inventory-program.js';
import type { Io } from './io.js';
import { addLeasesCommands } from './leases-program.js';
import { addNumbersCommands } from './numbers-program.js';
import { addPretendCommands } from './pretend-program.js';
import { addRolloutCommands } from './rollout-program.js';
import { addServerCommands } from './serve-program.js';
import { siteCommand, templatesOption } from './shared-options.js';
import { SHELLS } from './shells.js';
import { addSipCommands } from './sip-program.js';
import { addStoryCommands } from './story-program.js';
import { TOOL_VERSION } from './tool-version.js';

/** Called with the exit code of the command that ran. */
type Done = (code: number) => void;

/** `refuse` takes what is wrong with the arguments, in lines. */
export function createProgram(
  io: Io,
  done: Done,
  refuse: (lines: string) => void = io.err,
): Command {
  const program = new Command('offhook')
    .description('Desk phones from the box to dial tone: one inventory, checked, rendered, served.')
    .version(TOOL_VERSION)
    .option('--debug', 'show the stack of an unexpected error')
    .configureOutput({ writeOut: io.out, writeErr: refuse })
    .exitOverride();

  addInventoryCommands(program, io, done);
  addExportCommands(program, io, done);
  addImportCommand(program, io, done);
  addServerCommands(program, io, done);
  addFirmwareCommands(program, io, done);
  addExplainCommands(program, io, done);
  addRolloutCommands(program, io, done);
  addStoryCommands(program, io, done);
  addNumbersCommands(program, io, done);
  addLeasesCommands(program, io, done);
  program
    .command('schema')
    .description("print the inventory's JSON Schema, for editors")
    .addOption(templatesOption())
    .action(async (options) => {
      const { schema } = await import('./commands/schema.js');
      done(schema(options, io));
    });
  siteCommand(program, 'replay', 'say what happened to phones, out of captures or recorded events')
    .argument('<file...>', 'pcap, pcapng, or lines of events; "-" is standard input')
    .option('--mac <mac>', 'only of this phone')
    .addOption(
      new Option('--format <format>', 'how it is written; jsonl: the events, to be replayed again')
        .choices(['text', 'json', 'jsonl'])
        .default('text'),
    )
    .action(async (files, options) => {
      const { replay } = await import('./commands/replay.js');
      done(await replay(files, options, io));
    });
  addPretendCommands(program, io, done);
  addSipCommands(program, io, done);
  program
    .command('completion')
    .addArgument(new Argument('<shell>', 'your shell').choices(SHELLS))
    .description('print what makes a shell complete commands and options')
    .action(async (shell) => {
      const { completion } = await import('./commands/completion.js');
      done(completion(shell, program, io));
    });
  return program;
}
