// Text -> a source, by what its name says it is: YAML, JSON or CSV.

import { COMMON_FIELD_NAMES, type FieldNames } from '../shape/field-names.js';
import { notOfOtherKind } from './other-kinds.js';
import type { Source } from './source.js';
import { parseCsvSource } from './source-csv.js';
import { parseJsonSource } from './source-json.js';
import { parseYamlSource } from './source-yaml.js';

/** Never throws: what cannot be parsed becomes diagnostics and an empty value. `known`: names that may be shown of it. */
export function parseSource(
  file: string,
  text: string,
  known: FieldNames = COMMON_FIELD_NAMES,
): Source {
  return notOfOtherKind(parserOf(file.toLowerCase())(file, text, known), text);
}

function parserOf(name: string): (file: string, text: string, known: FieldNames) => Source {
  if (name.endsWith('.csv')) return parseCsvSource;
  return name.endsWith('.json') ? parseJsonSource : parseYamlSource;
}
