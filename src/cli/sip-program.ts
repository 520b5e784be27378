// The commands that speak SIP with a phone: names, options and their help.

import { type Command, Option } from 'commander';
import type { Io } from './io.js';
import { phoneAddress, portNumber, waitSeconds } from './option-values.js';
import { siteCommand, stateDirOption, textOrJsonOption } from './shared-options.js';

/** `done` is called with the exit code of the command that ran. */
export function addSipCommands(program: Command, io: Io, done: (code: number) => void): void {
  siteCommand(program, 'ping', 'ask a phone by SIP whether it is there')
    .argument('<mac>')
    .option(
      '--address <ip>',
      'where the phone is; as a running server or the inventory knows it',
      phoneAddress,
    )
    .option('--port <port>', 'where it hears SIP; as its file says', portNumber)
    .addOption(
      new Option('--transport <transport>', 'how it is asked; as its file says').choices([
        'udp',
        'tcp',
      ]),
    )
    .option('--timeout <seconds>', 'how long to wait for an answer', waitSeconds, 4)
    .addOption(stateDirOption())
    .addOption(textOrJsonOption())
    .action(async (mac, options) => {
      const { ping } = await import('./commands/ping.js');
      done(await ping(mac, options, io));
    });
}
