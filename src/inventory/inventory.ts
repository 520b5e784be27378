// All files of an inventory in one view, after their shape is checked and before anything is resolved. Types only.

import type { Origin, Source } from './read/source.js';
import type {
  DialRuleInput,
  LineInput,
  NetworkInput,
  PbxInput,
  PhoneInput,
  RingInput,
  SharedLayerInput,
  SiteInput,
} from './shape/input.js';

/** A checked value and where it was written. */
export interface Entry<T> {
  readonly input: T;
  readonly origin: Origin;
}

export type Named<T> = ReadonlyMap<string, Entry<T>>;

/** All files of an inventory in one view. Names are unique; phones keep the order of the files. */
export interface Inventory {
  readonly site?: Entry<SiteInput>;
  /** `network`, then `networks`. */
  readonly networks: readonly Entry<NetworkInput>[];
  readonly defaults?: Entry<SharedLayerInput>;
  readonly pbx: Named<PbxInput>;
  readonly dialPlans: Named<readonly DialRuleInput[]>;
  readonly groups: Named<SharedLayerInput>;
  readonly lines: Named<LineInput>;
  readonly rings: readonly Entry<RingInput>[];
  readonly distinctiveRings: readonly Entry<RingInput>[];
  readonly phones: readonly Entry<PhoneInput>[];
  /** The file that names the others. */
  readonly main: Source;
  /** All files, in the order in which they were read. */
  readonly sources: readonly Source[];
  /** Places of the values and names that have not the right shape. */
  readonly refused: ReadonlySet<string>;
  /** By `cutKey`: what was left out for that. */
  readonly cut: ReadonlySet<string>;
}
