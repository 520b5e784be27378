// Secret references -> secrets. Says that one is missing or unfit, never what it is.

import { dirname } from 'node:path';
import { describeUnseen, hasBadCharacter } from '../core/characters.js';
import { diagnostic } from '../core/diagnostic.js';
import { createSecret, type Secret } from '../core/secret.js';
import type { Context } from './context.js';
import type { SecretInput } from './input.js';
import type { SecretRef } from './inputs.js';
import { type Origin, placeOf } from './source.js';

/** Stands where `--no-secrets` leaves the real one out. */
const UNKNOWN = createSecret('********');

/** `what` completes "the … is not there". Undefined: reported, and the phone does without. */
export function resolveSecret(
  context: Context,
  input: SecretInput,
  origin: Origin,
  what: string,
): Secret | undefined {
  if (!context.secrets) return UNKNOWN;
  const ref = toRef(input, origin);
  const answer = ref ? context.secrets.lookUp(ref) : { found: true as const, text: String(input) };
  if (!answer.found) {
    const message = `the ${what} is not there: ${answer.why}`;
    context.report(diagnostic('inventory/missing-secret', placeOf(origin), message));
    return undefined;
  }
  if (hasBadCharacter(answer.text)) {
    const message = `the ${what} contains a line break or another control character`;
    context.report(diagnostic('inventory/bad-character', placeOf(origin), message));
    return undefined;
  }
  const unseen = describeUnseen(answer.text);
  if (unseen !== undefined && ref !== undefined) {
    const message = `the ${what} ${unseen}`;
    context.report(diagnostic('inventory/unseen-character', placeOf(origin), message));
    return undefined;
  }
  return createSecret(answer.text);
}

/** CSV has no maps: there a cell says `env:NAME`, `file:path` or `credential:NAME`. */
const CELL = /^(env|file|credential):(.+)$/;

function toRef(input: SecretInput, origin: Origin): SecretRef | undefined {
  const baseDir = dirname(origin.source.file);
  if (typeof input !== 'string') {
    if ('env' in input) return { kind: 'env', name: input.env };
    if ('file' in input) return { kind: 'file', path: input.file, baseDir };
    return { kind: 'credential', name: input.credential };
  }
  const [, kind, rest = ''] = (origin.source.untyped && CELL.exec(input)) || [];
  if (kind === 'env') return { kind, name: rest };
  if (kind === 'file') return { kind, path: rest, baseDir };
  return kind === 'credential' ? { kind, name: rest } : undefined;
}

export function isPlainSecret(input: SecretInput, origin: Origin): boolean {
  return toRef(input, origin) === undefined;
}
