// The commands that speak SIP with a phone: names, options and their help.

import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Io } from './io.js';
import { notEmpty, phoneAddress, portNumber, waitSeconds } from './option-values.js';
import { siteCommand, stateDirOption, textOrJsonOption } from './shared-options.js';

/** `done` is called with the exit code of the command that ran. */
export function addSipCommands(program: Command, io: Io, done: (code: number) => void): void {
  /** About one phone, and where that is. `seconds`: how long it is waited for unless said. */
  const asking = (name: string, description: string, seconds: number) =>
    siteCommand(program, name, description)
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
      .option('--timeout <seconds>', 'how long to wait for an answer', waitSeconds, seconds)
      .addOption(stateDirOption())
      .addOption(textOrJsonOption());

  asking('ping', 'ask a phone by SIP whether it is there', 4).action(async (mac, options) => {
    const { ping } = await import('./commands/ping.js');
    done(await ping(mac, options, io));
  });
  asking('csta', 'say whether uaCSTA is on at a phone, watch its line, and make it dial', 8)
    .option('--line <number>', 'which of its lines, from 1', lineNumber, 1)
    .option('--watch', 'show what the line does until Ctrl-C')
    .option('--call <number>', 'dial it', notEmpty)
    .option('--answer', 'take the call that rings')
    .option('--hangup', 'end the call; one that rings is refused')
    .option('--snapshot', 'list the calls of the line')
    .option('--settle', 'find out which value switches uaCSTA on, and write that down')
    .option('--fetched', 'with --settle: you saw the phone fetch its present file')
    .action(async (mac, options) => {
      const { csta } = await import('./commands/csta.js');
      done(await csta(mac, options, io));
    });
}

function lineNumber(text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('it must be a number from 1 to 99');
}
