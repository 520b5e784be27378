// Makes what the steps of a phone's file need at hand. What does not vary by phone is made once.

import { oncePer, oncePerKey } from '../../../core/once-per.js';
import type { Place } from '../../../findings/finding.js';
import type { Model } from '../../../site/model.js';
import type { Phone, PhoneSurroundings, Settings } from '../../../site/site.js';
import type { VendorData } from '../../packs/packs.js';
import { settingTexts } from '../../packs/setting-text.js';
import type { FormFactory, Spelling } from '../forms/form.js';
import { readFanvilData } from '../tables/data.js';
import { type Dialect, type FanvilFacts, factsOf, isForModel } from '../tables/facts.js';
import { createKeyNames } from '../tables/key-names.js';
import { createFindZone } from '../tables/time-zone.js';
import { unusedLines } from './accounts.js';
import { createAssign } from './assignment.js';
import type { Contexts, FormContext, ModelContext, Tables } from './context.js';
import { directoryAssignments } from './directory.js';
import { buttonsOf, pageCounts, unusedKey } from './function-keys.js';
import { createGeneral } from './general.js';
import { provisioningAssignments } from './provisioning.js';

/** Throws if a table is missing or has another shape. */
export function createTables(data: VendorData, factories: readonly FormFactory[]): Tables {
  const read = oncePerKey(data);
  const spellings = factories.flatMap((each) => each.spellings);
  const { rows, values, timeZones, zoneNames } = readFanvilData(read, spellings);
  const names = createKeyNames(rows);
  return {
    names,
    values,
    timeZones,
    findZone: createFindZone(timeZones, zoneNames),
    forms: factories.map(({ create }) => create(read, names)),
  };
}

export function createContexts(tables: Tables): Contexts {
  const forms = oncePer((model: Model) => {
    const facts = factsOf(model);
    const contexts = oncePer((spelling: Spelling) =>
      createFormContext(tables, model, facts, spelling),
    );
    const spelling = oncePerKey((format: string) => spellingFor(tables, format, facts.dialect));
    return (format: string | undefined) => contexts(spelling(format ?? ''));
  });
  const models = oncePer((site: PhoneSurroundings) =>
    oncePer((context: FormContext) =>
      oncePer((settings: Settings) => createModelContext(context, settings, site)),
    ),
  );
  // Copying an object and replacing values in it takes V8 a hundredth of the time that it takes to add names.
  const pattern = oncePer((context: ModelContext) => {
    const unfilled = { phone: undefined, asked: () => undefined };
    return { ...context, ...unfilled };
  });
  const ofModel: Contexts['ofModel'] = (model, format, settings, site) =>
    models(site)(forms(model)(format))(settings);
  return {
    ofModel,
    ofPhone(phone, model, site) {
      const context = ofModel(model, phone.format ?? model.formats[0], phone.settings, site);
      return { ...pattern(context), phone, asked: (...path) => findAsked(phone, path) };
    },
  };
}

function createFormContext(
  tables: Tables,
  model: Model,
  facts: FanvilFacts,
  spelling: Spelling,
): FormContext {
  const { names, values } = tables;
  const assign = createAssign(names);
  return {
    tables,
    model,
    facts,
    spelling,
    complete: names.rows
      .filter((row) => isForModel(row, facts, names))
      .every((row) => spelling.has(row) || row.optional),
    assign,
    unusedLines: unusedLines(assign, model),
    buttons: buttonsOf(facts).map((button) => ({
      ...button,
      unused: unusedKey(assign, button, values),
    })),
    pages: pageCounts(assign, facts),
    viewOf: spelling.createViews(),
  };
}

/** The first that phones of the dialect read stands in for a format that is none. */
function spellingFor({ forms }: Tables, format: string, dialect: Dialect): Spelling {
  const all = forms
    .flatMap(({ spellings }) => spellings)
    .filter((each) => (each.dialect ?? dialect) === dialect);
  const found = all.find((each) => each.format === format) ?? all[0];
  if (!found) throw new Error(`no form of file is written for phones of dialect ${dialect}`);
  return found;
}

function createModelContext(
  context: FormContext,
  own: Settings,
  site: PhoneSurroundings,
): ModelContext {
  const settings = settingTexts(context.model.settings, own);
  const provisioning = provisioningAssignments(context, settings, site.servers);
  const directory = directoryAssignments(context, site.directory);
  const model = { ...context, settings, provisioning, directory };
  return { ...model, general: createGeneral(model) };
}

function findAsked(phone: Phone, path: readonly string[]): Place | undefined {
  const place = phone.placeOf(...path);
  const own = phone.placeOf();
  return isSamePlace(place, own) ? undefined : place;
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.file === b.file && a.line === b.line && a.col === b.col;
}
