// What a SEP file says at the places that the templates have for a value.

import { oncePerKey } from '../../../../../core/once-per.js';
import {
  attributeOf,
  childrenNamed,
  type Position,
  type XmlElement,
} from '../../../../../render/xml/tree.js';
import type { Inverse, Placed } from './inverse.js';

export interface SaidText {
  readonly text: string;
  readonly path: string;
  readonly at: Position;
}

export interface Said {
  /** The text of the first place that the file has; empty: it says nothing. */
  (source: string): string;
  find(source: string): SaidText | undefined;
  /** One for each of the elements of which there may be several. */
  all(source: string): readonly SaidText[];
}

export function saidAt(root: XmlElement, { places }: Pick<Inverse, 'places'>): Said {
  const bySource = indexPlaces(places);
  const find = oncePerKey(
    (source: string) => (bySource.get(source) ?? []).flatMap((path) => textsAt(root, path))[0],
  );
  const all = (source: string) =>
    (bySource.get(source) ?? []).flatMap((path) => textsAt(root, path.replace(WHERE, '')));
  return Object.assign((source: string) => find(source)?.text ?? '', { find, all });
}

function indexPlaces(places: readonly Placed[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { source, path } of places) {
    found.set(source, [...(found.get(source) ?? []), path]);
  }
  return found;
}

const WHERE = /\[@([^=]+)="([^"]*)"\]/g;

function textsAt(root: XmlElement, path: string): readonly SaidText[] {
  const elements = path
    .split(BETWEEN)
    .reduce<readonly XmlElement[]>(
      (at, step) => at.flatMap((each) => childrenAt(each, step)),
      [root],
    );
  const names = path.replace(WHERE, '');
  return elements.map((element) => ({ text: element.text, path: names, at: element }));
}

/** A slash inside a quoted value does not end a step. */
const BETWEEN = /\/(?=(?:[^"]*"[^"]*")*[^"]*$)/;

function childrenAt(element: XmlElement, step: string): readonly XmlElement[] {
  const [, attribute, value] = new RegExp(WHERE.source).exec(step) ?? [];
  const children = childrenNamed(element, step.replace(WHERE, ''));
  if (attribute === undefined) return children;
  return children.filter((child) => attributeOf(child, attribute)?.value === value);
}
