// The command that makes an inventory of what is there: its name, options and their help.

import type { Command } from 'commander';
import type { Io } from './io.js';
import { notEmpty, pathName } from './option-values.js';
import { listOption, tellingFindings, templatesOption } from './shared-options.js';

/** `done` is called with the exit code of the command that ran. */
export function addImportCommand(program: Command, io: Io, done: (code: number) => void): void {
  tellingFindings(
    program
      .command('import')
      .argument('<path...>', 'files and folders: a TFTP root, exports, tables, DHCP servers')
      .description('make an inventory of files that phones and servers have now')
      .option(
        '-o, --output <dir>',
        'a new or empty folder; without it the inventory is printed',
        pathName,
      )
      .addOption(
        listOption('--model <id,…>', 'of phones that do not show theirs, one of a vendor', 'model'),
      )
      .addOption(
        listOption('--mac <mac,…>', 'of files whose names do not say it, in their order', 'MAC'),
      )
      .addOption(
        listOption(
          '--columns <field=column,…>',
          'of tables of accounts that no PBX exported',
          'column',
        ),
      )
      .option('--pbx <host>', 'where accounts of tables register', notEmpty)
      .option('--force', 'write into a folder that is not empty, beside what is there')
      .addOption(templatesOption()),
  ).action(async (paths, options) => {
    const { importFiles } = await import('./commands/import.js');
    done(await importFiles(paths, options, io));
  });
}
