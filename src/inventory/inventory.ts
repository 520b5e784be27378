// All files of an inventory in one view, after their shape is checked and before anything is resolved. Types only.

import type { Section } from '../site/section.js';
import type { Origin, Source } from './read/source.js';
import type {
  LineInput,
  NetworkInput,
  PbxInput,
  PbxLinkInput,
  PhoneInput,
  SharedLayerInput,
  SiteInput,
} from './shape/input.js';

/** A checked value and where it was written. */
export interface Entry<T> {
  readonly input: T;
  readonly origin: Origin;
}

export type Named<T> = ReadonlyMap<string, Entry<T>>;

/** One that a vendor brings. Its entries go by the last step of their paths. */
export interface WrittenSection {
  readonly section: Section;
  readonly entries: readonly Entry<unknown>[];
}

/** All files of an inventory in one view. Names are unique; phones keep the order of the files. */
export interface Inventory {
  readonly site?: Entry<SiteInput>;
  /** `network`, then `networks`. */
  readonly networks: readonly Entry<NetworkInput>[];
  readonly defaults?: Entry<SharedLayerInput>;
  readonly pbx: Named<PbxInput>;
  readonly pbxLinks: readonly Entry<PbxLinkInput>[];
  readonly groups: Named<SharedLayerInput>;
  readonly lines: Named<LineInput>;
  readonly sections: readonly WrittenSection[];
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
