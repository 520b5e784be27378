// `offhook export NAME`: a command for each row of the table of exports.

import { type Command, Option } from 'commander';
import type { Export, ExportOption } from '../exports/export.js';
import { EXPORTS } from '../exports/exports.js';
import type { Io } from './io.js';
import { folderOptions, siteCommand } from './shared-options.js';

/** `done` is called with the exit code of the command that ran. */
export function addExportCommands(program: Command, io: Io, done: (code: number) => void): void {
  const exporting = program
    .command('export')
    .description('write what the inventory says for other programs');
  for (const each of EXPORTS) addExport(exporting, each, io, done);
}

function addExport(exporting: Command, each: Export, io: Io, done: (code: number) => void): void {
  const command = siteCommand(exporting, each.name, each.description);
  for (const option of each.options) command.addOption(toOption(option));
  for (const option of folderOptions()) command.addOption(option);
  command.action(async (options) => {
    const { exportTo } = await import('./commands/export.js');
    done(await exportTo(each, options, io));
  });
}

function toOption({ flags, description, choices, mandatory, ...rest }: ExportOption): Option {
  const option = new Option(flags, description);
  if (choices) option.choices(choices);
  if (rest.default !== undefined) option.default(rest.default);
  return option.makeOptionMandatory(mandatory === true);
}
