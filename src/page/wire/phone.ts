// One phone, as a running server answers it by its socket, on its page and to the commands, in JSON. Types only: the browser's part
// reads them too. Times are ISO 8601; what is absent is not known, or there is nothing to say.

import type { Mac } from '../../core/mac.js';
import type { Progress } from '../../firmware/progress.js';
import type { PhoneDescription } from '../../timeline/describe.js';
import type { Here } from '../../timeline/here.js';
import type { TimelineRow } from '../../timeline/timeline-rows.js';
import type { LineUse } from '../../timeline/view.js';
import type { KnownBy } from '../../timeline/where-is.js';

/** Whether what a phone has is what it would be given now. */
export type SyncState = 'current' | 'stale' | 'unknown';

/** One phone in a list. */
export interface PhoneRow
  extends Pick<PhoneDescription, 'word' | 'stage' | 'sentence' | 'todo' | 'remark' | 'grade'> {
  readonly mac: Mac;
  readonly label?: string;
  readonly model?: string;
  readonly lines: readonly string[];
  readonly groups: readonly string[];
  /** Where it is, and how that is known. */
  readonly address?: string;
  readonly addressBy?: KnownBy;
  /** Of the inventory, that `address` is in: `10.20.1.0/24`. */
  readonly network?: string;
  /** Of the table of diagnoses. */
  readonly diagnosis?: string;
  readonly heard?: string;
  /** When it last got its configuration. */
  readonly fetched?: string;
  readonly sync: SyncState;
  /** Of its firmware, while it fetches that. */
  readonly progress?: Progress;
  /** What the most occupied of its lines does, as its PBX tells; absent: nothing. */
  readonly use?: LineUse;
}

/** One phone with what it did. */
export interface PhoneAnswer extends PhoneRow {
  /** Keyed digests of its files: when it got its configuration, and of what it would get. */
  readonly has?: { readonly at: string; readonly digest?: string };
  readonly wouldGet?: string;
  /** What it said that it has. */
  readonly firmware?: string;
  readonly boot?: BootAnswer;
  readonly earlier: readonly PastBootAnswer[];
  /** Until when it may keep its address. */
  readonly lease?: { readonly address: string; readonly until: string | 'never' };
  /** What PBXes tell of its lines; absent: none does. */
  readonly registrations?: readonly LineAnswer[];
  /** When each way of hearing it was last used. */
  readonly heardBy?: { readonly dhcp?: string; readonly file?: string; readonly sip?: string };
  /** Where the inventory has it: `lab.yaml:41:3`; absent: it does not. */
  readonly place?: string;
  /** Names of the files that it is given. */
  readonly files?: readonly string[];
  /** Its lines may be controlled by uaCSTA: POST /phones/{mac}/csta. */
  readonly csta?: true;
}

/** One line, as a PBX tells of it. */
export interface LineAnswer {
  readonly line: string;
  /** Its name in the inventory. */
  readonly pbx: string;
  /** Whether this phone has it registered there; `unreachable`: it has, and does not answer. */
  readonly state: 'registered' | 'unreachable' | 'unregistered';
  /** Where it registered from: where calls to it go. */
  readonly address?: string;
  /** Its REGISTER came from this other address. */
  readonly source?: string;
  /** What it calls itself. */
  readonly agent?: string;
  /** When the registration runs out. */
  readonly until?: string;
  readonly use?: LineUse;
}

/** GET /phones/{mac}/file: as it would get it now, without passwords. */
export interface FileAnswer {
  readonly name: string;
  readonly text: string;
}

/** GET /phones/{mac}/diff: from what it has to what it would get now, without passwords. */
export interface DiffAnswer {
  /** Of each file that changes, as `diff -u` writes it. */
  readonly files: readonly FileAnswer[];
  /** Why it cannot be told: it has not fetched its files since the server began, or others meanwhile. */
  readonly unknown?: true;
}

export interface BootAnswer {
  readonly number: number;
  readonly began: string;
  /** Steps that are remembered no more. */
  readonly leftOut: number;
  readonly steps: readonly StepAnswer[];
  /** What should come next, the first of it first. */
  readonly next: readonly NextAnswer[];
}

export interface StepAnswer extends Pick<TimelineRow, 'what' | 'outcome' | 'count'> {
  /** Since the boot began: the first time it happened. */
  readonly atMs: number;
  /** The last time; as `atMs` where it happened once. */
  readonly lastMs: number;
  readonly everyMs?: number;
  /** Here it is stuck, or waits; of no other step. */
  readonly mark?: Here['mark'];
  /** What came of it the first time, where it happened often and that was something else. */
  readonly first?: { readonly what: string; readonly outcome: string };
}

export interface NextAnswer {
  /** A file's name, or what else comes. */
  readonly what: string;
  /** What it is for, a few words. */
  readonly purpose: string;
  /** Since the boot began; absent: it comes after something that has not happened yet. */
  readonly dueMs?: number;
  /** So long it was overdue when it was asked; absent: it is not. */
  readonly overdueMs?: number;
}

export interface PastBootAnswer {
  readonly began: string;
  readonly reached: string;
  readonly configured: boolean;
}
