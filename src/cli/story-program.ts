// The commands that ask a running server what its phones are doing: names, options and their help.

import { Argument, type Command, Option } from 'commander';
import type { Io } from './io.js';
import { notEmpty, seconds } from './option-values.js';
import { WAIT_FORMAT_NAMES } from './report/format-names.js';
import {
  configOption,
  firmwareOption,
  listOption,
  stateDirOption,
  templatesOption,
  textOrJsonOption,
} from './shared-options.js';

/** `done` is called with the exit code of the command that ran. */
export function addStoryCommands(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('status')
    .argument('[mac]', 'one phone, with its boot step by step')
    .description('say what the phones of a running server are doing')
    .addOption(stateDirOption())
    .addOption(textOrJsonOption())
    .action(async (mac, options) => {
      const { status } = await import('./commands/status.js');
      done(await status(mac, options, io));
    });
  program
    .command('watch')
    .description('show what the phones of a running server are doing, as it changes')
    .addOption(stateDirOption())
    .addOption(textOrJsonOption())
    .action(async (options) => {
      const { watch } = await import('./commands/watch.js');
      done(await watch(options, io));
    });
  program
    .command('wait')
    .addArgument(
      new Argument('<condition>', 'what is waited for').choices(['fetched', 'registered', 'ready']),
    )
    .argument('[mac...]', 'these phones; all of the inventory')
    .description('wait until phones of a running server have their files')
    .option('--group <name>', 'the phones of a group', notEmpty)
    .addOption(
      new Option('--timeout <time>', 'for so long, as 10m').argParser(seconds).default(600, '10m'),
    )
    .addOption(stateDirOption())
    .addOption(
      new Option('--format <format>', 'how it is written')
        .choices([...WAIT_FORMAT_NAMES])
        .default('text'),
    )
    .action(async (condition, macs, options) => {
      const { wait } = await import('./commands/wait.js');
      done(await wait(condition, macs, options, io));
    });
  program
    .command('report')
    .argument('<mac>')
    .description('put together all that is known of one phone, without secrets, to be sent')
    .addOption(configOption())
    .addOption(templatesOption())
    .addOption(firmwareOption())
    .addOption(stateDirOption())
    .addOption(textOrJsonOption())
    .action(async (mac, options) => {
      const { report } = await import('./commands/report.js');
      done(await report(mac, options, io));
    });
  program
    .command('new')
    .description('name phones on the wire that the inventory does not have')
    .option('--ignored', 'those that are ignored, too')
    .addOption(stateDirOption())
    .addOption(textOrJsonOption())
    .action(async (options) => {
      const { newPhones } = await import('./commands/new.js');
      done(await newPhones(options, io));
    });
  program
    .command('ignore')
    .argument('<mac>')
    .description('leave a phone that nobody wrote down out of the new ones')
    .option('--undo', 'show it again')
    .addOption(stateDirOption())
    .addOption(textOrJsonOption())
    .action(async (mac, options) => {
      const { ignore } = await import('./commands/ignore.js');
      done(await ignore(mac, options, io));
    });
  program
    .command('adopt')
    .argument('<mac>')
    .description('write a phone that nobody wrote down into the inventory')
    .option('--model <id>', 'what it is; what it was heard to be', notEmpty)
    .option(
      '--line <number>',
      'the account of its first key; "next": one without a phone',
      notEmpty,
    )
    .option('--label <text>', 'what people call it', notEmpty)
    .option('--address <ip>', 'its address, reserved for it', notEmpty)
    .addOption(listOption('--group <name,…>', 'its groups', 'group'))
    .option('--write', 'add it to adopted.yaml beside the inventory; without it, it is only shown')
    .addOption(configOption())
    .addOption(templatesOption())
    .addOption(stateDirOption())
    .addOption(textOrJsonOption())
    .action(async (mac, { group, ...options }) => {
      const { adopt } = await import('./commands/adopt.js');
      done(await adopt(mac, { ...options, ...(group && { groups: group }) }, io));
    });
}
