// The commands that have a running server tell its phones something: names, options and their help.

import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { PACE, PACE_LIMITS } from '../rollout/pace.js';
import type { NotifyAction } from '../site/notify.js';
import type { Io } from './io.js';
import { countUpTo, notEmpty } from './option-values.js';
import { serverCommand } from './shared-options.js';

const ABOUT: Readonly<Record<NotifyAction, string>> = {
  resync:
    'have phones of a running server read their files again, some at a time, and see that they do',
  restart: 'have phones of a running server start anew, some at a time, and see them come back',
};

/** `done` is called with the exit code of the command that ran. */
export function addRolloutCommands(program: Command, io: Io, done: (code: number) => void): void {
  for (const action of ['resync', 'restart'] as const) {
    serverCommand(program, action, ABOUT[action])
      .argument('[mac...]', 'these phones')
      .option('--stale', 'phones that have an older file than they would be given now')
      .option('--group <name>', 'the phones of a group', notEmpty)
      .addOption(
        new Option('--at-once <count>', `so many are under way at once; ${PACE.atOnce}`).argParser(
          countUpTo(PACE_LIMITS.atOnce),
        ),
      )
      .addOption(
        new Option(
          '--per-second <count>',
          `so many are told a second; ${PACE.perSecond}`,
        ).argParser(rateUpTo(PACE_LIMITS.perSecond)),
      )
      .option('--dry-run', 'tell nobody; say how each would be told')
      .option('--no-follow', 'begin it, and do not wait for what comes of it')
      .action(async (macs, options) => {
        const { tellPhones } = await import('./commands/rollout.js');
        done(await tellPhones(action, macs, options, io));
      });
  }
  serverCommand(
    program,
    'rollout',
    'say what became of phones that were told something, or stop that',
  )
    .addArgument(new Argument('[id]', 'one of them, with its phones').argParser(rolloutId))
    .option('--pause', 'tell nobody else for now')
    .option('--resume', 'go on, whatever failed')
    .option('--cancel', 'tell nobody else any more')
    .option('--follow', 'a line for each phone that comes to something, until it is over', false)
    .action(async (id, options) => {
      const { rollout } = await import('./commands/rollout.js');
      done(await rollout(id, options, io));
    });
}

/** May be less than one. */
function rateUpTo(most: number) {
  return (text: string): number => {
    const rate = Number(text);
    if (rate > 0 && rate <= most) return rate;
    throw new InvalidArgumentError(`it must be a number up to ${most}`);
  };
}

function rolloutId(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('it must be a number, as "offhook rollout" lists them');
}
