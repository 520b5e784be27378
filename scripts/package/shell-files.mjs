// What shells and man(1) are told of offhook: by place below share/.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { allCommands, commandWords } from '../../dist/cli/completion/command-words.js';
import { EXIT_CODES } from '../../dist/cli/exit-codes.js';
import { createProgram } from '../../dist/cli/program.js';
import { manualPage } from './manual.mjs';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const completion = (shell) =>
  execFileSync(process.execPath, [MAIN, 'completion', shell], { encoding: 'utf8' });

/** @param {string} version */
export function shellFiles(version) {
  // Nothing is run.
  const program = createProgram({}, () => {});
  const exitCodes = Object.values(EXIT_CODES).map(({ code, meaning }) => ({ code, says: meaning }));
  return {
    'bash-completion/completions/offhook': completion('bash'),
    'zsh/vendor-completions/_offhook': forAutoload(completion('zsh')),
    'fish/vendor_completions.d/offhook.fish': completion('fish'),
    'man/man1/offhook.1': manualPage(commandsOf(program), {
      ...{ version, exitCodes, says: program.description() },
    }),
  };
}

/** zsh reads it when TAB is pressed for the first time, and wants an answer then. */
function forAutoload(script) {
  return `#compdef offhook\n${script}_bash_complete -o default -F _offhook\n`;
}

/** With how each is used, which completion needs not. */
function commandsOf(program) {
  return allCommands(commandWords(program)).map(({ path, about }) => {
    const command = path
      .split(' ')
      .reduce(
        (found, name) => found.commands.find((each) => each.name() === name) ?? found,
        program,
      );
    const options = command.createHelp().visibleOptions(command);
    return { path, about, usage: command.usage(), options };
  });
}
