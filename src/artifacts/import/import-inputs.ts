// What an import is given, and what is said of it by the way.

import type { Mac } from '../../core/mac.js';
import type { Place } from '../../findings/finding.js';
import type { Columns } from '../../inventory/foreign/accounts.js';
import type { ForeignFile } from '../../phones/importer.js';
import type { Packs } from '../../phones/packs/packs.js';
import type { Templates } from '../../render/template.js';
import type { Draft } from '../../site/draft.js';
import type { ImportCode } from '../../site/import-codes.js';
import type { Model } from '../../site/model.js';
import type { Importers } from './importers.js';

export interface ImportInputs {
  readonly files: readonly ForeignFile[];
  readonly packs: Packs;
  readonly importers: Importers;
  readonly templates: Templates;
  /** Of phones that do not show theirs: one of a vendor. */
  readonly named?: readonly Model[];
  /** Of files whose names do not say whose they are, in their order. */
  readonly macs?: readonly Mac[];
  /** Of tables of accounts: which column says what, and where the accounts register. */
  readonly columns?: Columns;
  readonly pbx?: Draft;
}

export interface PlacedRemark {
  readonly code: ImportCode;
  readonly place: Place;
  readonly message: string;
  readonly device?: Mac;
}
