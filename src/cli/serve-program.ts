// The commands that serve, and look whether this machine could: names, options and their help.

import { type Command, Option } from 'commander';
import type { Io } from './io.js';
import { LOG_FORMATS } from './log-formats.js';
import { metricsPhones, metricsPlace, pathName } from './option-values.js';
import { pageOptions } from './page-options.js';
import {
  allowOption,
  firmwareOption,
  listening,
  siteCommand,
  stateDirOption,
  textOrJsonOption,
} from './shared-options.js';

/** `done` is called with the exit code of the command that ran. */
export function addServerCommands(program: Command, io: Io, done: (code: number) => void): void {
  const serving = listening(
    siteCommand(program, 'serve', 'serve the files by TFTP and HTTP, and addresses by DHCP'),
  )
    .option(
      '--no-dhcp-search',
      'do not look for other DHCP servers, at the start and every 15 minutes',
    )
    .option('--no-address-check', 'offer addresses of a pool without looking who uses them')
    .option('--dry-run', 'hear DHCP and log what would be answered; files are served as ever')
    .option('--user <name[:group]>', 'to become when all is open; root becomes "offhook" if it can')
    .addOption(firmwareOption())
    .option('--files <dir>', 'folder of more files; with it an inventory is optional', pathName)
    .addOption(stateDirOption())
    .option('--no-watch', 'reload on SIGHUP only')
    .addOption(allowOption())
    .addOption(
      new Option(
        '--metrics <[address:]port>',
        'TCP port of metrics and health, for this machine unless an address is given; 0 is any; none unless given',
      ).argParser(metricsPlace),
    )
    .addOption(
      new Option('--metrics-phones <number>', 'tell so many phones one by one, at most 500')
        .argParser(metricsPhones)
        .default(0),
    )
    .option('--allow-shrink', 'take a reload also if it loses most of the phones')
    .option('--verbose', 'log what goes as it should, too')
    .addOption(
      new Option('--log-format <format>', 'text on a terminal, json elsewhere').choices(
        LOG_FORMATS,
      ),
    )
    .action(async (options) => {
      // What keeps the rest from being loaded is told in the log, too.
      const { underLog } = await import('./serve-log.js');
      const code = await underLog(options, io, async (log) => {
        const { serve } = await import('./commands/serve.js');
        return serve(options, io, log);
      });
      done(code);
    });
  for (const option of pageOptions()) serving.addOption(option);
  listening(
    siteCommand(program, 'doctor', 'look at this machine: could it serve, and what to do if not'),
  )
    .option('--no-dhcp-search', 'ask nobody on the wire')
    .addOption(firmwareOption())
    .addOption(stateDirOption())
    .addOption(textOrJsonOption())
    .action(async (options) => {
      const { doctor } = await import('./commands/doctor.js');
      done(await doctor(options, io));
    });
}
