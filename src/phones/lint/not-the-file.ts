// What stands in place of a file, or of a part of it, that somebody meant to bring.

import { positions } from '../../render/xml/tree.js';
import type { FileKind } from '../recognise/file-kind.js';
import type { FileRemark } from './file-remark.js';

/** In a comment it harms nobody. */
export function judgePrograms(text: string): readonly FileRemark[] {
  if (!text.includes('<?php')) return [];
  for (const { 0: found, index } of text.matchAll(COMMENT_OR_PROGRAM)) {
    if (found.startsWith('<!--')) continue;
    const message = '<?php … ?> is a program that nobody has run';
    return [{ id: 'file/program-text', message, at: positions(text)(index) }];
  }
  return [];
}

const COMMENT_OR_PROGRAM = /<!--[\s\S]*?(?:-->|$)|<\?php(?=\s)/g;

export function webPage(what: string): FileRemark {
  return { id: 'file/web-page', message: `by its name this is ${what}, and in it is a web page` };
}

/** One finding for all: an export masks each secret that it has. */
export function judgeMasks(text: string, { masked }: FileKind): readonly FileRemark[] {
  const index = masked ? text.search(masked) : -1;
  if (index === -1) return [];
  const message = 'this is an export that keeps its secrets to itself: they stand behind ###';
  return [{ id: 'file/masked', message, at: positions(text)(index) }];
}
