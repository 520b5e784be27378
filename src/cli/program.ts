// The command line: names, options and their help. Each command's code is read when it runs, not before.

import { Argument, Command, Option } from 'commander';
import { addExportCommands } from './export-program.js';
import type { Io } from './io.js';
import { LOG_FORMATS } from './log-formats.js';
import { addNumbersCommands } from './numbers-program.js';
import { firmwareVersion, metricsPhones, metricsPlace, notEmpty } from './option-values.js';
import { pageOptions } from './page-options.js';
import { addPretendCommands } from './pretend-program.js';
import {
  allowOption,
  configOption,
  failOnOption,
  firmwareOption,
  folderOptions,
  formatOption,
  listening,
  listOption,
  stateDirOption,
  templatesOption,
  textOrJsonOption,
} from './shared-options.js';
import { SHELLS } from './shells.js';
import { addStoryCommands } from './story-program.js';
import { TOOL_VERSION } from './tool-version.js';

/** Called with the exit code of the command that ran. */
type Done = (code: number) => void;

/** `refuse` takes what is wrong with the arguments, in lines. */
export function createProgram(
  io: Io,
  done: Done,
  refuse: (lines: string) => void = io.err,
): Command {
  const program = new Command('offhook')
    .description('Desk phones from the box to dial tone: one inventory, checked, rendered, served.')
    .version(TOOL_VERSION)
    .option('--debug', 'show the stack of an unexpected error')
    .configureOutput({ writeOut: io.out, writeErr: refuse })
    .exitOverride();
  const site = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .addOption(configOption())
      .addOption(templatesOption());

  program
    .command('init')
    .argument('<dir>', 'the folder', notEmpty)
    .description('write a small working inventory to start from')
    .addOption(listOption('--model <id,…>', 'model of the phones, or one for each MAC', 'model'))
    .addOption(listOption('--mac <mac,…>', 'a phone for each', 'MAC'))
    .addOption(listOption('--lines <number,…>', 'SIP accounts, dealt out to the phones', 'number'))
    .action(async (dir, options) => {
      const { init } = await import('./commands/init.js');
      done(init(dir, options, io));
    });
  site('validate', 'check the inventory and every file it makes')
    .argument('[file]', 'the inventory; "-" is standard input')
    .option('--stdin-filename <name>', 'name for standard input in messages')
    .option('--no-secrets', 'do without secrets, as in CI')
    .addOption(firmwareOption())
    .addOption(allowOption())
    .option('-q, --quiet', 'errors only')
    .addOption(formatOption())
    .addOption(failOnOption())
    .action(async (file, options) => {
      const { validate } = await import('./commands/validate.js');
      done(await validate({ ...options, config: file ?? options.config }, io));
    });
  program
    .command('lint')
    .argument('[path...]', 'files, and folders as a TFTP server gives them out')
    .description('check files of phones, whoever made them')
    .option('--stdin', 'read one file from standard input')
    .option('--name <name>', 'name of what comes on standard input', notEmpty)
    .option('--model <id>', 'the phone that is to read them', notEmpty)
    .option('--firmware <version>', 'what that phone has, as 8.5.3', firmwareVersion)
    .addOption(allowOption())
    .option('--fix', 'repair what has exactly one right answer, and keep all else')
    .option('--diff', 'show what --fix repairs, or would, secrets masked')
    .option('--explain', 'say of each finding what it comes from and what speaks for it')
    .option('-q, --quiet', 'errors only')
    .addOption(formatOption())
    .addOption(failOnOption())
    .action(async (paths, options) => {
      const { lint } = await import('./commands/lint.js');
      done(await lint(paths, options, io));
    });
  const generating = site('generate', 'write every file to a folder').action(async (options) => {
    const { generate } = await import('./commands/generate.js');
    done(await generate(options, io));
  });
  for (const option of folderOptions()) generating.addOption(option);
  addExportCommands(program, io, done);
  program
    .command('import')
    .argument('<path...>', 'files and folders: a TFTP root, exports, tables, DHCP servers')
    .description('make an inventory of files that phones and servers have now')
    .option(
      '-o, --output <dir>',
      'a new or empty folder; without it the inventory is printed',
      notEmpty,
    )
    .addOption(
      listOption('--model <id,…>', 'of phones that do not show theirs, one of a vendor', 'model'),
    )
    .addOption(
      listOption('--mac <mac,…>', 'of files whose names do not say it, in their order', 'MAC'),
    )
    .addOption(
      listOption(
        '--columns <field=column,…>',
        'of tables of accounts that no PBX exported',
        'column',
      ),
    )
    .option('--pbx <host>', 'where accounts of tables register', notEmpty)
    .option('--force', 'write into a folder that is not empty, beside what is there')
    .addOption(templatesOption())
    .option('-q, --quiet', 'errors only')
    .addOption(formatOption())
    .addOption(failOnOption())
    .action(async (paths, options) => {
      const { importFiles } = await import('./commands/import.js');
      done(await importFiles(paths, options, io));
    });
  const serving = listening(
    site('serve', 'serve the files by TFTP and HTTP, and addresses by DHCP'),
  )
    .option(
      '--no-dhcp-search',
      'do not look for other DHCP servers, at the start and every 15 minutes',
    )
    .option('--no-address-check', 'offer addresses of a pool without looking who uses them')
    .option('--dry-run', 'hear DHCP and log what would be answered; files are served as ever')
    .option('--user <name[:group]>', 'to become when all is open; root becomes "offhook" if it can')
    .addOption(firmwareOption())
    .option('--files <dir>', 'folder of more files; with it an inventory is optional', notEmpty)
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
  listening(site('doctor', 'look at this machine: could it serve, and what to do if not'))
    .option('--no-dhcp-search', 'ask nobody on the wire')
    .addOption(firmwareOption())
    .addOption(stateDirOption())
    .addOption(textOrJsonOption())
    .action(async (options) => {
      const { doctor } = await import('./commands/doctor.js');
      done(await doctor(options, io));
    });
  const firmware = site('firmware', 'say what the phones load, and what of it is not there')
    .addOption(firmwareOption())
    .option('--files <dir>', 'folder of more files that are served', notEmpty)
    .option('--have <version>', 'what the phones have now, as 8.3.2', firmwareVersion)
    .addOption(textOrJsonOption())
    .action(async (options) => {
      const { firmware } = await import('./commands/firmware.js');
      done(await firmware(options, io));
    });
  firmware
    .command('add')
    .argument('<archive>', 'ZIP, tar or .cop.sgn of a vendor, or a folder', notEmpty)
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
  site('explain', 'say what one phone gets, and from which line')
    .argument('<mac>')
    .addOption(textOrJsonOption())
    .action(async (mac, options) => {
      const { explain } = await import('./commands/explain.js');
      done(await explain(mac, options, io));
    });
  program
    .command('explain-code')
    .argument('<code>', 'as it stands in brackets behind a finding')
    .description('say what a finding means, what speaks for it, and what to do')
    .addOption(textOrJsonOption())
    .action(async (code, options) => {
      const { explainCode } = await import('./commands/explain-code.js');
      done(explainCode(code, options, io));
    });
  addStoryCommands(program, io, done);
  addNumbersCommands(program, io, done);
  const leases = program
    .command('leases')
    .description('say who has which address; a running server does not mind')
    .addOption(stateDirOption())
    .addOption(textOrJsonOption())
    .action(async (options) => {
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
  program
    .command('schema')
    .description("print the inventory's JSON Schema, for editors")
    .addOption(templatesOption())
    .action(async (options) => {
      const { schema } = await import('./commands/schema.js');
      done(schema(options, io));
    });
  site('replay', 'say what happened to phones, out of captures or recorded events')
    .argument('<file...>', 'pcap, pcapng, or lines of events; "-" is standard input')
    .option('--mac <mac>', 'only of this phone')
    .addOption(
      new Option('--format <format>', 'how it is written; jsonl: the events, to be replayed again')
        .choices(['text', 'json', 'jsonl'])
        .default('text'),
    )
    .action(async (files, options) => {
      const { replay } = await import('./commands/replay.js');
      done(await replay(files, options, io));
    });
  addPretendCommands(site, io, done);
  program
    .command('completion')
    .addArgument(new Argument('<shell>', 'your shell').choices(SHELLS))
    .description('print what makes a shell complete commands and options')
    .action(async (shell) => {
      const { completion } = await import('./commands/completion.js');
      done(completion(shell, program, io));
    });
  return program;
}
