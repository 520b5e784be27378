// What the core asks of a vendor. A vendor is code, a model is data, the core knows neither by name.

import type { Mac } from '../core/mac.js';
import type { CodeTable } from '../findings/evidence.js';
import type { Finding, Place } from '../findings/finding.js';
import type { FileMemory } from '../render/file-memory.js';
import type { Templates } from '../render/template.js';
import type { BootScript, FileName } from '../site/boot-script.js';
import type { FirmwareBytes, FirmwareFile, FirmwareStep } from '../site/firmware.js';
import type { Model, ModelFacts } from '../site/model.js';
import type { NotifyAction, NotifyWay, SipEar } from '../site/notify.js';
import type { Section } from '../site/section.js';
import type { Phone, PhoneSurroundings, Site } from '../site/site.js';
import type { CstaSwitch } from './csta-switch.js';
import type { Importer } from './importer.js';
import type { LintFinding } from './lint/lint-finding.js';
import type { FileKind } from './recognise/file-kind.js';

/** Media type of a file that is XML, whatever it is called: it is held to that before a phone sees it. */
export const XML_TYPE = 'text/xml';

/** One file that phones fetch. Planning is cheap; only `render` does the work. */
export interface FilePlan {
  /** Exact name on the wire and on disk. */
  readonly name: string;
  /** Other spellings with which phones ask for it. */
  readonly aliases: readonly string[];
  readonly mediaType: string;
  /** Whose it is; absent: shared by the site. */
  readonly mac?: Mac;
  readonly holdsSecrets: boolean;
  /** The inventory's line to blame for what comes out wrong. */
  readonly place: Place;
  /** Throws TemplateError (src/render). */
  render(templates: Templates): string;
}

/** A file that phones are told of and that offhook does not make: the user brings it. */
export interface BroughtFile {
  readonly name: string;
  /** Completes "the … is not there". */
  readonly what: string;
  readonly place: Place;
  /** Who loads it: it is the firmware of a model, by its id. Without a MAC: of phones that the inventory does not have. */
  readonly loadedBy?: { readonly model: string; readonly mac?: Mac };
  /** Given the first bytes of it and its size, what is wrong with it and what it needs; absent: anything will do. */
  judge?(start: Uint8Array, size: number): Judgement;
}

export interface Judgement {
  /** Completes "the … NAME …"; absent: as far as can be told it is whole. */
  readonly fault?: string;
  /** Further files that phones fetch because of it. */
  readonly parts: readonly BroughtFile[];
}

/** Files that phones share, and the sections of the inventory that they are made of. */
export interface SideFile {
  /** None: the inventory says nothing of it. */
  readonly sections: readonly Section[];
  /** What is found of them, in an inventory and in a file; absent: nothing under an id of their own. */
  readonly rules?: readonly CodeTable[];
  /** What is wrong with what the sections say; asked once, where a model of the vendor is in use, as is all that follows. */
  check?(site: Site): readonly Finding[];
  plan?(site: Site): readonly FilePlan[];
  broughtFiles?(site: Site): readonly BroughtFile[];
}

/** What of a phone's inventory a finding in its file comes from. */
export interface Cause {
  /** As `Phone.placeOf` takes it. */
  readonly path: readonly string[];
}

export interface LintHow {
  /** What the phone is known to have, `8.5.3`, whatever the file says. */
  readonly firmware?: string;
  /** False if what is only worth knowing need not be said. */
  readonly remarks?: boolean;
  /** Of a run that looks at more files. */
  readonly memory?: FileMemory | undefined;
}

export interface Driver {
  /** Folder below templates/ and prefix of model ids. */
  readonly vendor: string;
  /** Checks `phone.json`'s vendor part; the messages say what is wrong with it. */
  checkFacts(facts: Readonly<Record<string, unknown>>): readonly string[];
  /** Checks what is this vendor's own in the model's `schema.json`; the messages say what is wrong with it. */
  checkSettings?(model: Model): readonly string[];
  /** Rules that this vendor adds to the inventory's own. */
  check(phone: Phone, model: Model, site: Site): readonly Finding[];
  readonly sideFiles?: readonly SideFile[];
  /** The same for what phones do to one another, asked once; `models` are those in use. */
  checkSite?(site: Site, models: readonly Model[]): readonly Finding[];
  phoneFiles(phone: Phone, model: Model, site: PhoneSurroundings): readonly FilePlan[];
  /** Files that phones of these models share, beside the side files; `models` are those in use. */
  siteFiles(site: Site, models: readonly Model[]): readonly FilePlan[];
  /** Firmware, sounds: what phones ask for because the inventory names it. */
  broughtFiles?(site: Site, models: readonly Model[]): readonly BroughtFile[];
  /** What a phone would stumble over in this file, whoever made it. Never repeats a secret. */
  lint(name: string, text: string, model: Model | undefined, how?: LintHow): readonly LintFinding[];
  /** Files that this vendor's phones read; the first that fits is meant. */
  readonly kinds?: readonly FileKind[];
  /** Whose file it is, by what is in it; undefined: it does not say, or of none of these. */
  modelOf?(text: string, models: Iterable<Model>): Model | undefined;
  /** Whom to blame for a finding in a file that was made for this phone; undefined: all of the phone. */
  causeOf(phone: Phone, text: string, finding: LintFinding): Cause | undefined;
  /** The same text with each secret value as asterisks, for diffs and reports. */
  maskSecrets(name: string, text: string): string;
  /** A name that phones ask for and that rightly does not exist. */
  isExpectedMiss(name: string): boolean;
  /** What a file of this name is to this vendor's phones; undefined: none of them is known to ask for such a name. */
  readName(name: string, models: readonly ModelFacts[]): FileName | undefined;
  /** What a file of firmware says of itself; undefined: it is none of this vendor's. */
  readFirmware?(file: FirmwareBytes, models: readonly Model[]): FirmwareFile | undefined;
  /** What a phone of the model asks for when its flash is empty; undefined: nothing is known. */
  firstLoad?(model: Model): string | undefined;
  /**
   * A step that owners saw needed on the way to `want`, the name of a load: of a phone that has `have`, a version or a
   * name of a load; undefined: of any phone.
   */
  firmwareStep?(have: string | undefined, want: string): FirmwareStep | undefined;
  /** Where the archive begins in a file that was signed as a whole; undefined: it was not, or nothing tells. */
  archiveStart?(start: Uint8Array): number | undefined;
  boot(mac: Mac, model: Model): BootScript;
  /** How a phone of the model is told to do that, the way of choice first; empty: nobody knows. */
  notifyWays(model: ModelFacts, action: NotifyAction): readonly NotifyWay[];
  /** Where it listens for that. */
  sipEar(phone: Phone): SipEar;
  /** Absent: its phones have no uaCSTA, or it is known how it is switched on. */
  readonly csta?: CstaSwitch;
  /** Of files that somebody brings; absent: none of this vendor can be imported. Only an import needs the code. */
  loadImporter?(): Promise<Importer>;
}
