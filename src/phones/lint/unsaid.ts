// The last look at what is said of a file: no word of it that is a secret of the file. Rules say no values of what is called
// a password; in a file that is broken a password may stand where a name belongs.

import { MASK } from '../../core/secret.js';
import { maskSecretsIn } from '../../core/secret-in-text.js';
import { nearestName } from '../../findings/near.js';
import type { LintFinding } from './lint-finding.js';

/** Words in quotes and names of tags, also of a tag within quotes, and what stands around it. */
const QUOTED = /(["<>]\/?)([^"<>]+)(?=["<>])/g;

/** `masked`: the text with each of its secrets as asterisks. Given what is said, how its words and what goes with them are said. */
export function createSayer(
  text: string,
  masked: () => string,
): (message: string) => (words: string) => string {
  const isKnown = (word: string) => !text.includes(word) || masked().includes(word);
  /** A name misspelt in an end tag is none of a secret: such a tag is nearly the one that the finding asks for. */
  const isSlip = (sign: string, word: string, names: readonly string[]) =>
    sign === '</' && text.includes(`</${word}>`) && nearestName(word, names) !== undefined;
  const sayer = (names: readonly string[]) => (words: string) =>
    maskSecretsIn(words).replace(QUOTED, (all, sign: string, word: string) =>
      isKnown(word) || isSlip(sign, word, names) ? all : `${sign}${MASK}`,
    );
  return (message) => sayer(tagsIn(message).filter(isKnown));
}

/** `masked`: the text with each of its secrets as asterisks. */
export function withoutSecrets(
  findings: readonly LintFinding[],
  text: string,
  masked: () => string,
): readonly LintFinding[] {
  const sayerOf = createSayer(text, masked);
  return findings.map((each) => {
    const say = sayerOf(each.message);
    return {
      ...each,
      message: say(each.message),
      hint: say(each.hint),
      ...(each.related && {
        related: each.related.map((note) => ({ ...note, message: say(note.message) })),
      }),
    };
  });
}

function tagsIn(words: string): readonly string[] {
  return [...words.matchAll(/<\/?([^"<>]+)>/g)].map(([, name = '']) => name);
}
