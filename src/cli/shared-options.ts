// Options that several commands have, each with its one name, help and way to read it.

import { type Command, Option } from 'commander';
import {
  fileGroupOption,
  fileModeOption,
  ipAddress,
  listOf,
  pathName,
  portNumber,
  portRange,
} from './option-values.js';
import { FORMAT_NAMES } from './report/format-names.js';

const pathOption = (flags: string, description: string) =>
  new Option(flags, description).argParser(pathName);

const formatOption = () =>
  new Option('--format <format>', 'how findings are written').choices(FORMAT_NAMES);
const failOnOption = () =>
  new Option('--fail-on <severity>', 'what makes the exit code 1')
    .choices(['error', 'warning', 'never'])
    .default('error');
export const textOrJsonOption = () =>
  new Option('--format <format>', 'how it is written').choices(['text', 'json']).default('text');
export const configOption = () =>
  pathOption('-c, --config <file>', 'the inventory, or its folder; "-" is standard input');
export const stateDirOption = () =>
  pathOption('--state-dir <dir>', 'where leases are kept, and where a server is asked');
const addressOption = () =>
  new Option('--address <ip>', 'address to serve on').argParser(ipAddress).default('0.0.0.0');
const tftpPortOption = () =>
  new Option('--tftp-port <port>', 'UDP port; 0 is any').argParser(portNumber).default(69);
const tftpDataPortsOption = () =>
  new Option('--tftp-data-ports <A-B>', "UDP ports of TFTP's data; any free ones").argParser(
    portRange,
  );
const httpPortOption = () =>
  new Option('--http-port <port>', 'TCP port; 0 is any; none unless given').argParser(portNumber);
const dhcpOption = () =>
  new Option('--dhcp <mode>', 'on if the inventory has a network').choices(['on', 'off']);
export const firmwareOption = () =>
  pathOption('--firmware <dir>', 'folder of firmware files; firmware/ beside the inventory');
export const templatesOption = () =>
  pathOption('--templates <dir>', 'templates that stand in for built-in ones, file by file');

export const allowOption = () =>
  listOption('--allow <code,…>', 'findings that may be, by their codes', 'code');

/** Values with commas between them, or the option several times. */
export const listOption = (flags: string, description: string, noun: string) =>
  new Option(flags, description).argParser((text: string, before: readonly string[] = []) => [
    ...before,
    ...listOf(text, noun),
  ]);

const commandWith =
  (options: () => readonly Option[]) =>
  (program: Command, name: string, description: string): Command => {
    const command = program.command(name).description(description);
    for (const option of options()) command.addOption(option);
    return command;
  };

const aboutInventory = commandWith(() => [configOption(), templatesOption()]);

/** A command about an inventory. */
export const siteCommand: typeof aboutInventory = (...words) =>
  aboutInventory(...words).configureOutput({
    outputError(text, write) {
      // As `validate` has it, people name the inventory alone.
      const isTooMany = text.startsWith('error: too many arguments');
      write(isTooMany ? `${text.trimEnd()} Name an inventory with --config.\n` : text);
    },
  });

/** A command about a server that runs, or about what one has left in its state folder. */
export const serverCommand = commandWith(() => [stateDirOption(), textOrJsonOption()]);

/** Of a command that fills a folder. */
export const folderOptions = (): readonly Option[] => [
  pathOption('-o, --output <dir>', 'the folder').makeOptionMandatory(),
  new Option('--check', 'write nothing; exit 1 if the folder is not up to date'),
  new Option('--diff', 'show what changes, secrets masked'),
  new Option('--prune', 'remove files that offhook wrote and makes no longer'),
  new Option('--force', 'overwrite files that someone edited or put there'),
  fileModeOption(),
  fileGroupOption(),
  allowOption(),
  new Option('-q, --quiet', 'errors only'),
  formatOption(),
];

/** A command that tells findings, and what it makes of them. */
export function tellingFindings(command: Command): Command {
  return command
    .option('-q, --quiet', 'errors only')
    .addOption(formatOption())
    .addOption(failOnOption());
}

/** Where files and addresses are given out, for who does it and for who looks whether it can be done. */
export function listening(command: Command): Command {
  return command
    .addOption(addressOption())
    .addOption(tftpPortOption())
    .addOption(tftpDataPortsOption())
    .addOption(httpPortOption())
    .addOption(dhcpOption());
}
