// The tables of the txt form, ready to be asked.

import { oncePer } from '../../../../core/once-per.js';
import type { VendorData } from '../../../packs/packs.js';
import type { KeyNames } from '../../tables/key-names.js';
import { createKeyPaths, type KeyPaths } from './key-paths.js';
import { createKnownKeys, type KnownKeys } from './known-keys.js';
import { readKnownKeys, readTxtLayouts, type TxtLayouts } from './txt-layout.js';

export interface TxtTables {
  readonly names: KeyNames;
  readonly paths: KeyPaths;
  readonly known: KnownKeys;
  readonly layouts: TxtLayouts;
}

/** Once for all forms whose names follow from these. Throws if a table is missing or has another shape. */
export const txtTablesOf = oncePer((names: KeyNames) =>
  oncePer((data: VendorData) => createTxtTables(data, names)),
);

function createTxtTables(data: VendorData, names: KeyNames): TxtTables {
  const layouts = readTxtLayouts(data);
  return {
    names,
    paths: createKeyPaths(names.rows, layouts),
    known: createKnownKeys(readKnownKeys(data)),
    layouts,
  };
}
