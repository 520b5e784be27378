// What shells and man(1) are told of offhook: by place below share/.

import { bashScript, zshScript } from '../../dist/cli/completion/bash.js';
import { allCommands, commandWords } from '../../dist/cli/completion/command-words.js';
import { fishScript } from '../../dist/cli/completion/fish.js';
import { EXIT_CODES } from '../../dist/cli/exit-codes.js';
import { createProgram } from '../../dist/cli/program.js';
import { manualPage } from './manual.mjs';

/** @param {string} version */
export function shellFiles(version) {
  // Nothing is run.
  const program = createProgram({}, () => {});
  const words = commandWords(program);
  const exitCodes = Object.values(EXIT_CODES).map(({ code, meaning }) => ({ code, says: meaning }));
  return {
    'bash-completion/completions/offhook': bashScript(words),
    'zsh/vendor-completions/_offhook': forAutoload(zshScript(words)),
    'fish/vendor_completions.d/offhook.fish': fishScript(words),
    'man/man1/offhook.1': manualPage(commandsOf(words, program), {
      ...{ version, exitCodes, says: program.description() },
    }),
  };
}

/** zsh reads it when TAB is pressed for the first time, and wants an answer then. */
function forAutoload(script) {
  return `#compdef offhook\n${script}_bash_complete -o default -F _offhook\n`;
}

/** With how each is used, which completion needs not. */
function commandsOf(words, program) {
  return allCommands(words).map(({ path, about }) => {
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
