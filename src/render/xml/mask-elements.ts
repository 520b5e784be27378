// Makes secrets unreadable where an element or attribute has a telling name, or a comment tells one, in XML well-formed or not.
// Rather masks too much than too little.

import { MASK } from '../../core/secret.js';
import { maskRemarks, maskSecretsIn } from '../../core/secret-in-text.js';

const VALUE = `"[^"]*"|'[^']*'`;
const ATTRIBUTES = `(?:\\s+[\\w.:-]+\\s*=\\s*(?:${VALUE}))`;
const EACH_VALUE = new RegExp(VALUE, 'g');
const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;

/** `telling`: what is in the name of an element or attribute that holds a secret, without flags or groups that capture. */
export function createMaskElements(telling: RegExp): (text: string) => string {
  const { source } = telling;
  /** An element without content has its secret in an attribute, if anywhere. */
  const empty = new RegExp(`<(?=[\\w.:-]*?(?:${source}))[\\w.:-]+${ATTRIBUTES}+(?=\\s*\\/>)`, 'gi');
  const attribute = new RegExp(
    `(?<![\\w.:-])(?=[\\w.:-]{0,64}?(?:${source}))[\\w.:-]+\\s*=\\s*(?:${VALUE})`,
    'gi',
  );
  /**
   * From a start tag with such a name to its end tag, or to the end of the text if there is none, or if the start tag was
   * never closed. An end tag that is left has lost its start.
   */
  const element = new RegExp(
    `(<(?=[\\w.:-]*?(?:${source}))([\\w.:-]+)(?![\\w.:-]|${ATTRIBUTES}*\\s*\\/>)\\s*>?)([\\s\\S]*?)(<\\/\\2\\s*>|$)|<\\/(?=[\\w.:-]*?(?:${source}))[\\w.:-]+\\s*>`,
    'gi',
  );
  const name = new RegExp(source, 'i');
  const begun = new RegExp(`<[\\w.:-]{0,64}(?:${source})`, 'i');
  return (text) => {
    let isLeft = false;
    const masked = maskTags(text, [empty, attribute]).replace(
      element,
      (all: string, start?: string, _name = '', value = '', end = '') => {
        if (start !== undefined) return `${start}${value.replace(/[^\r\n]+/g, MASK)}${end}`;
        isLeft = true;
        return all;
      },
    );
    const whole = isLeft ? maskBeforeEnds(masked, { name, begun }) : masked;
    return maskSecretsIn(whole.replace(COMMENT, maskRemarks));
  };
}

/** The quotes stay. */
function maskTags(text: string, tags: readonly RegExp[]): string {
  return tags.reduce(
    (masked, tag) => masked.replace(tag, (all) => all.replace(EACH_VALUE, maskValue)),
    text,
  );
}

function maskValue(quoted: string): string {
  const [quote = ''] = quoted;
  return `${quote}${quoted.slice(1, -1).replace(/[^\r\n]+/g, MASK)}${quote}`;
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
