// JSON (RFC 8259) with positions. What is JSON, JSON.parse decides; where things stand is looked up when someone asks.

import type { Node } from 'jsonc-parser';
import { LineCounter } from 'yaml';
import { type Jsonc, loadJsonc } from '../../core/jsonc.js';
import type { Finding, Place } from '../../findings/finding.js';
import type { FieldNames } from '../shape/field-names.js';
import { finding } from './codes.js';
import { explainJsonFault } from './json-faults.js';
import type { Part, Path, Source } from './source.js';
import { nothingIn, syntaxError } from './source-fault.js';
import { DEEP_WORDS, MAX_DEPTH } from './yaml-depth.js';
import type { YamlFault } from './yaml-fault.js';
import { conflictMarker } from './yaml-text.js';

/** Maps whose names are numbers: a second one is told as a key. */
const NUMBERED = new Set(['keys', 'options']);

export function parseJsonSource(file: string, written: string, known: FieldNames): Source {
  const text = written.replace(/^\ufeff/, '');
  const jsonc = loadJsonc();
  const at = placesIn(file, text);
  const fault =
    text.trim() === '' ? undefined : (conflictMarker(text) ?? faultIn(text, jsonc, known));
  const root = fault || text.trim() === '' ? undefined : jsonc.parseTree(text);
  const value: unknown = root && JSON.parse(text);
  const find = (path: Path) => findNode(root, path);
  return {
    file,
    value,
    diagnostics: fault ? [syntaxError(file, text, fault)] : problemsOf(file, value, root, at),
    untyped: false,
    locate: (path, part) => at(offsetOf(find(path), part ?? 'value')),
    holds(path, place) {
      const { offset, length } = find(path).node ?? { offset: 0, length: 0 };
      const here = offsetAt(text, place);
      return place.file === file && here >= offset && here < offset + length;
    },
    written: (path) => writtenAt(find(path).node, text),
  };
}

type PlaceAt = (offset: number) => Place;

function placesIn(file: string, text: string): PlaceAt {
  const lines = new LineCounter();
  let counted = false;
  return (offset) => {
    if (!counted) {
      counted = true;
      lines.addNewLine(0);
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
        lines.addNewLine(end + 1);
      }
    }
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), col: Math.max(col, 1) };
  };
}

function offsetAt(text: string, { line, col }: Place): number {
  let start = 0;
  for (let left = line; left > 1; left--) start = text.indexOf('\n', start) + 1;
  return start + col - 1;
}

function faultIn(text: string, jsonc: Jsonc, known: FieldNames): YamlFault | undefined {
  const deep = deepIn(text);
  if (deep !== undefined) return { offset: deep, ...DEEP_WORDS };
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    // Its words quote the text, and say a place only now and then.
    return explainJsonFault(text, jsonc, known);
  }
}

/** The first bracket within too many others: the library calls itself for each. */
function deepIn(text: string): number | undefined {
  let depth = 0;
  for (const { 0: sign, index } of text.matchAll(/"(?:[^"\\\n]|\\.)*"?|[{}[\]]/g)) {
    if (sign === '{' || sign === '[') depth++;
    else if (sign === '}' || sign === ']') depth--;
    if (depth > MAX_DEPTH) return index;
  }
  return undefined;
}

function problemsOf(
  file: string,
  value: unknown,
  root: Node | undefined,
  at: PlaceAt,
): readonly Finding[] {
  if (value === undefined || value === null) return [nothingIn(file)];
  return root ? twiceNamed(root, '', at) : [];
}

/** JSON.parse takes the last of them without a word. */
function twiceNamed({ type, children = [] }: Node, name: string, at: PlaceAt): Finding[] {
  const found: Finding[] = [];
  const seen = new Map<string, number>();
  for (const child of children) {
    const [key, inner] = type === 'object' ? (child.children ?? []) : [undefined, child];
    const own = key === undefined ? name : String(key.value);
    const first = key && seen.get(own);
    if (key && first !== undefined) found.push(duplicate(name, own, at(key.offset), at(first)));
    else if (key) seen.set(own, key.offset);
    if (inner?.children) found.push(...twiceNamed(inner, own, at));
  }
  return found;
}

function duplicate(map: string, name: string, second: Place, first: Place): Finding {
  const related = [{ place: first, message: 'first defined here' }];
  return NUMBERED.has(map)
    ? finding('inventory/duplicate-key', second, `key ${name} is defined twice`, { related })
    : finding('inventory/duplicate-name', second, `"${name}" is defined twice`, { related });
}

interface Found {
  readonly node: Node | undefined;
  /** The name under which the node stands. */
  readonly key?: Node | undefined;
}

/** The node at `path`, or the deepest one on the way there. */
function findNode(root: Node | undefined, path: Path): Found {
  let found: Found = { node: root };
  for (const step of path) {
    const { type, children = [] } = found.node ?? {};
    const property =
      type === 'object' ? children.findLast((each) => isNamed(each, String(step))) : undefined;
    const [key, value] = property?.children ?? [];
    const next = type === 'array' ? { node: children[Number(step)] } : { node: value, key };
    if (next.node === undefined) return found;
    found = next;
  }
  return found;
}

function isNamed({ children }: Node, name: string): boolean {
  return children?.[0]?.value === name;
}

function offsetOf({ node, key }: Found, part: Part): number {
  return (part === 'value' ? node : (key ?? node))?.offset ?? 0;
}

function writtenAt(node: Node | undefined, text: string): string | undefined {
  if (!node || node.children) return undefined;
  if (node.type === 'string') return String(node.value);
  return text.slice(node.offset, node.offset + node.length);
}
