// A function for bash, and for zsh, which can run it. Where it knows nothing, files are proposed.

import {
  allCommands,
  type CommandWords,
  lastWord,
  namesOf,
  type OptionWords,
  quoted,
} from './command-words.js';

export function bashScript(words: CommandWords): string {
  const commands = allCommands(words);
  return `# bash completion of offhook; load it by: source <(offhook completion bash)
${functionOf(commands)}complete -o default -F _offhook offhook
`;
}

export function zshScript(words: CommandWords): string {
  return `# zsh completion of offhook; load it by: source <(offhook completion zsh)
(( $+functions[compdef] )) || { autoload -U +X compinit && compinit }
autoload -U +X bashcompinit && bashcompinit
${functionOf(allCommands(words))}complete -o default -F _offhook offhook
`;
}

function functionOf(commands: readonly CommandWords[]): string {
  const valued = commands.flatMap(({ options }) => options.filter(hasValue).flatMap(namesOf));
  return `_offhook() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}"
  local command='' options='' words='' i
  # An equals sign is a word of its own.
  if [[ $prev == '=' ]]; then prev="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  if [[ $cur == '=' ]]; then cur=''; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${COMP_WORDS[i-1]}" in ${[...new Set(valued)].join('|')}) continue ;; esac
    case "$command/\${COMP_WORDS[i]}" in
${commands.flatMap(stepsInto).join('\n')}
    esac
  done
  COMPREPLY=()
  case "$command $prev" in
${commands.flatMap(valuesOf).join('\n')}
  esac
  case "$command" in
${commands.map(wordsOf).join('\n')}
  esac
  if [[ $cur == -* ]]; then words="$options"; fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
`;
}

function hasValue({ value }: OptionWords): boolean {
  return value !== 'none';
}

function stepsInto({ path, below }: CommandWords): readonly string[] {
  return below.map(
    (each) => `      ${quoted(`${path}/${lastWord(each)}`)}) command=${quoted(each.path)} ;;`,
  );
}

/** Behind an option with a value no other word comes. */
function valuesOf({ path, options }: CommandWords): readonly string[] {
  return options.filter(hasValue).map((option) => {
    const at = namesOf(option).map((name) => quoted(`${path} ${name}`));
    const { value } = option;
    const reply =
      typeof value === 'string'
        ? ''
        : `COMPREPLY=($(compgen -W ${quoted(value.join(' '))} -- "$cur")); `;
    return `    ${at.join('|')}) ${reply}return ;;`;
  });
}

function wordsOf({ path, below, choices, options }: CommandWords): string {
  const words = [...below.map(lastWord), ...choices].join(' ');
  const names = options.flatMap(namesOf).join(' ');
  return `    ${quoted(path)}) words=${quoted(words)}; options=${quoted(names)} ;;`;
}
