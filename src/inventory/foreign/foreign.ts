// What files of other servers and tables say, in the words of an inventory. Types only.

import type { Mac } from '../../core/mac.js';
import type { Draft, DraftLine } from '../../site/draft.js';
import type { ImportCode } from '../../site/import-codes.js';

export interface Foreign {
  readonly networks: readonly { readonly fields: Draft; readonly line: number }[];
  readonly addresses: readonly {
    readonly mac: Mac;
    readonly address: string;
    readonly line: number;
  }[];
  readonly accounts: readonly DraftLine[];
  readonly remarks: readonly ForeignRemark[];
}

export interface ForeignRemark {
  readonly code: ImportCode;
  readonly line: number;
  readonly message: string;
}

/** Undefined: the text is none of that kind. */
export type ReadForeignText = (text: string, file: string) => Foreign | undefined;

export const NOTHING: Foreign = { networks: [], addresses: [], accounts: [], remarks: [] };
