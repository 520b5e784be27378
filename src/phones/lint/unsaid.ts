// The last look at what is said of a file: no word of it that is a secret of the file. Rules say no values of what is called
// a password; in a file that is broken a password may stand where a name belongs.

import { MASK } from '../../core/secret.js';
import { maskSecretsIn } from '../../core/secret-in-text.js';
import type { LintFinding } from './lint-finding.js';

/** Words in quotes and names of tags. */
const QUOTED = /(["<]\/?)([^"<>]+)(?=[">])/g;

/** `masked`: the text with each of its secrets as asterisks. */
export function withoutSecrets(
  findings: readonly LintFinding[],
  text: string,
  masked: () => string,
): readonly LintFinding[] {
  const say = (words: string) =>
    maskSecretsIn(words).replace(QUOTED, (all, sign: string, word: string) =>
      !text.includes(word) || masked().includes(word) ? all : `${sign}${MASK}`,
    );
  return findings.map((each) => ({
    ...each,
    message: say(each.message),
    hint: say(each.hint),
    ...(each.related && {
      related: each.related.map((note) => ({ ...note, message: say(note.message) })),
    }),
  }));
}
