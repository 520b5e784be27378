// What an export is: what an inventory means, written for another program. Pure: the texts go out, whoever asked writes them.

import type { Secret } from '../core/secret.js';
import type { Finding, Place } from '../findings/finding.js';
import type { Model } from '../site/model.js';
import type { ManagerUser, Site } from '../site/site.js';

export interface ExportInputs {
  readonly site: Site;
  /** By id, those that phones of the site have and others. */
  readonly models: ReadonlyMap<string, Model>;
}

export interface ExportedFile {
  /** Inside the folder, which is flat. */
  readonly name: string;
  readonly text: string;
  /** Absent: there is no secret in it, whoever wrote it. Else the same lines with asterisks for each. */
  maskSecrets?(text: string): string;
}

export interface Exported {
  readonly files: readonly ExportedFile[];
  /** Of what the other program cannot take. */
  readonly findings: readonly Finding[];
  /** What is left for a person to do, line by line, once the files lie in this folder (an absolute path). */
  toDo?(dir: string): readonly string[];
  /** Absent: no program that can be asked. */
  readonly expected?: ExpectedAsterisk;
}

/** What an Asterisk should have once it has read the files. */
export interface ExpectedAsterisk {
  readonly pbx: string;
  readonly chan: 'pjsip' | 'sip';
  /** In which the phones' calls come in. */
  readonly context: string;
  readonly endpoints: readonly {
    readonly name: string;
    /** What of the inventory it comes from. */
    readonly place: Place;
    readonly password?: Secret;
  }[];
  /** Absent: the inventory has no user for it. */
  readonly manager?: ManagerUser;
}

/** What was asked for makes no sense with this inventory; completes "offhook: ". */
export interface Refused {
  readonly refused: string;
}

/** By the names of the options; each as it was said, or as it is unless said. */
export type ExportChoices = Readonly<Record<string, string | boolean | undefined>>;

/** Deterministic: the same inputs give the same texts in the same order. */
export type MakeExport = (inputs: ExportInputs, choices: ExportChoices) => Exported | Refused;

export interface ExportOption {
  /** As commander takes them: `--chan <driver>`; a flag without a value is `--ha`. */
  readonly flags: string;
  readonly description: string;
  readonly choices?: readonly string[];
  readonly default?: string;
  readonly mandatory?: true;
}

export interface Export {
  /** As it is asked for: `offhook export NAME`. */
  readonly name: string;
  readonly description: string;
  readonly options: readonly ExportOption[];
  /** Whether passwords go into it; else it is made without looking for any. */
  readonly needsSecrets: boolean;
  /** Its code, which only this export needs. */
  load(): Promise<MakeExport>;
}
