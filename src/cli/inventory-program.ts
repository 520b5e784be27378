// The commands that make and check an inventory and the files of its phones: names, options and their help.

import type { Command } from 'commander';
import type { Io } from './io.js';
import { firmwareVersion, notEmpty, pathName } from './option-values.js';
import {
  allowOption,
  firmwareOption,
  folderOptions,
  listOption,
  siteCommand,
  tellingFindings,
} from './shared-options.js';

/** `done` is called with the exit code of the command that ran. */
export function addInventoryCommands(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('init')
    .argument('<dir>', 'the folder', pathName)
    .description('write a small working inventory to start from')
    .addOption(listOption('--model <id,…>', 'model of the phones, or one for each MAC', 'model'))
    .addOption(listOption('--mac <mac,…>', 'a phone for each', 'MAC'))
    .addOption(listOption('--lines <number,…>', 'SIP accounts, dealt out to the phones', 'number'))
    .action(async (dir, options) => {
      const { init } = await import('./commands/init.js');
      done(init(dir, options, io));
    });
  tellingFindings(
    siteCommand(program, 'validate', 'check the inventory and every file it makes')
      .argument('[file]', 'the inventory; "-" is standard input')
      .option('--stdin-filename <name>', 'name for standard input in messages')
      .option('--no-secrets', 'do without secrets, as in CI')
      .addOption(firmwareOption())
      .addOption(allowOption()),
  ).action(async (file, options) => {
    const { validate } = await import('./commands/validate.js');
    done(await validate({ ...options, config: file ?? options.config }, io));
  });
  tellingFindings(
    program
      .command('lint')
      .argument('[path...]', 'files, and folders as a TFTP server gives them out')
      .description('check files of phones, whoever made them')
      .option('--stdin', 'read one file from standard input')
      .option('--name <name>', 'name of what comes on standard input', notEmpty)
      .option('--model <id>', 'the phone that is to read them', notEmpty)
      .option('--firmware <version>', 'what that phone has, as 8.5.3', firmwareVersion)
      .addOption(allowOption())
      .option('--fix', 'repair what has exactly one right answer, and keep all else')
      .option('--diff', 'show what --fix repairs, or would, secrets masked')
      .option('--explain', 'say of each finding what it comes from and what speaks for it'),
  ).action(async (paths, options) => {
    const { lint } = await import('./commands/lint.js');
    done(await lint(paths, options, io));
  });
  const generating = siteCommand(program, 'generate', 'write every file to a folder').action(
    async (options) => {
      const { generate } = await import('./commands/generate.js');
      done(await generate(options, io));
    },
  );
  for (const option of folderOptions()) generating.addOption(option);
}
