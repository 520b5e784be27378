// The commands about numbering plans: names, options and their help.

import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { ANSWER_FORMAT_NAMES } from '../numbers/answer-names.js';
import type { Io } from './io.js';
import { notEmpty } from './option-values.js';
import { listOption, stateDirOption, tellingFindings } from './shared-options.js';

/** `done` is called with the exit code of the command that ran. */
export function addNumbersCommands(program: Command, io: Io, done: (code: number) => void): void {
  const numbers = program
    .command('numbers')
    .description('say whose a number is, by the numbering plan of a country');
  const about = (name: string, description: string) =>
    numbers
      .command(name)
      .description(description)
      .option('--plan <file>', 'the plan; numbers.plan of the state folder', notEmpty)
      .addOption(stateDirOption());
  tellingFindings(
    about('import', 'make a plan of the tables that a registry publishes')
      .argument('<file...>', 'tables as CSV')
      .addOption(
        listOption('--columns <field=column,…>', 'of tables of other registries', 'column'),
      )
      .option('--digits <number>', 'of a whole number within the country', digitCount)
      .option('--country <digits>', 'code of the country, without the plus', digitsOnly)
      .option('--trunk <digits>', 'what is dialled before a number within the country', digitsOnly),
  ).action(async (files, options) => {
    const { importNumbers } = await import('./commands/numbers.js');
    done(await importNumbers(files, options, io));
  });
  about('lookup', 'say whose a number is, or which ranges a code has')
    .addArgument(new Argument('<number>', 'a number, or a code').argParser(notEmpty))
    .addOption(
      new Option('--format <format>', 'how it is written')
        .choices([...ANSWER_FORMAT_NAMES])
        .default('text'),
    )
    .action(async (number, options) => {
      const { lookUp } = await import('./commands/numbers.js');
      done(lookUp(number, options, io));
    });
}

function digitCount(text: string): number {
  const digits = Number(text);
  if (Number.isInteger(digits) && digits >= 1 && digits <= 15) return digits;
  throw new InvalidArgumentError('it must be a number from 1 to 15');
}

function digitsOnly(text: string): string {
  if (/^\d{1,4}$/.test(text)) return text;
  throw new InvalidArgumentError('it must be one to four digits');
}
