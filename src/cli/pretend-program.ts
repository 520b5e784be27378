// The commands that pretend to be phones: names, options and their help.

import { type Command, Option } from 'commander';
import type { Io } from './io.js';
import {
  ipAddress,
  notEmpty,
  PROCESSES,
  pbxPlace,
  phoneCount,
  portNumber,
  processCount,
  seconds,
} from './option-values.js';
import { listOption, siteCommand, stateDirOption, textOrJsonOption } from './shared-options.js';

const PBX = [
  '--pbx <ip[:port]>',
  'where the PBX is, whatever its name in the file means',
  pbxPlace,
] as const;
const FROM_OTHER_PORT = [
  '--from-other-port',
  'send from another port, as a Cisco 79xx does by UDP',
] as const;
const stayOption = (does: string) => new Option('--stay <time>', does).argParser(seconds);

/** `done` is called with the exit code of the command that ran. */
export function addPretendCommands(program: Command, io: Io, done: (code: number) => void): void {
  siteCommand(
    program,
    'simulate',
    'pretend to be phones that boot, and get stuck where a scenario says so',
  )
    .option(
      '--phones <number>',
      'so many, of the inventory; ten at the most, unless said',
      phoneCount,
    )
    .option(
      '--processes <number>',
      'played by so many processes at the most: fewer take less memory',
      processCount,
      PROCESSES,
    )
    .addOption(
      listOption('--scenario <name,…>', 'what they do, each one: a name or a file', 'scenario'),
    )
    .option('--list', 'name the scenarios, and the row of diagnosis in which each ends')
    .option('--show <name>', 'print a scenario, to write another', notEmpty)
    .option('--server <ip>', 'where files are; what DHCP says, or 127.0.0.1', ipAddress)
    .option('--port <port>', 'UDP port of its TFTP', portNumber, 69)
    .option('--http-port <port>', 'TCP port of its HTTP', portNumber, 80)
    .option('--namespace', 'make a wire of their own for them, with DHCP; takes root')
    .option('--interface <name>', 'speak DHCP there, and take addresses; takes root', notEmpty)
    .option('--register', 'those that are well register their lines as their files say, and stay')
    .addOption(stayOption('stay registered so long, as 10m; until Ctrl-C, unless said'))
    .option(...PBX)
    .option(...FROM_OTHER_PORT)
    .option('--expect', 'exit code 1 where the server tells another row than the scenario ends in')
    .addOption(stateDirOption())
    .addOption(textOrJsonOption())
    .action(async (options) => {
      const { simulate } = await import('./commands/simulate.js');
      done(await simulate(options, io));
    });
  siteCommand(program, 'probe', 'pretend to be a phone: fetch its files and check them')
    .argument('<mac>')
    .option('--server <ip>', 'the TFTP server', '127.0.0.1')
    .option('--port <port>', 'its UDP port', portNumber, 69)
    .option('--model <id>', 'for a phone that is not in the inventory')
    .option('-o, --output <dir>', 'keep what was fetched')
    .option('--register', 'register its lines as the files say, and tell what the PBX says to each')
    .addOption(stayOption('stay registered so long, as 10m, and answer what is asked'))
    .option(...PBX)
    .option('--sip-port <port>', 'where it hears SIP; 0 is any', portNumber, 0)
    .option(...FROM_OTHER_PORT)
    .addOption(textOrJsonOption())
    .action(async (mac, options) => {
      const { probe } = await import('./commands/probe.js');
      done(await probe(mac, options, io));
    });
}
