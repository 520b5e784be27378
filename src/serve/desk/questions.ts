// What is asked of an inventory itself, beside what is served of it: texts are read, and all of it is judged. Plain data: it
// crosses to the thread that does so.

import type { Mac } from '../../core/mac.js';
import type { FirmwareSet, Need } from '../../firmware/sets.js';
import type { Adoption } from '../../inventory/write/adopted.js';
import type { AdoptionChoices } from '../../page/wire/acting.js';
import type { StrangerAnswer } from '../../page/wire/site.js';
import type { Adopted } from '../adoption/adopt.js';
import type { AdoptWish } from '../adoption/plan.js';
import type { WrittenLine } from '../csta/phone-lines.js';
import type { JudgedPhone } from '../phone-report.js';
import type { NamedText } from '../story/kept-files.js';

/** What each is asked with. */
export interface DeskQuestions {
  readonly adopt: {
    readonly mac: Mac;
    readonly wish: AdoptWish;
    readonly stranger?: StrangerAnswer;
    readonly write: boolean;
  };
  readonly choices: object;
  readonly report: { readonly mac: Mac };
  /** What phones fetch, wherever they have it from. */
  readonly firmware: { readonly fetched: readonly Omit<Need, 'phones'>[] };
  /** Lines that may be controlled by uaCSTA. */
  readonly csta: { readonly mac: Mac };
  readonly show: {
    /** Whose phones these files are for. */
    readonly vendor: string;
    readonly files: readonly NamedText[];
    /** To be compared with them; absent: they are shown as they are. */
    readonly before?: readonly NamedText[];
  };
}

/** And answered with. */
export interface DeskAnswers {
  readonly adopt: Adopted & { readonly adoption: Adoption; readonly command: string };
  readonly choices: AdoptionChoices;
  readonly report: JudgedPhone;
  /** Sets that phones of the inventory are told to load and those that are fetched, with the models of those phones. */
  readonly firmware: readonly NeededSet[];
  readonly csta: readonly WrittenLine[];
  /** Files without their passwords, or what has changed in them. */
  readonly show: readonly NamedText[];
}

export type DeskSubject = keyof DeskQuestions;

export interface NeededSet {
  readonly set: FirmwareSet;
  /** Id. */
  readonly model: string;
}

export type DeskQuestion = {
  readonly [S in DeskSubject]: { readonly subject: S; readonly asked: DeskQuestions[S] };
}[DeskSubject];

/** `refused`: what was asked cannot be, and why. `failed`: the inventory cannot be read. */
export type DeskAnswer<S extends DeskSubject = DeskSubject> =
  | { readonly answer: DeskAnswers[S] }
  | { readonly refused: string }
  | { readonly failed: string; readonly code?: string };
