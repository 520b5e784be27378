// The commands about firmware: names, options and their help.

import type { Command } from 'commander';
import type { Io } from './io.js';
import { firmwareVersion, pathName } from './option-values.js';
import {
  configOption,
  firmwareOption,
  siteCommand,
  templatesOption,
  textOrJsonOption,
} from './shared-options.js';

/** `done` is called with the exit code of the command that ran. */
export function addFirmwareCommands(program: Command, io: Io, done: (code: number) => void): void {
  const firmware = siteCommand(
    program,
    'firmware',
    'say what the phones load, and what of it is not there',
  )
    .addOption(firmwareOption())
    .option('--files <dir>', 'folder of more files that are served', pathName)
    .option('--have <version>', 'what the phones have now, as 8.3.2', firmwareVersion)
    .addOption(textOrJsonOption())
    .action(async (options) => {
      const { firmware } = await import('./commands/firmware.js');
      done(await firmware(options, io));
    });
  firmware
    .command('add')
    .argument('<archive>', 'ZIP, tar or .cop.sgn of a vendor, or a folder', pathName)
    .description('unpack what phones ask for into the folder of firmware')
    .option('--force', 'replace other files of the same names')
    .addOption(configOption())
    .addOption(templatesOption())
    .addOption(firmwareOption())
    .addOption(textOrJsonOption())
    .action(async (archive, _options, command) => {
      const { addToFirmware } = await import('./commands/firmware.js');
      done(await addToFirmware(archive, command.optsWithGlobals(), io));
    });
}
