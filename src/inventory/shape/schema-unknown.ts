// A name that cannot stand where it stands: misspelt, or in its place with another model.

import type { ErrorObject } from 'ajv/dist/2020.js';
import { describeLookAlike, looksLike } from '../../core/look-alike.js';
import { MASK } from '../../core/secret.js';
import type { Finding } from '../../findings/finding.js';
import { didYouMean, nearestName } from '../../findings/near.js';
import type { Path, Source } from '../read/source.js';
import { finding } from './codes.js';
import { fieldFor } from './other-words.js';
import { hintForPair } from './pair-hint.js';
import { modelsWithSetting } from './schema.js';
import { isSecret, type Misfit, pathOf, propertiesOf } from './schema-error-facts.js';
import { describeSplit } from './schema-split.js';

export function describeUnknown(misfit: Misfit): Finding {
  const { source, error, path, name, schema } = misfit;
  const glued = gluedPair(error);
  const split = source.untyped || glued ? undefined : describeSplit(misfit);
  if (split) return split;
  const key = String(error.params.additionalProperty);
  const owners = name === 'settings' ? modelsWithSetting(schema, key) : [];
  if (owners.length > 0) return describeForeign(source, [...path, key], owners);
  const known = Object.keys(propertiesOf(error.parentSchema));
  if (!source.untyped || path.length !== 2) return describeName(misfit, key, known);
  const columns = [...known, 'line'];
  return describeColumn(misfit, key, columns) ?? describeName(misfit, key, columns);
}

/** A column of a table of phones whose name says what is meant. Undefined: it does not. */
function describeColumn(
  { source, path, schema }: Misfit,
  key: string,
  known: readonly string[],
): Finding | undefined {
  const place = source.locate([...path, key], 'name');
  if (isOfAccount(schema, key)) {
    const message = `"${key}" says something of the account, and is named like a column of the phone`;
    const hint = `name the column line.${key}`;
    return finding('inventory/account-column', place, message, { hint });
  }
  const column = columnFor(schema, key, known);
  if (column === undefined) return undefined;
  const code = column.startsWith('line.') ? 'inventory/account-column' : 'inventory/unknown-key';
  const message = `the column "${key}" has no name that is known`;
  return finding(code, place, message, { hint: `name the column ${column}` });
}

function describeName(misfit: Misfit, key: string, known: readonly string[]): Finding {
  const { source, error, path, name, schema } = misfit;
  const glued = gluedPair(error);
  const isModel = name === 'models';
  const alike = alikeName(key, known);
  if (alike !== undefined) {
    const message = `a name ${describeLookAlike(key, alike)}`;
    const place = source.locate([...path, key], 'name');
    return finding('inventory/look-alike', place, message, { hint: `write ${alike}` });
  }
  // In `password:sesame` and `{ sesame }` a secret stands where a name belongs.
  const shown = mayBeSecret(error, key) ? MASK : key.replace(/[\s:=].*$/s, '…');
  // The same word may stand elsewhere and mean something else.
  const isOther = isModel || fieldFor(key, known) !== undefined;
  const place = isOther ? undefined : hintForPlace(source, schema, path, key, known);
  const elsewhere = glued && shown !== MASK ? hintForPair(glued.name) : place;
  const meant = elsewhere ? '' : didYouMean(shown, known);
  const hint =
    elsewhere ?? (isNotOfModels(path, key) ? NOT_OF_MODELS[key] : hintForUnknown(shown, known));
  return finding(
    isModel ? 'inventory/unknown-model' : 'inventory/unknown-key',
    source.locate([...path, key], 'name'),
    `unknown ${isModel ? 'model' : 'key'} "${shown}"${meant}`,
    hint === undefined ? {} : { hint },
  );
}

/** In letters of another alphabet. Where a word mixes two of them, that has been told. */
function alikeName(key: string, known: readonly string[]): string | undefined {
  return describeLookAlike(key) === undefined ? looksLike(key, known) : undefined;
}

function isNotOfModels(path: Path, key: string): boolean {
  return path.at(-2) === 'models' && Object.hasOwn(NOT_OF_MODELS, key);
}

/** The known name that is meant by an unknown one, as its finding says; undefined: nobody knows, or it is there as well. */
export function meantName(source: Source, error: ErrorObject, schema: object): string | undefined {
  const path = pathOf(error.instancePath);
  const key = String(error.params.additionalProperty);
  const known = Object.keys(propertiesOf(error.parentSchema));
  const glued = gluedPair(error)?.name;
  const isElsewhere =
    path.at(-1) === 'models' ||
    (path.at(-1) === 'settings' && modelsWithSetting(schema, key).length > 0) ||
    hintForPlace(source, schema, path, key, known) !== undefined;
  const meant = isElsewhere
    ? undefined
    : (glued ?? alikeName(key, known) ?? fieldFor(key, known) ?? nearestName(key, known));
  return meant !== undefined && Object.hasOwn(Object(error.data), meant) ? undefined : meant;
}

/** In braces `{ port:5060 }` and `{ port = 5060 }` are names without a value. */
export function gluedPair(
  error: ErrorObject,
): { readonly name: string; readonly text: string } | undefined {
  const key = String(error.params.additionalProperty);
  const known = propertiesOf(error.parentSchema);
  if (Object(error.data)[key] !== null) return undefined;
  const [, name = '', text = ''] = /^([\w-]+)\s*[:=]\s*(.*)$/s.exec(key) ?? [];
  return Object.hasOwn(known, name) ? { name, text } : undefined;
}

/** `host 10.20.1.1` below a name is a text, and one without its colon. */
export function hintForColon({ error }: Misfit): string | undefined {
  const [, first = ''] = /^([\w-]+)\s/.exec(String(error.data)) ?? [];
  return Object.hasOwn(propertiesOf(error.parentSchema), first) ? hintForPair(first) : undefined;
}

/** The name of a reference may be shown, as in `{ vault: x }`; a name without a value may be the password itself. */
function mayBeSecret(error: ErrorObject, key: string): boolean {
  return isSecret(error) && !(/^[a-z]+$/i.test(key) && Object(error.data)[key] !== null);
}

/** A field that is known, and stands in another place. Its name is ours, so it may be shown. */
function hintForPlace(
  source: Source,
  schema: object,
  path: Path,
  key: string,
  known: readonly string[],
): string | undefined {
  if (known.includes(`${key}s`) && !(inShared(path) && key === 'model')) return undefined;
  if (isNotOfModels(path, key)) return undefined;
  const onPhone = path[0] === 'phones' && path.length === 2;
  if (onPhone && !source.untyped && OF_A_KEY.has(key)) return 'write keys: { 1: { line: "7001" } }';
  if (key === 'models') return '`models` stands under `defaults`, or in a group';
  const inLayer = inShared(path);
  if (inLayer && OF_MODELS.has(key)) return `write \`${key}\` under \`models\` here, or on a phone`;
  const place = placesOf(schema).find(({ fields }) => Object.hasOwn(propertiesOf(fields), key));
  return place && `\`${key}\` stands ${place.where}`;
}

function inShared([area]: Path): boolean {
  return area === 'defaults' || area === 'groups';
}

const OF_A_KEY = new Set(['line', 'lines', 'extension', 'extensions', 'speedDial', 'blf']);
const OF_MODELS = new Set(['settings', 'firmware', 'raw']);

/** `line name` and `keys_2_blf`, whose steps have not a dot between them. */
function columnFor(schema: object, key: string, known: readonly string[]): string | undefined {
  const [area = '', ...steps] = key.trim().split(/[\s_./-]+/);
  if (steps.length === 0) return undefined;
  const isAccount = /^lines?$/i.test(area) && isOfAccount(schema, steps[0] ?? '');
  if (isAccount) return ['line', ...steps].join('.');
  return known.includes(area) ? [area, ...steps].join('.') : undefined;
}

function isOfAccount(schema: object, key: string): boolean {
  const { lines } = Object(propertiesOf(schema));
  return Object.hasOwn(propertiesOf(Object(lines).additionalProperties), key);
}

/** The first that has a field is the one that is mostly meant. */
function placesOf(schema: object): readonly { readonly where: string; readonly fields: unknown }[] {
  const top: Readonly<Record<string, unknown>> = Object(propertiesOf(schema));
  const entry = (name: string): unknown => Object(top[name]).additionalProperties;
  return [
    { where: 'under `lines`', fields: entry('lines') },
    { where: 'on a phone', fields: Object(top.phones).items },
    { where: 'under `pbx`', fields: entry('pbx') },
    { where: 'under `network`', fields: top.network },
    { where: 'under `site`', fields: top.site },
    { where: 'under `keys`', fields: Object(Object(schema).$defs).key },
    { where: 'at the outermost level of the file', fields: schema },
  ];
}

/** What is said of a model, and not of its vendor. */
const NOT_OF_MODELS: Readonly<Record<string, string>> = {
  firmware: 'a firmware is of one model: write it under that model',
};

/** A setting that other models have. Its name is ours, so it may be shown. */
function describeForeign(source: Source, path: Path, owners: readonly string[]): Finding {
  const message = `"${path.at(-1)}" is a setting of ${owners.join(', ')}, and cannot stand here`;
  const place = source.locate(path, 'name');
  const hint = `remove it, or write it under \`models\` for ${owners[0]}`;
  return finding('inventory/unknown-key', place, message, { hint });
}

const OF_A_SUBNET = /^(?:sub)?net_?mask$|^mask$|^cidr$|^prefix$/i;

function hintForUnknown(name: string, known: readonly string[]): string | undefined {
  const other = fieldFor(name, known);
  if (other !== undefined) return `write ${other}, which is the word for it here`;
  if (OF_A_SUBNET.test(name) && known.includes('subnet')) {
    return 'write the prefix length behind `subnet`, such as 10.20.1.0/24';
  }
  const near = nearestName(name, known);
  if (near !== undefined) return `write ${near}, or remove it`;
  return known.length === 0 ? undefined : `known here: ${known.join(', ')}`;
}
