// All phones together and those that are new, as a running server answers them. Types only, as in phone.ts.

import type { Mac } from '../../core/mac.js';
import type { SiteDiagnosisText } from '../../timeline/site-rows.js';
import type { Word } from '../../timeline/word.js';

export type WordCounts = Readonly<Record<Word, number>>;

/** What a server says of itself. Each place is `10.20.1.1:69`. */
export interface About {
  readonly offhook: string;
  /** The file, as it was named. */
  readonly inventory: string;
  readonly tftp: string;
  readonly http?: string;
  /** Absent: none is served. With what networks wait for. */
  readonly dhcp?: string;
  /** `http://127.0.0.1:8068/`, for a browser of that machine; absent: there is none. */
  readonly page?: string;
  readonly pools: readonly PoolUse[];
}

export interface PoolUse {
  /** `10.20.1.0/24`. */
  readonly network: string;
  /** Addresses that are not free, of so many. */
  readonly used: number;
  readonly size: number;
}

/** What is known of all without a look at each. */
export interface SiteAnswer {
  readonly version: 1;
  readonly started: string;
  readonly server: About;
  /** New phones, without those that are ignored. */
  readonly strangers: number;
  readonly ignored: number;
  /** Devices that are no phones, as far as is known. */
  readonly others: number;
  /** When another inventory came into force; absent: since the start none did. */
  readonly reloaded?: string;
  /** Phones that fetch firmware or write it to their flash. */
  readonly upgrading: number;
  /** What is to be said of all phones together. */
  readonly site: readonly SiteDiagnosisText[];
}

export interface StatusAnswer extends SiteAnswer {
  readonly phones: number;
  readonly words: WordCounts;
}

export interface StrangerAnswer {
  readonly mac: Mac;
  /** Absent: it may be any, of `vendor` if that is there. */
  readonly model?: string;
  readonly vendor?: string;
  readonly knownBy?: 'option 60' | 'file name' | 'User-Agent' | 'block of MACs';
  /** A phone of the inventory whose MAC is nearly the same and that was never heard: a typing error? */
  readonly similar?: Mac;
  readonly vendorClass?: string;
  readonly agent?: string;
  readonly address?: string;
  /** Absent: not since the server began. */
  readonly heard?: string;
  readonly sentence: string;
  readonly ignored?: true;
}
