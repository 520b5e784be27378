// The commands that ask a running server what its phones are doing: names, options and their help.

import { Argument, type Command, Option } from 'commander';
import type { Io } from './io.js';
import { notEmpty, seconds } from './option-values.js';
import { WAIT_FORMAT_NAMES } from './report/format-names.js';
import {
  configOption,
  firmwareOption,
  listOption,
  serverCommand,
  stateDirOption,
  templatesOption,
} from './shared-options.js';

/** `done` is called with the exit code of the command that ran. */
export function addStoryCommands(program: Command, io: Io, done: (code: number) => void): void {
  serverCommand(program, 'status', 'say what the phones of a running server are doing')
    .argument('[mac]', 'one phone, with its boot step by step')
    .action(async (mac, options) => {
      const { status } = await import('./commands/status.js');
      done(await status(mac, options, io));
    });
  serverCommand(
    program,
    'watch',
    'show what the phones of a running server are doing, as it changes',
  ).action(async (options) => {
    const { watch } = await import('./commands/watch.js');
    done(await watch(options, io));
  });
  program
    .command('wait')
    .addArgument(
      new Argument('<condition>', 'what is waited for').choices(['fetched', 'registered', 'ready']),
    )
    .argument('[mac...]', 'these phones; all of the inventory')
    .description('wait until phones of a running server have their files, or are registered')
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
  serverCommand(
    program,
    'report',
    'put together all that is known of one phone, without secrets, to be sent',
  )
    .argument('<mac>')
    .addOption(configOption())
    .addOption(templatesOption())
    .addOption(firmwareOption())
    .action(async (mac, options) => {
      const { report } = await import('./commands/report.js');
      done(await report(mac, options, io));
    });
  serverCommand(
    program,
    'page',
    'print the link to the page of a running server that logs a browser in',
  )
    .option('--page-token-file <file>', 'file with the token, as the server was given it', notEmpty)
    .action(async (options) => {
      const { page } = await import('./commands/page.js');
      done(await page(options, io));
    });
  serverCommand(program, 'new', 'name phones on the wire that the inventory does not have')
    .option('--ignored', 'those that are ignored, too')
    .action(async (options) => {
      const { newPhones } = await import('./commands/new.js');
      done(await newPhones(options, io));
    });
  serverCommand(program, 'ignore', 'leave a phone that nobody wrote down out of the new ones')
    .argument('<mac>')
    .option('--undo', 'show it again')
    .action(async (mac, options) => {
      const { ignore } = await import('./commands/ignore.js');
      done(await ignore(mac, options, io));
    });
  serverCommand(program, 'adopt', 'write a phone that nobody wrote down into the inventory')
    .argument('<mac>')
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
    .action(async (mac, { group, ...options }) => {
      const { adopt } = await import('./commands/adopt.js');
      done(await adopt(mac, { ...options, ...(group && { groups: group }) }, io));
    });
}
