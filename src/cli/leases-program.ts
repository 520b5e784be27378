// The commands about leases: names, options and their help.

import type { Command } from 'commander';
import type { Io } from './io.js';
import { serverCommand, stateDirOption } from './shared-options.js';

/** `done` is called with the exit code of the command that ran. */
export function addLeasesCommands(program: Command, io: Io, done: (code: number) => void): void {
  const leases = serverCommand(
    program,
    'leases',
    'say who has which address; a running server does not mind',
  ).action(async (options) => {
    const { leases } = await import('./commands/leases.js');
    done(await leases(options, io));
  });
  leases
    .command('release')
    .argument('<mac>')
    .description("take back a phone's addresses; a running server does it itself")
    .addOption(stateDirOption())
    .action(async (mac, _options, command) => {
      const { releaseLeases } = await import('./commands/leases.js');
      done(await releaseLeases(mac, command.optsWithGlobals(), io));
    });
}
