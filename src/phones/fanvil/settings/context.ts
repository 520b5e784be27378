// What every step that makes a phone's file needs at hand. What does not vary by phone is made once.

import { oncePer } from '../../../core/once-per.js';
import type { Place } from '../../../findings/finding.js';
import type { Model } from '../../../site/model.js';
import type { Phone, PhoneSurroundings, Settings } from '../../../site/site.js';
import { wireSettings } from '../../packs/setting-text.js';
import type { TimeZoneTable } from '../../time-zones.js';
import { createDottedViews } from '../forms/dotted/dotted-view.js';
import { createTxtViews } from '../forms/txt/txt-view.js';
import type { Dialects, FanvilData, Form } from '../tables/data.js';
import { type FanvilFacts, factsOf, isForModel } from '../tables/facts.js';
import { createKeyNames, type KeyNames } from '../tables/key-names.js';
import { createKnownKeys, type KnownKeys } from '../tables/known-keys.js';
import { createFindZone, type FindZone } from '../tables/time-zone.js';
import { unusedLines } from './accounts.js';
import { type Assign, type Assignment, type Content, createAssign } from './assignment.js';
import { type Button, buttonsOf, unusedKey } from './function-keys.js';
import { provisioningAssignments } from './provisioning.js';

/** The vendor's data, ready to be asked. */
export interface Tables {
  readonly names: KeyNames;
  readonly known: KnownKeys;
  readonly dialects: Dialects;
  readonly timeZones: TimeZoneTable;
  readonly findZone: FindZone;
}

/** What the files of a model have in common in one form. */
export interface FormContext {
  readonly tables: Tables;
  readonly model: Model;
  readonly facts: FanvilFacts;
  readonly form: Form;
  /** Whether the form has a name for everything that somebody may miss. */
  readonly complete: boolean;
  readonly assign: Assign;
  /** For each line of the model: that it is not used. */
  readonly unusedLines: readonly Assignment[];
  readonly buttons: readonly (Button & { readonly unused: readonly Assignment[] })[];
  /** What the template of the form sees. */
  viewOf(content: Content): object;
}

/** What the files of phones with the same settings have in common. */
export interface ModelContext extends FormContext {
  /** As they stand in the phone's file. */
  readonly settings: Readonly<Record<string, string>>;
  readonly provisioning: readonly Assignment[];
}

export interface PhoneContext extends ModelContext {
  readonly phone: Phone;
  /** Finds where somebody wrote this; undefined: it is what holds where nobody says anything. */
  asked(...path: readonly string[]): Place | undefined;
}

/** Contexts are kept as long as the site and the settings that they are of. */
export interface Contexts {
  ofModel(
    model: Model,
    format: string | undefined,
    settings: Settings,
    site: PhoneSurroundings,
  ): ModelContext;
  ofPhone(phone: Phone, model: Model, site: PhoneSurroundings): PhoneContext;
}

export function createTables(data: FanvilData): Tables {
  return {
    names: createKeyNames(data),
    known: createKnownKeys(data),
    dialects: data.dialects,
    timeZones: data.timeZones,
    findZone: createFindZone(data.timeZones, data.zoneNames),
  };
}

export function createContexts(tables: Tables): Contexts {
  const forms = oncePer((model: Model) => {
    const facts = factsOf(model);
    const contexts = oncePer((form: Form) => createFormContext(tables, model, facts, form));
    return (format: string | undefined) =>
      contexts(tables.dialects.forms[format === 'dotted' ? 'dotted' : facts.dialect]);
  });
  const models = oncePer((site: PhoneSurroundings) =>
    oncePer((context: FormContext) =>
      oncePer((settings: Settings) => createModelContext(context, settings, site)),
    ),
  );
  const ofModel: Contexts['ofModel'] = (model, format, settings, site) =>
    models(site)(forms(model)(format))(settings);
  return {
    ofModel,
    ofPhone(phone, model, site) {
      const context = ofModel(model, phone.format ?? model.formats[0], phone.settings, site);
      return { ...context, phone, asked: (...path) => findAsked(phone, path) };
    },
  };
}

function createFormContext(
  tables: Tables,
  model: Model,
  facts: FanvilFacts,
  form: Form,
): FormContext {
  const { names, known, dialects } = tables;
  const assign = createAssign(names);
  return {
    tables,
    model,
    facts,
    form,
    complete: names.rows
      .filter((row) => isForModel(row, facts, names))
      .every((row) => row[form.name] !== undefined || row.optional),
    assign,
    unusedLines: unusedLines(assign, model),
    buttons: buttonsOf(facts).map((button) => ({
      ...button,
      unused: unusedKey(assign, button, dialects),
    })),
    viewOf:
      form.name === 'dotted' ? createDottedViews(form) : createTxtViews({ form, names, known }),
  };
}

function createModelContext(
  context: FormContext,
  own: Settings,
  site: PhoneSurroundings,
): ModelContext {
  const settings = wireSettings(context.model.settings, own);
  return {
    ...context,
    settings,
    provisioning: provisioningAssignments(context, settings, site.servers),
  };
}

function findAsked(phone: Phone, path: readonly string[]): Place | undefined {
  const place = phone.placeOf(...path);
  const own = phone.placeOf();
  return isSamePlace(place, own) ? undefined : place;
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.file === b.file && a.line === b.line && a.col === b.col;
}
