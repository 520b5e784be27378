// What files of other servers and tables say, in the words of an inventory. Types only.

import type { Mac } from '../../core/mac.js';
import type { Place } from '../../findings/finding.js';
import type { DraftLine, DraftNetworks } from '../../site/draft.js';
import type { ImportCode } from '../../site/import-codes.js';

export interface Foreign extends DraftNetworks<{ readonly line: number }> {
  readonly accounts: readonly DraftLine[];
  /** Phones of a table, which may have no file. */
  readonly phones: readonly TablePhone[];
  readonly remarks: readonly ForeignRemark[];
}

export interface TablePhone {
  readonly mac: Mac;
  /** As the table calls it; empty: it does not. */
  readonly model: string;
  /** In the order of the rows. */
  readonly lines: readonly DraftLine[];
  readonly place: Place;
}

export interface ForeignRemark {
  readonly code: ImportCode;
  readonly line: number;
  readonly message: string;
}

/** Undefined: the text is none of that kind. */
export type ReadForeignText = (text: string, file: string) => Foreign | undefined;

export const NOTHING: Foreign = {
  networks: [],
  addresses: [],
  accounts: [],
  phones: [],
  remarks: [],
};
