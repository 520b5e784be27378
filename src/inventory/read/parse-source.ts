// Text -> a source, by what its name says it is: YAML, JSON or CSV.

import type { Source } from './source.js';
import { parseCsvSource } from './source-csv.js';
import { parseJsonSource } from './source-json.js';
import { parseYamlSource } from './source-yaml.js';

/** Never throws: what cannot be parsed becomes diagnostics and an empty value. */
export function parseSource(file: string, text: string): Source {
  return parserOf(file.toLowerCase())(file, text);
}

function parserOf(name: string): (file: string, text: string) => Source {
  if (name.endsWith('.csv')) return parseCsvSource;
  return name.endsWith('.json') ? parseJsonSource : parseYamlSource;
}
