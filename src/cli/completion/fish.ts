// Lines for fish, which shows what each word is for.

import { allCommands, type CommandWords, lastWord, type OptionWords } from './command-words.js';

export function fishScript(words: CommandWords): string {
  const lines = allCommands(words).flatMap(linesOf);
  return `# fish completion of offhook; load it by: offhook completion fish | source\n${lines.join('\n')}\n`;
}

function linesOf(command: CommandWords): readonly string[] {
  const at = `complete -c offhook -n ${quoted(conditionOf(command))}`;
  const choices =
    command.choices.length === 0 ? [] : [`${at} -f -a ${quoted(command.choices.join(' '))}`];
  return [
    ...command.below.map((each) => `${at} -f -a ${lastWord(each)} -d ${quoted(each.about)}`),
    ...choices,
    ...command.options.map((option) => `${at} ${optionOf(option)} -d ${quoted(option.about)}`),
  ];
}

/** In this command, and in none of those below it. */
function conditionOf({ path, below }: CommandWords): string {
  if (path === '') return '__fish_use_subcommand';
  const seen = path.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`);
  const deeper = below.map(lastWord).join(' ');
  const others = deeper === '' ? [] : [`not __fish_seen_subcommand_from ${deeper}`];
  return [...seen, ...others].join('; and ');
}

function optionOf({ short, long, value }: OptionWords): string {
  const names = [short && `-s ${short.slice(1)}`, long && `-l ${long.slice(2)}`].filter(Boolean);
  if (value === 'none') return names.join(' ');
  if (value === 'path') return `${names.join(' ')} -r`;
  return `${names.join(' ')} -x${value === 'any' ? '' : ` -a ${quoted(value.join(' '))}`}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
}
