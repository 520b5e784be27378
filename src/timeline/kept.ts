// Of each text from the wire as much as anyone reads, and no secret: whoever keeps events keeps many, and shows them.

import { maskSecretsIn } from '../core/secret-in-text.js';

const KEPT_CHARACTERS = 128;

/** Masked before it is cut: what is cut off may be the sign by which a password is known. */
export function kept(text: string): string {
  const masked = maskSecretsIn(text);
  return masked.length > KEPT_CHARACTERS ? masked.slice(0, KEPT_CHARACTERS) : masked;
}
