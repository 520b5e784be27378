// What files of other servers and tables say, in the words of an inventory. Types only.

import type { DraftLine, DraftNetworks, DraftPhone } from '../../site/draft.js';
import type { ImportCode } from '../../site/import-codes.js';

export interface Foreign extends DraftNetworks<{ readonly line: number }> {
  readonly accounts: readonly DraftLine[];
  /** Phones of a table, which may have no file. */
  readonly phones: readonly TablePhone[];
  readonly remarks: readonly ForeignRemark[];
}

/** Its `lines` are in the order of the rows. */
export interface TablePhone extends Pick<DraftPhone, 'mac' | 'lines' | 'place'> {
  /** As the table calls it; empty: it does not. */
  readonly model: string;
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
