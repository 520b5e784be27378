// What only this vendor needs to know of a model: the `facts` of its phone.json.

import { oncePer } from '../../../core/once-per.js';
import type { ModelFacts } from '../../../site/model.js';
import { compileShape } from '../../packs/shape.js';

export interface CiscoFacts {
  /** Number in `loadInformation<number>`, and what the phone says of itself in SIP. */
  readonly modelNumber: number;
  /** `model` attribute beside it. */
  readonly modelName: string;
  /** Every SIP load of the model begins so. */
  readonly loadPrefix: string;
  /** Keys on the phone itself, where those above are on expansion modules; absent: all. */
  readonly ownKeys?: number;
  /** Calls that a line carries; absent: as many as the file says. */
  readonly callsPerLine?: number;
  /** Name of the file in the folder of a language; absent: no source tells it. */
  readonly localeFile?: string;
  /** A 7940 or 7960: they are told to read their files in another way than all later ones. */
  readonly isFirstGeneration?: boolean;
}

const text = { type: 'string', minLength: 1 };

const isFacts = compileShape<CiscoFacts>({
  type: 'object',
  additionalProperties: false,
  properties: {
    modelNumber: { type: 'integer', minimum: 1 },
    modelName: text,
    loadPrefix: text,
    ownKeys: { type: 'integer', minimum: 1 },
    callsPerLine: { type: 'integer', minimum: 1 },
    localeFile: { type: 'string', pattern: '\\.jar$' },
    isFirstGeneration: { type: 'boolean' },
  },
  required: ['modelNumber', 'modelName', 'loadPrefix'],
});

/** What is wrong with them, one sentence each. */
export function checkFacts(facts: unknown): readonly string[] {
  if (isFacts(facts)) return [];
  return (isFacts.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `facts${instancePath} ${message}${params.additionalProperty ? ` (${params.additionalProperty})` : ''}`,
  );
}

/** Throws if nobody called checkFacts before. */
export const factsOf = oncePer((model: ModelFacts): CiscoFacts => {
  const { facts } = model;
  if (!isFacts(facts))
    throw new Error(`${model.folder}/phone.json: ${checkFacts(facts).join(', ')}`);
  return facts;
});
