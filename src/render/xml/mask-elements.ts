// Makes secrets unreadable where an element has a telling name, in XML well-formed or not. Rather masks too much than too little.

import { MASK } from '../../core/secret.js';
import { maskSecretsIn } from '../../core/secret-in-text.js';

/** `telling`: what is in the name of an element that holds a secret, without flags or groups that capture. */
export function createMaskElements(telling: RegExp): (text: string) => string {
  const { source } = telling;
  /**
   * From a start tag with such a name to its end tag, or to the end of the text if there is none, or if the start tag was
   * never closed. An end tag that is left has lost its start.
   */
  const element = new RegExp(
    `(<(?=[\\w.:-]*?(?:${source}))([\\w.:-]+)(?![\\w.:-]|\\s*\\/>)\\s*>?)([\\s\\S]*?)(<\\/\\2\\s*>|$)|<\\/(?=[\\w.:-]*?(?:${source}))[\\w.:-]+\\s*>`,
    'gi',
  );
  const name = new RegExp(source, 'i');
  const begun = new RegExp(`<[\\w.:-]{0,64}(?:${source})`, 'i');
  return (text) => {
    let isLeft = false;
    const masked = text.replace(
      element,
      (all: string, start?: string, _name = '', value = '', end = '') => {
        if (start !== undefined) return `${start}${value.replace(/[^\r\n]+/g, MASK)}${end}`;
        isLeft = true;
        return all;
      },
    );
    return maskSecretsIn(isLeft ? maskBeforeEnds(masked, { name, begun }) : masked);
  };
}

interface Telling {
  /** Of an element. */
  readonly name: RegExp;
  /** A start tag with such a name: what is in it has been masked. */
  readonly begun: RegExp;
}

const END = /<\/([\w.:-]{1,64})\s*>/g;

/** `authPassword>word</authPassword>`: of the element nothing is whole but its end. */
function maskBeforeEnds(text: string, { name, begun }: Telling): string {
  let masked = '';
  let taken = 0;
  for (const { 1: called = '', index } of text.matchAll(END)) {
    if (!name.test(called)) continue;
    const start = text.lastIndexOf('>', index - 1) + 1;
    const value = text.slice(start, index);
    if (begun.test(value)) continue;
    masked += text.slice(taken, start) + value.replace(/[^\r\n]+/g, MASK);
    taken = index;
  }
  return masked + text.slice(taken);
}
