// What can be done by the page and by the socket, and who may. Types only, as in phone.ts.

import type { Mac } from '../../core/mac.js';
import type { FindingAnswer } from './lists.js';

/** POST /adoptions. Without `write` nothing is written. */
export interface AdoptionWish {
  readonly mac: string;
  readonly model?: string;
  readonly label?: string;
  /** A number of `lines`, or `next`. */
  readonly line?: string;
  readonly address?: string;
  readonly groups?: readonly string[];
  readonly write?: boolean;
}

export interface AdoptionAnswer {
  readonly mac: Mac;
  /** What is added, as it stands in the file. */
  readonly entry: string;
  /** The file that it goes to. */
  readonly path: string;
  /** What the inventory must say so that it reads that file; absent: it does. */
  readonly include?: string;
  readonly findings: readonly FindingAnswer[];
  /** Names of the files that it makes. */
  readonly files: readonly string[];
  /** Passwords cannot be read there, and were not looked at. */
  readonly secretsUnread?: true;
  readonly written: boolean;
  /** Why it was not written, where it was wanted. */
  readonly why?: string;
  /** To be typed by somebody who may write there. */
  readonly command: string;
}

/** What can be chosen for a new phone: GET /adoptions. */
export interface AdoptionChoices {
  readonly models: readonly { readonly id: string; readonly name: string }[];
  /** Numbers of `lines` that no phone has, at most 200. */
  readonly lines: readonly string[];
  readonly groups: readonly string[];
}

/** DELETE /leases/{mac}: what nobody has any more. */
export interface ReleaseAnswer {
  readonly addresses: readonly string[];
}

/** RFC 9457, application/problem+json. */
export interface Problem {
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
}

/** GET /session. */
export interface SessionAnswer {
  /** Whether this browser may act. */
  readonly session: boolean;
  /** Whether reading needs a session, too. */
  readonly needed: boolean;
  /** What may be done here now; what is not listed has its reason in `not`. */
  readonly actions: readonly ActionName[];
  readonly not: Readonly<Partial<Record<ActionName, string>>>;
  /** Said in a bar: the page is read over a wire without TLS. */
  readonly plain: boolean;
}

export type ActionName =
  | 'adopt'
  | 'ignore'
  | 'release'
  | 'reload'
  | 'resync'
  | 'restart'
  | 'calls'
  | 'csta';
