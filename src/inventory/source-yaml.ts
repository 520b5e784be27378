// YAML 1.2 and JSON (its subset) with positions. Unquoted names that YAML would change are refused here.

import {
  type Document,
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
import type { Path, Source } from './source.js';

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
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), col: Math.max(col, 1) };
  };
  const problems = [...syntaxErrors(doc, at), ...keyErrors(doc, at)];
  const value = problems.length === 0 ? toValue(doc, at(0), problems) : undefined;
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

function syntaxErrors(doc: Document.Parsed, at: (offset: number) => Place): Diagnostic[] {
  return [...doc.errors, ...doc.warnings].map((problem) =>
    diagnostic('source/syntax', at(problem.pos[0]), firstLine(problem.message)),
  );
}

function toValue(doc: Document.Parsed, start: Place, problems: Diagnostic[]): unknown {
  try {
    return doc.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    const message = cause instanceof Error ? firstLine(cause.message) : 'cannot be read';
    problems.push(diagnostic('source/syntax', start, message));
    return undefined;
  }
}

/** Names that occur twice in one map, and names that YAML does not read as text (`0123:` is 123). */
function keyErrors(doc: Document.Parsed, at: (offset: number) => Place): Diagnostic[] {
  const found: Diagnostic[] = [];
  visit(doc, {
    Map(_, map, parents) {
      const numbered = NUMBERED.has(String(nameOf(parents.at(-1))));
      const seen = new Map<string, number>();
      for (const pair of map.items) {
        const key = pair.key;
        if (!isScalar(key) || !key.range) continue;
        const [offset] = key.range;
        const name = String(key.value);
        const first = seen.get(name);
        if (first !== undefined) found.push(duplicate(numbered, name, at(offset), at(first)));
        seen.set(name, first ?? offset);
        if (!isTextKey(key.value, key.source, numbered)) {
          const written = key.source ?? name;
          found.push(
            diagnostic('inventory/quote-it', at(offset), `the name ${written} is not a text`, {
              hint: `quote it: "${written}"`,
            }),
          );
        }
      }
    },
  });
  return found;
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

function offsetOf(doc: Document.Parsed, path: Path, part: 'key' | 'value'): number {
  const { node, key } = findNode(doc, path);
  const chosen = part === 'key' ? (key ?? node) : (node ?? key);
  return chosen?.range?.[0] ?? 0;
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message;
}
