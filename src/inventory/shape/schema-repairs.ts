// What is done about one of ajv's errors, so that the rest of a file can be judged.

import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Path, Source } from '../read/source.js';
import { RULE_CHECKED } from './schema.js';
import { isUnquoted, pathOf } from './schema-error-facts.js';
import { placedTooHigh } from './schema-level.js';
import { gluedPair, meantName } from './schema-unknown.js';

/** Keywords that only repeat what another error of the same place says better. */
const ECHOES = new Set(['if', 'propertyNames']);

/** What makes an error go: the value at `path` goes, or becomes `text`, or goes by the name `meant`, as `text` if there is one. */
export interface Repair {
  readonly path: Path;
  readonly text?: string;
  readonly meant?: string;
}

/**
 * An unquoted text becomes what was written, and a misspelt name the one that is meant, so that nothing is missed that is
 * there; of anything else the value or the name goes.
 */
export function repairOf(source: Source, error: ErrorObject, schema: object): Repair | undefined {
  // A text stays that has not its form: without it, what refers to it would be missing as well.
  if (isEcho(error) || error.keyword === 'format' || isUnmade(error)) return undefined;
  const extra: unknown = error.params.additionalProperty ?? error.propertyName;
  const path = pathOf(error.instancePath);
  // None of its entries is there, and all may be meant.
  const high = placedTooHigh(error, schema);
  if (high !== undefined) return { path: high.path };
  if (extra !== undefined) {
    const meant = error.keyword === 'additionalProperties' && meantName(source, error, schema);
    const text = gluedPair(error)?.text;
    return { path: [...path, String(extra)], ...(meant && { meant, ...(text && { text }) }) };
  }
  const text = isUnquoted(source, error) ? source.written(path) : undefined;
  return { path, ...(text !== undefined && { text }) };
}

/** A phone that lacks what none can be made without: the entry stays, for the rest of it is judged all the same. */
export function isUnmade({ keyword, instancePath }: ErrorObject): boolean {
  return keyword === 'required' && /^\/phones\/\d+$/.test(instancePath);
}

export function isEcho(error: ErrorObject): boolean {
  const { $comment: comment, format }: { $comment?: unknown; format?: unknown } = Object(
    error.parentSchema,
  );
  return (
    ECHOES.has(error.keyword) ||
    comment === RULE_CHECKED ||
    error.schemaPath.includes('/oneOf/') ||
    (error.keyword === 'pattern' && format !== undefined)
  );
}
