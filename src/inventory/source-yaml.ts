// YAML 1.2 and JSON (its subset) with positions. Unquoted names that YAML would change are refused here.

import {
  type Alias,
  type Document,
  type ErrorCode,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import { type Diagnostic, diagnostic, type Place } from '../core/diagnostic.js';
import type { Part, Path, Source } from './source.js';

type PlaceAt = (offset: number) => Place;

/** Maps whose names are whole numbers, quoted or not. */
const NUMBERED = new Set(['keys', 'options']);
/** Enough for real sharing, too little for an alias bomb. */
const MAX_ALIASES = 1000;

export function parseYamlSource(file: string, text: string): Source {
  const lines = new LineCounter();
  const doc = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false,
    prettyErrors: false,
    intAsBigInt: false,
  });
  const at: PlaceAt = (offset) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), col: Math.max(col, 1) };
  };
  const problems = syntaxErrors(doc, at);
  const parsed = problems.length === 0;
  problems.push(...mendNames(doc, at));
  const value = parsed ? toValue(doc, at, problems) : undefined;
  return {
    file,
    value,
    diagnostics: problems,
    untyped: false,
    locate: (path, part) => at(offsetOf(doc, path, part ?? 'value')),
    written: (path) => {
      const node = findNode(doc, path).node;
      return isScalar(node) ? (node.source ?? String(node.value)) : undefined;
    },
  };
}

/** Where the parser's own words quote the text, which may be a password, or speak to programmers. */
const WORDS: Readonly<Partial<Record<ErrorCode, string>>> = {
  BAD_DIRECTIVE: 'not a YAML directive',
  BAD_DQ_ESCAPE: 'not an escape sequence: in double quotes a backslash is written twice',
  MULTIPLE_DOCS: 'a second document begins here, and an inventory file holds one',
  TAG_RESOLVE_FAILED: 'a value that begins with "!" is a tag: quote it',
  UNEXPECTED_TOKEN: 'the text does not fit here: does a value need quotes?',
};

function syntaxErrors(doc: Document.Parsed, at: PlaceAt): Diagnostic[] {
  return [...doc.errors, ...doc.warnings].map(({ code, pos, message }) =>
    diagnostic('source/syntax', at(pos[0]), WORDS[code] ?? firstLine(message)),
  );
}

function toValue(doc: Document.Parsed, at: PlaceAt, problems: Diagnostic[]): unknown {
  try {
    return doc.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause;
    const lost = lostAlias(doc);
    const message = lost
      ? 'a value that begins with "*" is an alias, and no anchor has this name: quote it'
      : 'more aliases than any inventory needs';
    problems.push(diagnostic('source/syntax', at(lost?.range?.[0] ?? 0), message));
    return undefined;
  }
}

function lostAlias(doc: Document.Parsed): Alias | undefined {
  let lost: Alias | undefined;
  visit(doc, {
    Alias(_, alias) {
      if (alias.resolve(doc)) return undefined;
      lost = alias;
      return visit.BREAK;
    },
  });
  return lost;
}

/**
 * Tells of names that occur twice in one map, and of names that YAML does not read as text (`0123:` is 123).
 * The first of equal names stays, and a name counts as written, so that everything else can be told as well.
 */
function mendNames(doc: Document.Parsed, at: PlaceAt): Diagnostic[] {
  const found: Diagnostic[] = [];
  visit(doc, {
    Map(_, map, parents) {
      const numbered = NUMBERED.has(String(nameOf(parents.at(-1))));
      const seen = new Map<string, number>();
      map.items = map.items.filter(({ key }) => {
        if (!isScalar(key) || !key.range) return true;
        const [offset] = key.range;
        if (!isTextKey(key.value, key.source, numbered)) {
          key.value = key.source ?? String(key.value);
          found.push(notText(String(key.value), at(offset)));
        }
        const name = String(key.value);
        const first = seen.get(name);
        if (first !== undefined) found.push(duplicate(numbered, name, at(offset), at(first)));
        seen.set(name, first ?? offset);
        return first === undefined;
      });
    },
  });
  return found;
}

function notText(written: string, place: Place): Diagnostic {
  return diagnostic('inventory/quote-it', place, `the name ${written} is not a text`, {
    hint: `quote it: "${written}"`,
  });
}

function isTextKey(value: unknown, source: string | undefined, numbered: boolean): boolean {
  if (typeof value === 'string') return true;
  return numbered && Number.isInteger(value) && String(value) === source;
}

function duplicate(numbered: boolean, name: string, second: Place, first: Place): Diagnostic {
  const related = [{ place: first, message: 'first defined here' }];
  return numbered
    ? diagnostic('inventory/duplicate-key', second, `key ${name} is defined twice`, { related })
    : diagnostic('inventory/duplicate-name', second, `"${name}" is defined twice`, { related });
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
function findNode(doc: Document.Parsed, path: Path): Found {
  let found: Found = { node: doc.contents ?? undefined, key: undefined };
  for (const step of path) {
    const parent = isAlias(found.node) ? found.node.resolve(doc) : found.node;
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

function inMap(map: YAMLMap, name: string): Found | undefined {
  const pair = map.items.findLast(({ key }) => isScalar(key) && String(key.value) === name);
  return pair && { node: asNode(pair.value), key: asNode(pair.key) };
}

function asNode(value: unknown): Node | undefined {
  return isNode(value) ? value : undefined;
}

function offsetOf(doc: Document.Parsed, path: Path, part: Part): number {
  const { node, key } = findNode(doc, path);
  const chosen = part === 'value' ? (node ?? key) : (key ?? node);
  return chosen?.range?.[0] ?? 0;
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message;
}
