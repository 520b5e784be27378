// What can be typed, taken from the command line itself, for the shells that complete it.

import type { Command } from 'commander';

/** A command, and the words that may stand behind it. */
export interface CommandWords {
  /** `firmware add`; empty: the program. */
  readonly path: string;
  readonly about: string;
  /** The last words of the commands below it. */
  readonly below: readonly CommandWords[];
  readonly options: readonly OptionWords[];
  /** Of its arguments those that are words of a list. */
  readonly choices: readonly string[];
}

export interface OptionWords {
  /** `-c`. */
  readonly short: string | undefined;
  /** `--config`. */
  readonly long: string | undefined;
  readonly about: string;
  /** Of a value: words of a list, a path, or what nobody can guess. */
  readonly value: 'none' | 'path' | 'any' | readonly string[];
}

export function commandWords(command: Command, path = ''): CommandWords {
  const below = command.commands.map((each) =>
    commandWords(each, `${path} ${each.name()}`.trimStart()),
  );
  return {
    path,
    about: command.description(),
    below,
    options: command
      .createHelp()
      .visibleOptions(command)
      .map((option) => ({
        short: option.short,
        long: option.long,
        about: option.description,
        value: option.argChoices ?? valueKindOf(option.flags),
      })),
    choices: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
  };
}

function valueKindOf(flags: string): OptionWords['value'] {
  if (/<(file|dir)>/.test(flags)) return 'path';
  return /[<[]/.test(flags) ? 'any' : 'none';
}

/** The program first, and each command before those below it. */
export function allCommands(words: CommandWords): readonly CommandWords[] {
  return [words, ...words.below.flatMap(allCommands)];
}

export function lastWord({ path }: CommandWords): string {
  return path.split(' ').at(-1) ?? '';
}

export function namesOf({ short, long }: OptionWords): readonly string[] {
  return [short, long].filter((name) => name !== undefined);
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
