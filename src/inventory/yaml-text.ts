// What can be seen in a YAML text without parsing it, and how one of its lines is shown.

import { namesPassword, withoutPasswords } from '../core/secret-names.js';
import type { YamlFault } from './yaml-faults.js';

/** An inventory needs some ten; the parser's own stack ends at some thousands. */
const MAX_DEPTH = 100;

/** Faults that the parser would answer with many others, or not survive. */
export function faultInText(text: string): YamlFault | undefined {
  return tooDeep(text) ?? conflictMarker(text);
}

function tooDeep(text: string): YamlFault | undefined {
  const offset = deepBrackets(text) ?? deepDashes(text);
  if (offset === undefined) return undefined;
  const hint = `close some brackets: no inventory goes deeper than ${MAX_DEPTH} maps and lists`;
  return { offset, what: 'maps and lists are nested too deeply', hint };
}

/** Quoted texts, and comments; what is left over of them does not matter much. */
const TOKEN = /"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|(?:^|\s)#[^\n]*|[[{]|[\]}]/gm;

function deepBrackets(text: string): number | undefined {
  if (!seemsDeep(text)) return undefined;
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth = Math.max(0, depth - 1);
    if (depth > MAX_DEPTH) return index;
  }
  return undefined;
}

/** Without looking at quotes, for most texts have no such depth either way. */
function seemsDeep(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char === '[' || char === '{') depth++;
    else if ((char === ']' || char === '}') && depth > 0) depth--;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/** `- - - …`, and names each a blank further to the right. */
function deepDashes(text: string): number | undefined {
  const found = /^(?:[ ]*[-?] ){100}|^[ ]{400}[ ]*[^ \n]/m.exec(text);
  return found?.index;
}

const MARKER = /^(<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|$)/m;

function conflictMarker(text: string): YamlFault | undefined {
  const found = MARKER.exec(text);
  if (!found) return undefined;
  const what = `${found[0]} is what a merge leaves where two versions conflict`;
  const hint = 'keep one of the two versions, and remove the lines <<<<<<<, ======= and >>>>>>>';
  return { offset: found.index, what, hint };
}

/** A line that begins with a name: `password: …`, `- "7001": …`. */
const NAMED = /^\s*(?:- +)*["']?[\w.-]+["']?\s*:/;

/** The line to show, without passwords; undefined: it may be part of one. */
export function shownLine(lines: readonly string[], index: number): string | undefined {
  const line = lines[index];
  if (line === undefined || line.trim() === '') return undefined;
  let column = indentOf(line);
  let named = NAMED.test(line);
  for (let above = index - 1; above >= 0; above--) {
    const text = lines[above] ?? '';
    if (text.trim() === '') continue;
    const holds = indentOf(text) < column;
    if ((holds || !named) && namesPassword(text)) return undefined;
    column = Math.min(column, indentOf(text));
    named ||= NAMED.test(text);
    if (column === 0 && named) break;
  }
  return withoutPasswords(line);
}

function indentOf(line: string): number {
  return line.search(/[^\s]/);
}
