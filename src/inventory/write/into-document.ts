// A YAML file of an inventory to which something is added: whatever else is in it stays, comments as well.

import { type Document, isMap, isSeq, parseDocument, YAMLMap, YAMLSeq } from 'yaml';

/** Throws an Error that says why nothing can be added to what there is. */
export function openDocument(before: string): Document {
  const document = parseDocument(before, { version: '1.2' });
  const [fault] = document.errors;
  if (fault) throw new Error(fault.message.split('\n')[0]);
  return document as Document;
}

export function printDocument(document: Document): string {
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** The map of that name; made where there is nothing. */
export function mapAt(document: Document, name: string): YAMLMap {
  const there = sectionAt(document, name, isMap);
  if (isMap(there)) return there;
  return put(document, name, new YAMLMap());
}

/** The list of that name; made where there is nothing. */
export function listAt(document: Document, name: string): YAMLSeq {
  const there = sectionAt(document, name, isSeq);
  if (isSeq(there)) {
    // An empty list is written in brackets.
    if (there.items.length === 0) there.flow = false;
    return there;
  }
  return put(document, name, new YAMLSeq());
}

/** Undefined: there is nothing, and it may be made. Throws where there is something else. */
function sectionAt(
  document: Document,
  name: string,
  isWanted: (there: unknown) => boolean,
): unknown {
  if (document.contents === null) return undefined;
  if (!isMap(document.contents)) throw new Error('it holds no sections');
  const there = document.get(name, true);
  const isNothing = there === undefined || (there as { value?: unknown }).value === null;
  if (isNothing) return undefined;
  if (isWanted(there)) return there;
  throw new Error(`its "${name}" is something else`);
}

function put<Node extends YAMLMap | YAMLSeq>(document: Document, name: string, node: Node): Node {
  document.set(name, node);
  return node;
}
