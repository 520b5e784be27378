// Is a YAML text nested too deeply to be composed? The library composes by calling itself. Close to the end of the stack
// V8 cannot compile a regular expression, and then ends the process, threads and servers included: ten thousand
// brackets are enough. So depth is judged by what the parser says, which goes level by level without calling itself.

import type { CST } from 'yaml';
import type { YamlFault } from './yaml-fault.js';

type Token = CST.Token;

/** An inventory needs some ten. */
export const MAX_DEPTH = 100;

export const DEEP_WORDS = {
  what: 'maps and lists are nested too deeply',
  hint: `close some brackets: no inventory goes deeper than ${MAX_DEPTH} maps and lists`,
} as const;

export function tooDeep(tokens: readonly Token[]): YamlFault | undefined {
  const deep = findDeep(tokens);
  return deep && { offset: deep.offset, ...DEEP_WORDS };
}

/** The first collection within too many others. */
function findDeep(tokens: readonly Token[]): Token | undefined {
  let row = tokens.flatMap((token) =>
    token.type === 'document' && token.value ? collections([token.value]) : [],
  );
  for (let level = 0; level < MAX_DEPTH && row.length > 0; level++) {
    row = row.flatMap((token) =>
      'items' in token ? collections(token.items.flatMap(({ key, value }) => [key, value])) : [],
    );
  }
  return row[0];
}

function collections(tokens: readonly (Token | null | undefined)[]): Token[] {
  return tokens.filter((token): token is Token => token != null && 'items' in token);
}
