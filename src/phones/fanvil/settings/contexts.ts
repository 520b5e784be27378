// Makes what the steps of a phone's file need at hand. What does not vary by phone is made once.

import { oncePer } from '../../../core/once-per.js';
import type { Place } from '../../../findings/finding.js';
import type { Model } from '../../../site/model.js';
import type { Phone, PhoneSurroundings, Settings } from '../../../site/site.js';
import { settingTexts } from '../../packs/setting-text.js';
import { createDottedViews } from '../forms/dotted/dotted-view.js';
import { createTxtViews } from '../forms/txt/txt-view.js';
import type { FanvilData, Form } from '../tables/data.js';
import { type FanvilFacts, factsOf, isForModel } from '../tables/facts.js';
import { createKeyNames } from '../tables/key-names.js';
import { createKnownKeys } from '../tables/known-keys.js';
import { createFindZone } from '../tables/time-zone.js';
import { unusedLines } from './accounts.js';
import { createAssign } from './assignment.js';
import type { Contexts, FormContext, ModelContext, Tables } from './context.js';
import { buttonsOf, unusedKey } from './function-keys.js';
import { provisioningAssignments } from './provisioning.js';

export function createTables(data: FanvilData): Tables {
  return {
    names: createKeyNames(data),
    known: createKnownKeys(data),
    layout: data.layout,
    timeZones: data.timeZones,
    findZone: createFindZone(data.timeZones, data.zoneNames),
  };
}

export function createContexts(tables: Tables): Contexts {
  const forms = oncePer((model: Model) => {
    const facts = factsOf(model);
    const contexts = oncePer((form: Form) => createFormContext(tables, model, facts, form));
    return (format: string | undefined) =>
      contexts(tables.layout.forms[format === 'dotted' ? 'dotted' : facts.dialect]);
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
  const { names, known, layout } = tables;
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
      unused: unusedKey(assign, button, layout),
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
  const settings = settingTexts(context.model.settings, own);
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
