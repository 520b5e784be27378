// What only this vendor needs to know of a model: the `facts` of its phone.json.

import { oncePer } from '../../../core/once-per.js';
import type { ModelFacts } from '../../../site/model.js';
import { compileShape } from '../../packs/shape.js';
import type { KeyRow } from './data.js';
import type { KeyNames } from './key-names.js';
import { record } from './shape-parts.js';

/** Which names of keys a phone knows: those of the older or of the newer ones. */
export type Dialect = 'A' | 'B';

/** Keys of one kind, in the order of their buttons. */
export interface KeyBank {
  /** Rows of the key table: `<rows>.pages`, and for each key `.type`, `.value` and `.title`. */
  readonly rows: string;
  readonly pages: number;
  readonly perPage: number;
}

export interface FanvilFacts {
  readonly dialect: Dialect;
  /** What all phones of the model ask for before their own file. */
  readonly commonFile: { readonly name: string; readonly aliases: readonly string[] };
  /** Buttons are counted through the banks. */
  readonly keyBanks: readonly KeyBank[];
  /** Some firmware takes only letters and digits as web password, so many at most; absent: not known of any. */
  readonly alphanumericWebPassword?: number;
}

const BANK_ROWS = ['pages', 'type', 'value', 'title'];

const text = { type: 'string', minLength: 1 };
const count = { type: 'integer', minimum: 1, maximum: 100 };

const isFacts = compileShape<FanvilFacts>(
  record(
    {
      dialect: { enum: ['A', 'B'] },
      commonFile: record({ name: text, aliases: { type: 'array', items: text } }),
      keyBanks: {
        type: 'array',
        minItems: 1,
        items: record({ rows: text, pages: count, perPage: count }),
      },
      alphanumericWebPassword: count,
    },
    'alphanumericWebPassword',
  ),
);

/** What is wrong with them, one sentence each. */
export function checkFacts(facts: unknown, names: KeyNames): readonly string[] {
  if (isFacts(facts)) {
    return facts.keyBanks.flatMap(({ rows }) =>
      BANK_ROWS.map((row) => `${rows}.${row}`)
        .filter((name) => !names.has(name))
        .map((name) => `facts/keyBanks needs a row ${name} in fanvil/keys.json`),
    );
  }
  return (isFacts.errors ?? []).map(({ instancePath, message, params }) => {
    const extra = params.additionalProperty === undefined ? '' : ` (${params.additionalProperty})`;
    return `facts${instancePath} ${message}${extra}`;
  });
}

/** Whether a phone of the model may have what the row is for; no other model's keys are. */
export function isForModel({ name }: KeyRow, { keyBanks }: FanvilFacts, names: KeyNames): boolean {
  const [area = ''] = name.split('.');
  const isBank = BANK_ROWS.every((row) => names.has(`${area}.${row}`));
  return !isBank || keyBanks.some(({ rows }) => rows === area);
}

/** Throws if nobody called checkFacts before. */
export const factsOf = oncePer((model: ModelFacts): FanvilFacts => {
  const { facts } = model;
  if (!isFacts(facts)) {
    throw new Error(`${model.folder}/phone.json has not the facts that the driver needs`);
  }
  return facts;
});
