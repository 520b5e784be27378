// Secret references -> secrets. Says that one is missing or unfit, never what it is.

import { dirname } from 'node:path';
import { describeBad, describeUnseen } from '../../core/characters.js';
import { withoutLookAlikes } from '../../core/look-alike.js';
import { isSpreadsheetNumber } from '../../core/mac-fault.js';
import { createSecret, MASK, type Secret } from '../../core/secret.js';
import { findingsOf, type Place } from '../../findings/finding.js';
import type { Complaint } from '../../findings/rule.js';
import { READ_CODES } from '../read/codes.js';
import type { SecretRef, SecretSource } from '../read/outside.js';
import { isRefused } from '../read/refused.js';
import { childOf, type Origin, placeOf } from '../read/source.js';
import { SHAPE_CODES } from '../shape/codes.js';
import type { SecretInput } from '../shape/input.js';
import { RESOLVE_CODES } from './codes.js';
import type { Context } from './context.js';

const finding = findingsOf({ ...READ_CODES, ...RESOLVE_CODES, ...SHAPE_CODES });

/** Stands where `--no-secrets` leaves the real one out. */
const UNKNOWN = createSecret(MASK);

/** `what` completes "the … is not there". Undefined: reported, and the phone does without. */
export function resolveSecret(
  context: Context,
  input: SecretInput,
  origin: Origin,
  what: string,
): Secret | undefined {
  const fault = referenceFault(input, origin);
  if (fault) {
    const { at, message, hint = '' } = fault;
    context.report(finding('inventory/text-for-reference', at, message, { hint }));
    return undefined;
  }
  if (!context.secrets) return UNKNOWN;
  // Its name is none, which the shape has said.
  const { inventory } = context;
  if (inventory.refused.size > 0 && isRefusedReference(inventory, origin)) return undefined;
  const ref = toRef(input, origin);
  if (ref === undefined && isPathOfFile(context.secrets, String(input), origin)) {
    const message = 'the path of a file that is there stands where a password belongs';
    const hint = `write ${origin.source.untyped ? 'file: in front of it' : '{ file: … } around it'}`;
    context.report(finding('inventory/text-for-reference', placeOf(origin), message, { hint }));
    return undefined;
  }
  const answer = ref ? context.secrets.lookUp(ref) : { found: true as const, text: String(input) };
  if (!answer.found) {
    const message = `the ${what} is not there: ${answer.why}`;
    const { hint } = answer;
    const details = hint === undefined ? {} : { hint };
    context.report(finding('inventory/missing-secret', placeOf(origin), message, details));
    return undefined;
  }
  const bad = describeBad(answer.text);
  if (bad !== undefined) {
    const message = `the ${what} ${bad}`;
    context.report(finding('inventory/bad-character', placeOf(origin), message));
    return undefined;
  }
  const unseen = describeUnseen(answer.text);
  if (unseen !== undefined && ref !== undefined) {
    const message = `the ${what} ${unseen}`;
    context.report(finding('inventory/unseen-character', placeOf(origin), message));
    return undefined;
  }
  if (withoutLookAlikes(answer.text) !== answer.text) {
    const message = `the ${what} mixes two alphabets: a letter of it looks like a Latin one, and is none`;
    const hint = 'write it again in Latin letters, unless the PBX has it as it is';
    context.report(finding('inventory/doubtful-value', placeOf(origin), message, { hint }));
  }
  // No digit of it is shown.
  if (origin.source.untyped && ref === undefined && isSpreadsheetNumber(answer.text)) {
    const message = `the ${what} is what a spreadsheet makes of a long number`;
    const hint = 'format the column as text, and enter the password again: digits of it are lost';
    context.report(finding('inventory/doubtful-value', placeOf(origin), message, { hint }));
  }
  return createSecret(answer.text);
}

/** A password may hold a slash; that a file is called so is no accident. */
function isPathOfFile(secrets: SecretSource, text: string, origin: Origin): boolean {
  return text.includes('/') && secrets.lookUp(refToFile(text, origin)).found;
}

function isRefusedReference(inventory: Context['inventory'], origin: Origin): boolean {
  return ['env', 'file', 'credential'].some((kind) =>
    isRefused(inventory, placeOf(childOf(origin, kind))),
  );
}

/** CSV has no maps: there a cell says `env:NAME`, `file:path` or `credential:NAME`. */
const CELL = /^(env|file|credential):(\S.*)$/;

function refToFile(path: string, { source }: Origin): SecretRef {
  return { kind: 'file', path, baseDir: dirname(source.file) };
}

function toRef(input: SecretInput, origin: Origin): SecretRef | undefined {
  const file = (path: string) => refToFile(path, origin);
  if (typeof input !== 'string') {
    if ('env' in input) return { kind: 'env', name: input.env };
    if ('file' in input) return file(input.file);
    return { kind: 'credential', name: input.credential };
  }
  const [, kind, rest = ''] = (origin.source.untyped && CELL.exec(input)) || [];
  if (kind === 'env') return { kind, name: rest };
  if (kind === 'file') return file(rest);
  return kind === 'credential' ? { kind, name: rest } : undefined;
}

/** `ENV:NAME`, `env = NAME`, `{ env: NAME }`: as a map or a cell says it, with what is amiss in it. */
const MEANT = /^\{?\s*(env|file|credential)\s*[:=]\s*([^\s}](?:[^}]*[^\s}])?)\s*\}?$/i;
/** `$NAME`, `${NAME}`, `${NAME:-other}`, `%NAME%`: as shells and other programs refer to a variable. */
const VARIABLE =
  /^(?:\$([A-Z][A-Z0-9_]*)|\$\{([A-Za-z_]\w*)(?:[:?+=-][^{}]*)?\}|%([A-Z][A-Z0-9_]*)%)$/;
/** What programs for templates, shells and stores of secrets would have put in. */
const LEFT_OVER = [
  /^(?:\{\{.*\}\}|<%.*%>|\[%.*%\]|\$\(.*\)|`.*`)$/,
  /^(?:!(?:env|file|vault) .*|(?:op|vault):.*)$/,
  // Without its name, in quotes of its own, what a hint or a page says in its place, and what stands for a hidden one.
  /^(?:env|file|credential)\s*[:=]\s*$/i,
  /^(["']).*\1$/,
  /^<[a-z][a-z _-]*>$/i,
  /^\*{4,}$/,
];

/** What to write for a text that stands where a reference was meant; a name is shown only if no password looks so. */
function meantReference(input: SecretInput, origin: Origin): string | undefined {
  if (typeof input !== 'string' || toRef(input, origin)) return undefined;
  const [, kind = 'env', rest] = MEANT.exec(input) ?? [];
  const [found, ...names] = VARIABLE.exec(input) ?? [];
  if (rest === undefined && found === undefined && !LEFT_OVER.some((form) => form.test(input)))
    return undefined;
  const variable = names.find((name) => name?.includes('_')) ?? 'NAME';
  const [way, what] = [kind.toLowerCase(), rest ?? variable];
  return origin.source.untyped ? `${way}:${what}` : `{ ${way}: ${what} }`;
}

/** Of a text that was surely meant as a reference. */
export function referenceFault(input: SecretInput, origin: Origin): Complaint<Place> | undefined {
  const meant = meantReference(input, origin);
  if (meant === undefined) return undefined;
  const message = 'a text that looks like a reference stands where a password belongs';
  const hint = `write ${meant}; a password that looks so can stand in a file`;
  return { at: placeOf(origin), message, hint };
}

export function isPlainSecret(input: SecretInput, origin: Origin): boolean {
  return toRef(input, origin) === undefined;
}
