// The model by the load that a file names: every load of a model begins in the same way.

import type { Model } from '../../../../site/model.js';
import { factsOf } from '../../tables/facts.js';

const LOAD = /<loadInformation[^<>]*>\s*([^<\s]+)\s*</;

/** Several models have the same loads: then it is whichever comes first, for they read the same. */
export function modelOf(text: string, models: Iterable<Model>): Model | undefined {
  const [, load] = LOAD.exec(text) ?? [];
  if (load === undefined || text.includes('<Default')) return undefined;
  return [...models].find((model) => load.startsWith(factsOf(model).loadPrefix));
}
