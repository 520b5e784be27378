// YAML 1.2 with positions. Unquoted names that YAML would change are refused here.

import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  visit,
  type YAMLMap,
  YAMLParseError,
} from 'yaml';
import { oncePer } from '../../core/once-per.js';
import type { Finding, Place } from '../../findings/finding.js';
import type { FieldNames } from '../shape/field-names.js';
import { finding } from './codes.js';
import { marginIn } from './copied-along.js';
import type { Part, Path, Source } from './source.js';
import { nothingIn, syntaxError } from './source-fault.js';
import { type Aliases, findAliases } from './yaml-aliases.js';
import { tooDeep } from './yaml-depth.js';
import type { YamlFault } from './yaml-fault.js';
import { explainFault } from './yaml-faults.js';
import { joinQuoted, mendText, type PlaceAt } from './yaml-plain.js';
import { conflictMarker } from './yaml-text.js';

/** Maps whose names are whole numbers, quoted or not. */
const NUMBERED = new Set(['keys', 'options']);

export function parseYamlSource(file: string, written: string, known: FieldNames): Source {
  // Every CR is a line break (YAML 1.2, 5.4), and the parser knows only those before an LF.
  const text = written.replace(/\r(?!\n)/g, '\n');
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const before = conflictMarker(text) ?? marginIn(text) ?? tooDeep(tokens);
  const doc = compose(before ? [] : tokens, text.length);
  const { nodeOf, fault: inAlias } = findAliases(doc.contents);
  const at: PlaceAt = (offset) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), col: Math.max(col, 1) };
  };
  const fault =
    before ??
    explainFault(doc, text, known) ??
    mergeKey(doc, text) ??
    collectionAsName(doc, text) ??
    inAlias;
  const { value, problems } = fault ? faulty(file, text, fault) : readValue(doc, file, at);
  return {
    file,
    value,
    diagnostics: problems,
    untyped: false,
    locate: (path, part) => at(offsetOf(findNode(doc, nodeOf, path), part ?? 'value')),
    locateIn(path, sign) {
      const found = findNode(doc, nodeOf, path);
      return at(signOffset(text, found.node, sign) ?? offsetOf(found, 'value'));
    },
    holds(path, place) {
      const [begin, end] = findNode(doc, nodeOf, path).node?.range ?? [0, 0];
      return (
        place.file === file && isBefore(at(begin), place, true) && isBefore(place, at(end), false)
      );
    },
    written: (path) => {
      const { node } = findNode(doc, nodeOf, path);
      return isScalar(node) ? (node.source ?? String(node.value)) : undefined;
    },
    isCommentedOut: (path) => {
      const rest = text.slice(offsetOf(findNode(doc, nodeOf, path), 'value'));
      return /^[ \t]*#/.test(rest);
    },
  };
}

/** In a text of several lines, the beginning of the line with the sign; a line break is one of the text, not of its mark. */
function signOffset(text: string, node: Node | undefined, sign: string): number | undefined {
  if (!isScalar(node) || !node.range) return undefined;
  const [begin, end] = node.range;
  const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  const from = isBlock ? text.indexOf('\n', begin) + 1 : begin;
  const found = text.slice(0, end).indexOf(sign, from);
  if (from === 0 || found < 0) return undefined;
  const start = text.lastIndexOf('\n', found - 1) + 1;
  if (start <= begin) return undefined;
  return start + text.slice(start).search(/[^ ]/);
}

function isBefore(a: Place, b: Place, orEqual: boolean): boolean {
  return a.line < b.line || (a.line === b.line && (a.col < b.col || (orEqual && a.col === b.col)));
}

interface Reading {
  readonly value: unknown;
  readonly problems: Finding[];
}

function faulty(file: string, text: string, fault: YamlFault): Reading {
  return { value: undefined, problems: [syntaxError(file, text, fault)] };
}

function readValue(doc: Document.Parsed, file: string, at: PlaceAt): Reading {
  const problems = mendNames(doc, at);
  // They are counted already, and the library would take the square of their number for it.
  const value: unknown = doc.toJS({ maxAliasCount: -1 });
  if (value === null || value === '') problems.push(nothingIn(file));
  return { value, problems };
}

/** What is read of a text of several is the first. */
function compose(tokens: readonly CST.Token[], length: number): Document.Parsed {
  const composer = new Composer({
    uniqueKeys: false,
    prettyErrors: false,
    intAsBigInt: false,
    // What it would warn of goes past every report: we look for it ourselves.
    logLevel: 'error',
  });
  const [doc, next] = composer.compose(tokens, true, length);
  if (!doc) throw new Error('the YAML composer owes a document even where there is none');
  if (next) {
    const { range } = next;
    const error = new YAMLParseError([range[0], range[1]], 'MULTIPLE_DOCS', 'a second document');
    doc.errors.push(error);
  }
  return doc;
}

function mergeKey(doc: Document.Parsed, text: string): YamlFault | undefined {
  if (!text.includes('<<')) return undefined;
  let offset: number | undefined;
  visit(doc, {
    Pair(_, { key }) {
      if (!isScalar(key) || key.value !== '<<' || key.type !== 'PLAIN') return undefined;
      offset = key.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  if (offset === undefined) return undefined;
  const hint = 'write what phones share under `defaults`, or under `groups`, and name the group';
  return { offset, what: 'merge keys (`<<`) are not read', hint };
}

/** `{{ pbx }}` is to YAML a map in which a map is the name: what a program for templates has not filled in. */
function collectionAsName(doc: Document.Parsed, text: string): YamlFault | undefined {
  let offset: number | undefined;
  visit(doc, {
    Pair(_, { key }) {
      const meant = isAlias(key) ? key.resolve(doc) : key;
      if (!isNode(key) || !isCollection(meant)) return undefined;
      offset = key.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  if (offset === undefined) return undefined;
  if (text.slice(offset - 1, offset + 1) === '{{') {
    const what = '"{{" begins a placeholder, and offhook fills in none';
    const hint = 'write the value itself, or let the program that fills it in run before';
    return { offset: offset - 1, what, hint };
  }
  const what = 'a map or a list stands where a name belongs';
  return { offset, what, hint: 'write a text as the name' };
}

/**
 * Tells of names that occur twice in one map, and of names that YAML does not read as text (`0123:` is 123).
 * The first of equal names stays, with what only the others say added to its map, and a name counts as written, so
 * that everything else can be told as well, and nothing as missing that is there.
 */
function mendNames(doc: Document.Parsed, at: PlaceAt): Finding[] {
  const found: Finding[] = [];
  visit(doc, {
    Map(_, map, parents) {
      const numbered = NUMBERED.has(String(nameOf(parents.at(-1))));
      const seen = new Map<string, Seen>();
      const twice: Finding[] = [];
      map.items = joinQuoted(map.items).filter(({ key, value }) => {
        if (!isScalar(key) || !key.range) return true;
        const [offset] = key.range;
        if (!isTextKey(key.value, key.source, numbered)) {
          key.value = key.source ?? String(key.value);
          // Of a number that is none of those the schema says more; and of an entry of a list, which has fields.
          if (!numbered && !isSeq(parents.at(-1)))
            found.push(notText(String(key.value), at(offset)));
        }
        const name = String(key.value);
        const first = seen.get(name);
        if (first === undefined) seen.set(name, { offset, value });
        else {
          twice.push(duplicate(numbered, name, at(offset), at(first.offset)));
          addNames(first.value, value);
        }
        return first === undefined;
      });
      found.push(...(isSeq(parents.at(-1)) ? withoutSecondEntry(twice) : twice));
    },
    Scalar(_, scalar, parents) {
      found.push(...mendText(scalar, nameOf(parents.at(-1)), at));
    },
  });
  return found;
}

/** Of an entry of a list in which several names come again: they are another entry, whose dash is missing. */
function withoutSecondEntry(twice: readonly Finding[]): readonly Finding[] {
  const [first, ...others] = twice;
  if (!first || others.length === 0) return twice;
  const message = `${first.message}, as is what follows it`;
  return [{ ...first, message, hint: 'write "- " in front of it if another entry begins here' }];
}

interface Seen {
  readonly offset: number;
  readonly value: unknown;
}

function addNames(to: unknown, from: unknown): void {
  if (!isMap(to) || !isMap(from)) return;
  const names = new Set(to.items.map(({ key }) => String(key)));
  to.items.push(...from.items.filter(({ key }) => !names.has(String(key))));
}

function notText(written: string, place: Place): Finding {
  return finding('inventory/quote-it', place, `the name ${written} is not a text`, {
    hint: `quote it: "${written}"`,
  });
}

function isTextKey(value: unknown, source: string | undefined, numbered: boolean): boolean {
  if (typeof value === 'string') return true;
  return numbered && Number.isInteger(value) && String(value) === source;
}

function duplicate(numbered: boolean, name: string, second: Place, first: Place): Finding {
  const related = [{ place: first, message: 'first defined here' }];
  return numbered
    ? finding('inventory/duplicate-key', second, `key ${name} is defined twice`, { related })
    : finding('inventory/duplicate-name', second, `"${name}" is defined twice`, { related });
}

function nameOf(parent: unknown): unknown {
  const pair = parent as Pair | undefined;
  return pair && isScalar(pair.key) ? pair.key.value : undefined;
}

interface Found {
  readonly node: Node | undefined;
  /** The name under which the node stands in its map. */
  readonly key: Node | undefined;
}

/** The node at `path`, or the deepest one on the way there. */
function findNode(doc: Document.Parsed, nodeOf: Aliases['nodeOf'], path: Path): Found {
  let found: Found = { node: doc.contents ?? undefined, key: undefined };
  for (const step of path) {
    const parent = isAlias(found.node) ? nodeOf.get(found.node) : found.node;
    const next = isMap(parent)
      ? inMap(parent, String(step))
      : isSeq(parent)
        ? { node: asNode(parent.items[Number(step)]), key: undefined }
        : undefined;
    if (next?.node === undefined) return next?.key ? next : found;
    found = next;
  }
  return found;
}

/** Each name is looked up for each finding about it. Of one that is there twice the last counts. */
const pairsOf = oncePer(
  (items: YAMLMap['items']) =>
    new Map(
      items.flatMap((pair) =>
        isScalar(pair.key) ? [[String(pair.key.value), pair] as const] : [],
      ),
    ),
);

function inMap(map: YAMLMap, name: string): Found | undefined {
  const pair = pairsOf(map.items).get(name);
  return pair && { node: asNode(pair.value), key: asNode(pair.key) };
}

function asNode(value: unknown): Node | undefined {
  return isNode(value) ? value : undefined;
}

function offsetOf({ node, key }: Found, part: Part): number {
  const chosen = part === 'value' ? (node ?? key) : (key ?? node);
  return chosen?.range?.[0] ?? 0;
}
