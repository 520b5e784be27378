// ajv's errors -> diagnostics: which code, which place, which words. Never shows what stands in a secret.

import type { ErrorObject } from 'ajv/dist/2020.js';
import { maskedAccount, withPasswordBehind } from '../../core/account-text.js';
import { describeLookAlike, looksLike } from '../../core/look-alike.js';
import { MASK } from '../../core/secret.js';
import { maskSecretsIn } from '../../core/secret-in-text.js';
import type { Finding } from '../../findings/finding.js';
import { didYouMean, meantModel, namesOfSameMaker } from '../../findings/near.js';
import type { Path, Source } from '../read/source.js';
import { aboutPhone } from './about-phone.js';
import { finding } from './codes.js';
import { FORMATS, isFormatName } from './formats.js';
import { wordFor, wordHint } from './other-words.js';
import { patternHint } from './pattern-hint.js';
import {
  isSecret,
  isUnquoted,
  kindOf,
  type Misfit,
  nameOf,
  pathOf,
  propertiesOf,
  shownData,
  takesEntry,
  takesReference,
  typeName,
  wantedTypes,
} from './schema-error-facts.js';
import { followsIn } from './schema-follows.js';
import { aboutColumn, hintFor, hintForPath, hintForUnquoted } from './schema-hints.js';
import { describeTooHigh, placedTooHigh } from './schema-level.js';
import { isEcho } from './schema-repairs.js';
import { describeUnknown, hintForColon } from './schema-unknown.js';

/** `schema`: what the errors are of, as a whole. */
export function schemaFindings(
  source: Source,
  errors: readonly ErrorObject[],
  schema: object,
): Finding[] {
  const telling = errors.filter((error) => !isEcho(error));
  const follows = followsIn(telling);
  const tooHigh = new Set(
    telling.flatMap((error) => placedTooHigh(error, schema) ?? []).map(keyOfPlace),
  );
  const found = new Map<string, Finding>();
  for (const error of telling) {
    const above = tooHigh.size > 0 ? holderOf(error, tooHigh) : undefined;
    if (above !== undefined) {
      const high = found.has(above) ? undefined : placedTooHigh(error, schema);
      if (high) found.set(above, aboutPhone(source, error, describeTooHigh(source, high)));
    } else if (!follows(error)) {
      const each = aboutPhone(source, error, describe(source, error, schema));
      found.set(`${each.code} ${each.place.line}:${each.place.col} ${each.message}`, each);
    }
  }
  return [...found.values()];
}

function keyOfPlace({ path }: { readonly path: Path }): string {
  return JSON.stringify(path);
}

/** The map without names of entries in which an error is. */
function holderOf({ instancePath }: ErrorObject, tooHigh: ReadonlySet<string>): string | undefined {
  const path = pathOf(instancePath);
  const holders = path.map((_, index) => JSON.stringify(path.slice(0, index + 1)));
  return holders.find((each) => tooHigh.has(each));
}

function describe(source: Source, error: ErrorObject, schema: object): Finding {
  const path = pathOf(error.instancePath);
  const describer = DESCRIBERS[error.keyword] ?? describeLimit;
  return describer({ source, error, path, name: nameOf(source.value, path), schema });
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
  if (path.length === 2 && path[0] === 'phones' && source.columns?.includes(key) === false) {
    // Of each row the same, at the same place.
    const message = `no column is named "${key}", which each phone needs`;
    const hint = `add a column ${key}`;
    return finding('inventory/missing-key', source.locate([...path, key], 'name'), message, {
      hint,
    });
  }
  return finding('inventory/missing-key', source.locate(path), `"${key}" is missing`, {
    hint: `add "${key}"`,
  });
}

function describeEnum({ source, error, path, name }: Misfit): Finding {
  const allowed = (error.params.allowedValues as readonly unknown[]).map(String);
  if (typeof error.data === 'object')
    return describeNoWord(source, path, name, error.data, allowed);
  const value = String(error.data);
  const alike = looksLike(value, allowed);
  const mixed = alike === undefined ? undefined : describeLookAlike(value, alike);
  if (mixed !== undefined) {
    const hint = `write ${alike}`;
    return finding('inventory/look-alike', source.locate(path), `${name} ${mixed}`, { hint });
  }
  const unknown = `${name}: "${value}" is not known`;
  if (name === 'model' && path[0] === 'phones') {
    const hint = `one of: ${namesOfSameMaker(value, allowed).join(', ')}`;
    const message = `${unknown}${meantModel(value, allowed)}`;
    return finding('inventory/unknown-model', source.locate(path), message, { hint });
  }
  const word = wordFor(name, value, allowed);
  const near = word === undefined ? didYouMean(value, allowed) : ` - did you mean "${word}"?`;
  const hint = wordHint(name, value, allowed);
  return finding('inventory/bad-value', source.locate(path), `${unknown}${near}`, { hint });
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
      ? `write ${name === path.at(-1) ? `${name}: ` : ''}${only}`
      : `write one of: ${allowed.join(', ')}`;
  return finding('inventory/wrong-type', source.locate(path), message, { hint });
}

function describeType(misfit: Misfit): Finding {
  const { source, error, path, name } = misfit;
  const place = source.locate(path);
  const { data } = error;
  if (isUnquoted(source, error)) {
    const written = source.written(path) ?? String(data);
    const shown = isSecret(error) ? MASK : written;
    const what = data === null ? 'as nothing' : `as a ${typeof data}`;
    const message = `${name}: ${languageOf(source)} reads ${shown} ${what}, not as text`;
    const details = isSecret(error) ? {} : { hint: hintForUnquoted(misfit, written) };
    return finding('inventory/quote-it', place, message, details);
  }
  const column = aboutColumn(misfit);
  if (column !== undefined) {
    const named = source.locate(path, 'name');
    return finding('inventory/wrong-type', named, column.message, { hint: column.hint });
  }
  // The list itself goes by the same name.
  const what = takesEntry(misfit) ? `an entry of ${name}` : name;
  const message = `${what} must be ${wantedTypes(error).map(typeName).join(' or ')}, not ${kindOf(data)}`;
  return finding('inventory/wrong-type', place, message, { hint: hintForType(misfit) });
}

function languageOf({ file }: Source): string {
  return file.toLowerCase().endsWith('.json') ? 'JSON' : 'YAML';
}

function hintForType(misfit: Misfit): string {
  const { source, error, path, name } = misfit;
  const { data } = error;
  if (path.length === 0) return 'write `name: value` lines; a table is a file that ends in .csv';
  if (Array.isArray(data) && path.length === 1 && LIST_NAMES.has(`${name}s`)) {
    return `use \`${name}s:\` for a list`;
  }
  const colon = isSecret(error) ? undefined : hintForColon(misfit);
  if (colon !== undefined) return colon;
  const wanted = takesReference(error) ? SECRET_FORMS : hintFor(misfit);
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
  // Behind the number of an account, as in `7001:sesame`, stands its password.
  const account = path[0] === 'lines' ? withPasswordBehind(propertyName ?? '') : undefined;
  const shown = account === undefined ? maskSecretsIn(text) : maskedAccount(account);
  const alone = account && { hint: 'write the number alone: the password goes below it' };
  const message = `${subject}"${shown}" ${fault?.what ?? 'has not the form that it needs'}`;
  return finding('inventory/bad-value', place, message, alone || (fault && { hint: fault.hint }));
}

/** A pattern is for machines: people are told an example, or what the schema says of it. */
function describePattern(misfit: Misfit): Finding {
  const { source, error, path, name } = misfit;
  const { examples, description }: PatternSchema = Object(error.parentSchema);
  const hint =
    patternHint(name, String(error.data), String(error.schema)) ??
    (examples === undefined
      ? (description ?? hintFor(misfit))
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

function describeEmpty(misfit: Misfit): Finding {
  const { source, error, path, name } = misfit;
  const hint = isSecret(error) ? SECRET_FORMS : `${hintFor(misfit)}, or remove the name`;
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
function describeLimit(misfit: Misfit): Finding {
  const { source, error, path, name } = misfit;
  const shown = typeof error.data === 'object' ? '' : `, but is ${shownData(error)}`;
  const message = `${name} ${error.message ?? ''}${shown}`;
  return finding('inventory/bad-value', source.locate(path), message, {
    hint: hintFor(misfit),
  });
}
