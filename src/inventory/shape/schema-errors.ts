// ajv's errors -> diagnostics: which code, which place, which words. Never shows what stands in a secret.

import type { ErrorObject } from 'ajv/dist/2020.js';
import { maskSecretsIn } from '../../core/secret-in-text.js';
import type { Finding } from '../../findings/finding.js';
import { didYouMean } from '../../findings/near.js';
import type { Path, Source } from '../read/source.js';
import { aboutPhone } from './about-phone.js';
import { finding } from './codes.js';
import { FORMATS, isFormatName } from './formats.js';
import { patternHint } from './pattern-hint.js';
import { RULE_CHECKED } from './schema.js';
import {
  isSecret,
  isUnquoted,
  kindOf,
  type Misfit,
  pathOf,
  propertiesOf,
  shownData,
  takesReference,
  typeName,
  wantedTypes,
} from './schema-error-facts.js';
import { hintFor, hintForPath, hintForUnquoted } from './schema-hints.js';
import { describeUnknown, meantName } from './schema-unknown.js';

/** What is missing beside a misspelt key is the misspelt one; what is no map has no keys. */
const EXPLAINS = new Set(['additionalProperties', 'type']);
const FOLLOWS = new Set(['required', 'oneOf', 'enum', 'dependentRequired']);

/** What is empty has no form either. */
const FORMS = new Set(['format', 'pattern', 'enum']);

/** Keywords that only repeat what another error of the same place says better. */
const ECHOES = new Set(['if', 'propertyNames']);

/** `schema`: what the errors are of, as a whole. */
export function schemaFindings(
  source: Source,
  errors: readonly ErrorObject[],
  schema: object,
): Finding[] {
  const telling = errors.filter((error) => !isEcho(error));
  const better = new Set(
    telling.filter(({ keyword }) => EXPLAINS.has(keyword)).map((each) => each.instancePath),
  );
  const empty = new Set(
    telling.filter(({ keyword }) => keyword === 'minLength').map((each) => each.instancePath),
  );
  const badNames = new Set(
    telling.map(({ instancePath, propertyName }) => `${instancePath}/${propertyName}`),
  );
  const found = new Map<string, Finding>();
  for (const error of telling) {
    if (FOLLOWS.has(error.keyword) && better.has(error.instancePath)) continue;
    if (FORMS.has(error.keyword) && empty.has(error.instancePath)) continue;
    // Under its right name it may be right; a misspelt key in it is none there either.
    if (error.keyword !== 'additionalProperties' && badNames.has(error.instancePath)) continue;
    const each = aboutPhone(source, error, describe(source, error, schema));
    found.set(`${each.code} ${each.place.line}:${each.place.col} ${each.message}`, each);
  }
  return [...found.values()];
}

/** What makes an error go: the value at `path` goes, or becomes `text`, or goes by the name `meant`. */
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
  if (isEcho(error) || error.keyword === 'format') return undefined;
  const extra = error.params.additionalProperty ?? error.propertyName;
  const path = pathOf(error.instancePath);
  if (extra !== undefined) {
    const meant = error.keyword === 'additionalProperties' && meantName(source, error, schema);
    return { path: [...path, String(extra)], ...(meant && { meant }) };
  }
  const text = isUnquoted(source, error) ? source.written(path) : undefined;
  return { path, ...(text !== undefined && { text }) };
}

function isEcho(error: ErrorObject): boolean {
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

function describe(source: Source, error: ErrorObject, schema: object): Finding {
  const path = pathOf(error.instancePath);
  const describer = DESCRIBERS[error.keyword] ?? describeLimit;
  return describer({ source, error, path, name: nameOf(source.value, path), schema });
}

/** What people call the value at a path: an item of a list goes by the name of the list. */
function nameOf(root: unknown, path: Path): string {
  const steps = path.map(String);
  let holder: unknown = root;
  for (const step of steps.slice(0, -1)) holder = Object(holder)[step];
  const name = Array.isArray(holder) ? steps.at(-2) : steps.at(-1);
  return name ?? 'the file';
}

const DESCRIBERS: Readonly<Record<string, (misfit: Misfit) => Finding>> = {
  additionalProperties: describeUnknown,
  required: describeMissing,
  enum: describeEnum,
  const: describeConst,
  type: describeType,
  oneOf: describeOneOf,
  pattern: describePattern,
  format: describeFormat,
  minLength: describeEmpty,
  minItems: describeEmpty,
  minProperties: describeEmpty,
  maxProperties: describeSeveral,
  dependentRequired: describeLone,
};

function describeMissing({ source, error, path }: Misfit): Finding {
  const key = String(error.params.missingProperty);
  return finding('inventory/missing-key', source.locate(path), `"${key}" is missing`, {
    hint: `add "${key}"`,
  });
}

function describeEnum({ source, error, path, name }: Misfit): Finding {
  const allowed = (error.params.allowedValues as readonly unknown[]).map(String);
  if (typeof error.data === 'object')
    return describeNoWord(source, path, name, error.data, allowed);
  const value = String(error.data);
  const isModel = name === 'model' && path[0] === 'phones';
  const code = isModel ? 'inventory/unknown-model' : 'inventory/bad-value';
  return finding(
    code,
    source.locate(path),
    `${name}: "${value}" is not known${didYouMean(value, allowed)}`,
    { hint: `one of: ${allowed.join(', ')}` },
  );
}

/** A list or a map, or nothing, where one word of several belongs. */
function describeNoWord(
  source: Source,
  path: Path,
  name: string,
  data: unknown,
  allowed: readonly string[],
): Finding {
  const message = `${name} must be one word, not ${kindOf(data)}`;
  const [only, ...others] = Array.isArray(data) ? data.map(String) : [];
  const hint =
    only !== undefined && others.length === 0 && allowed.includes(only)
      ? `write ${name}: ${only}`
      : `write one of: ${allowed.join(', ')}`;
  return finding('inventory/wrong-type', source.locate(path), message, { hint });
}

function describeType(misfit: Misfit): Finding {
  const { source, error, path, name } = misfit;
  const place = source.locate(path);
  const { data } = error;
  if (isUnquoted(source, error)) {
    const written = source.written(path) ?? String(data);
    const shown = isSecret(error) ? '********' : written;
    const what = data === null ? 'as nothing' : `as a ${typeof data}`;
    const message = `${name}: ${languageOf(source)} reads ${shown} ${what}, not as text`;
    const details = isSecret(error) ? {} : { hint: hintForUnquoted(misfit, written) };
    return finding('inventory/quote-it', place, message, details);
  }
  const message = `${name} must be ${wantedTypes(error).map(typeName).join(' or ')}, not ${kindOf(data)}`;
  return finding('inventory/wrong-type', place, message, { hint: hintForType(misfit) });
}

function languageOf({ file }: Source): string {
  return file.toLowerCase().endsWith('.json') ? 'JSON' : 'YAML';
}

function hintForType({ source, error, path, name }: Misfit): string {
  const { data, parentSchema } = error;
  if (path.length === 0) return 'write `name: value` lines; a table is a file that ends in .csv';
  if (Array.isArray(data) && path.length === 1 && LIST_NAMES.has(`${name}s`)) {
    return `use \`${name}s:\` for a list`;
  }
  const wanted = takesReference(error) ? SECRET_FORMS : hintFor(parentSchema, data);
  if (path.at(-2) === 'raw' && typeof data === 'object' && data) return hintForPath(name, data);
  // A cell is text with quotes and without.
  const hint = source.untyped ? wanted.replace(', without quotes', '') : wanted;
  if (data !== null) return hint;
  const comment = source.isCommentedOut?.(path) ? '; "#" begins a comment: quote it' : '';
  return `${hint}, or remove the name${comment}`;
}

/** Sections of which there can be one, or a list under a name of its own. */
const LIST_NAMES = new Set(['networks']);
const SECRET_FORMS = 'write { env: NAME }, { file: path } or { credential: NAME }';

function describeOneOf({ source, error, path, name }: Misfit): Finding {
  const branches = error.schema as readonly { readonly required: readonly string[] }[];
  const kinds = branches.flatMap(({ required }) => required);
  const given = kinds.filter((kind) => Object.hasOwn(Object(error.data), kind));
  const what = path.at(-2) === 'options' ? 'option' : 'key';
  const message =
    given.length === 0
      ? `${what} ${name} needs one of ${kinds.join(', ')}`
      : `${what} ${name} can be only one of ${given.join(', ')}`;
  const hint =
    given.length === 0
      ? `write one of them: { ${kinds[0]}: … }`
      : `keep one of ${given.join(', ')}`;
  return finding('inventory/bad-value', source.locate(path, 'key'), message, { hint });
}

function describeConst({ source, error, path, name }: Misfit): Finding {
  const message = `${name} must be ${error.params.allowedValue}, but is ${shownData(error)}`;
  return finding('inventory/bad-value', source.locate(path), message, {
    hint: `write ${error.params.allowedValue}${typeof error.data === 'string' ? ', without quotes' : ''}`,
  });
}

/** The judge of the form says what is wrong, and what to write instead. */
function describeFormat({ source, error, path, name }: Misfit): Finding {
  const { format } = error.params;
  const { propertyName } = error;
  const text = propertyName ?? String(error.data);
  const fault = isFormatName(format) ? FORMATS[format].judge(text) : undefined;
  const place =
    propertyName === undefined
      ? source.locate(path)
      : source.locate([...path, propertyName], 'name');
  const subject = propertyName === undefined ? `${name}: ` : '';
  const message = `${subject}"${maskSecretsIn(text)}" ${fault?.what ?? 'has not the form that it needs'}`;
  return finding('inventory/bad-value', place, message, fault && { hint: fault.hint });
}

/** A pattern is for machines: people are told an example, or what the schema says of it. */
function describePattern(misfit: Misfit): Finding {
  const { source, error, path, name } = misfit;
  const { examples, description }: PatternSchema = Object(error.parentSchema);
  const hint =
    patternHint(name, String(error.data), String(error.schema)) ??
    (examples === undefined
      ? (description ?? hintFor(error.parentSchema))
      : `for example ${examples.join(' or ')}`);
  const { propertyName } = error;
  if (propertyName !== undefined) {
    const message = `"${propertyName}" is not a name that can stand here`;
    const place = source.locate([...path, propertyName], 'name');
    return finding('inventory/bad-value', place, message, { hint });
  }
  const message = `${name}: ${shownData(error)} has not the form that it needs`;
  return finding('inventory/bad-value', source.locate(path), message, { hint });
}

interface PatternSchema {
  readonly examples?: readonly string[];
  readonly description?: string;
}

function describeEmpty({ source, error, path, name }: Misfit): Finding {
  const hint = isSecret(error)
    ? SECRET_FORMS
    : `${hintFor(error.parentSchema)}, or remove the name`;
  return finding('inventory/bad-value', source.locate(path), `${name} is empty`, { hint });
}

/** A secret that is referred to in two ways. */
function describeSeveral({ source, error, path, name }: Misfit): Finding {
  const known = Object.keys(propertiesOf(error.parentSchema));
  const said = known.filter((each) => Object.hasOwn(Object(error.data), each)).join(' and ');
  const message = `${name} is said in several ways: ${said}`;
  return finding('inventory/bad-value', source.locate(path), message, {
    hint: 'keep one of them',
  });
}

/** A field that has its sense only beside another. */
function describeLone({ source, error, path, name }: Misfit): Finding {
  const { property, missingProperty } = error.params;
  const message = `${name} has "${property}" without "${missingProperty}"`;
  const hint = `write "${missingProperty}" beside it, or remove it`;
  const place = source.locate([...path, String(property)], 'key');
  return finding('inventory/bad-value', place, message, { hint });
}

/** Every other keyword: ajv's own words are good enough. */
function describeLimit({ source, error, path, name }: Misfit): Finding {
  const shown = typeof error.data === 'object' ? '' : `, but is ${shownData(error)}`;
  const message = `${name} ${error.message ?? ''}${shown}`;
  return finding('inventory/bad-value', source.locate(path), message, {
    hint: hintFor(error.parentSchema),
  });
}
