// What a phone's files are made from, as one digest: as long as it is the same, so are they.

import { hash } from 'node:crypto';
import { oncePerKey } from '../core/once-per.js';
import type { TemplateTree } from '../render/template-tree.js';
import type { PackedPhone } from './packed-phone.js';

/** What is the same for all phones of a run. */
export interface Makings {
  /** Differs with whatever the program does otherwise. */
  readonly program: string;
  readonly templates: TemplateTree;
  /** Packed. */
  readonly surroundings: string;
}

/** Texts whose digests are kept: a phone may have settings that no other has. */
const MAX_SHARED = 256;

/**
 * Lower-case hex SHA-256. Passwords go into it: whoever has it can try short ones, as with the digest of a file, so it
 * belongs where that is kept.
 */
export function createDigest(makings: Makings): (phone: PackedPhone) => string {
  const base = digestOf([
    makings.program,
    makings.surroundings,
    ...[...makings.templates].flatMap(([name, { text }]) => [name, text]),
  ]);
  const digestOfShared = oncePerKey((text: string) => digestOf([text]), MAX_SHARED);
  return ({ own, shared }) => digestOf([base, own, ...shared.map(digestOfShared)]);
}

/** Each text with its length, so that no two lists of texts are one. */
function digestOf(texts: readonly string[]): string {
  return hash('sha256', texts.map((text) => `${text.length}:${text}`).join(''));
}
