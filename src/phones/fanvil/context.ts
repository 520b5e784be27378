// What every step that makes a phone's file needs at hand. Built once for each phone and use.

import type { Place } from '../../core/diagnostic.js';
import type { Phone, Settings, Site } from '../../inventory/site.js';
import type { Model } from '../model.js';
import { wireSettings } from '../wire.js';
import { type Assign, createAssign } from './assignment.js';
import type { Dialects, FanvilData, Form, Zones } from './data.js';
import { type FanvilFacts, factsOf } from './facts.js';
import { createKeyNames, type KeyNames } from './key-names.js';
import { createKnownKeys, type KnownKeys } from './known-keys.js';

/** The vendor's data, ready to be asked. */
export interface Tables {
  readonly names: KeyNames;
  readonly known: KnownKeys;
  readonly dialects: Dialects;
  readonly zones: Zones;
}

/** What the files of a model have in common. */
export interface ModelContext {
  readonly tables: Tables;
  readonly model: Model;
  readonly facts: FanvilFacts;
  readonly form: Form;
  /** As they stand in the phone's file. */
  readonly settings: Readonly<Record<string, string>>;
  /** Best first; empty: nobody knows yet. */
  readonly servers: readonly string[];
  readonly assign: Assign;
}

export interface PhoneContext extends ModelContext {
  readonly phone: Phone;
  /** Where somebody wrote this; undefined: it is what holds where nobody says anything. */
  asked(...path: readonly string[]): Place | undefined;
}

export function createTables(data: FanvilData): Tables {
  return {
    names: createKeyNames(data),
    known: createKnownKeys(data),
    dialects: data.dialects,
    zones: data.zones,
  };
}

export function createModelContext(
  tables: Tables,
  model: Model,
  site: Site,
  format: string | undefined,
  settings: Settings,
): ModelContext {
  const facts = factsOf(model);
  return {
    tables,
    model,
    facts,
    form: tables.dialects.forms[format === 'dotted' ? 'dotted' : facts.dialect],
    settings: wireSettings(model.settings, settings),
    servers: site.servers,
    assign: createAssign(tables.names),
  };
}

export function createPhoneContext(
  tables: Tables,
  phone: Phone,
  model: Model,
  site: Site,
): PhoneContext {
  const own = phone.placeOf();
  return {
    ...createModelContext(tables, model, site, phone.format ?? model.formats[0], phone.settings),
    phone,
    asked(...path) {
      const place = phone.placeOf(...path);
      return isSamePlace(place, own) ? undefined : place;
    },
  };
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.file === b.file && a.line === b.line && a.col === b.col;
}
