// A name that cannot stand where it stands: misspelt, or in its place with another model.

import { type Diagnostic, diagnostic } from '../core/diagnostic.js';
import { didYouMean, nearestName } from '../core/near.js';
import { modelsWithSetting } from './schema.js';
import { type Finding, isSecret, propertiesOf } from './schema-error-facts.js';
import type { Path, Source } from './source.js';

export function describeUnknown({ source, error, path, name, schema }: Finding): Diagnostic {
  const key = String(error.params.additionalProperty);
  const owners = name === 'settings' ? modelsWithSetting(schema, key) : [];
  if (owners.length > 0) return describeForeign(source, [...path, key], owners);
  const columns = source.untyped && path.length === 2 ? ['line'] : [];
  const known = [...Object.keys(propertiesOf(error.parentSchema)), ...columns];
  const [code, what] =
    name === 'models'
      ? (['inventory/unknown-model', 'model'] as const)
      : (['inventory/unknown-key', 'key'] as const);
  // In `password:sesame` and `{ sesame }` a secret stands where a name belongs.
  const shown = isSecret(error) ? '********' : key.replace(/[\s:=].*$/s, '…');
  const message = `unknown ${what} "${shown}"${didYouMean(shown, known)}`;
  const hint =
    path.at(-2) === 'models' && Object.hasOwn(NOT_OF_MODELS, key)
      ? NOT_OF_MODELS[key]
      : hintForUnknown(shown, known);
  return diagnostic(
    code,
    source.locate([...path, key], 'name'),
    message,
    hint === undefined ? {} : { hint },
  );
}

/** What a layer says, and not of a vendor; or not of a model either. */
const NOT_OF_MODELS: Readonly<Record<string, string>> = {
  firmware: 'a firmware is of one model: write it under that model',
  options: 'write it beside `models`, which unknown phones hear of, too, or on the phones',
};

/** A setting that other models have. Its name is ours, so it may be shown. */
function describeForeign(source: Source, path: Path, owners: readonly string[]): Diagnostic {
  const message = `"${path.at(-1)}" is a setting of ${owners.join(', ')}, and cannot stand here`;
  const place = source.locate(path, 'name');
  const hint = `remove it, or write it under \`models\` for ${owners[0]}`;
  return diagnostic('inventory/unknown-key', place, message, { hint });
}

function hintForUnknown(name: string, known: readonly string[]): string | undefined {
  const near = nearestName(name, known);
  if (near !== undefined) return `write ${near}, or remove it`;
  return known.length === 0 ? undefined : `known here: ${known.join(', ')}`;
}
