// The one schema of an inventory file: what ajv checks and what `offhook schema` prints for editors.

import { listOf, named, record, text } from '../../core/json-schema.js';
import type { Model, SettingSchema, SettingsSchema } from '../../site/model.js';
import type { Section } from '../../site/section.js';
import { DEFINITIONS, LINE, LINE_NUMBER, layerProperties, NETWORK, SITE } from './schema-parts.js';
import { PBX, PBX_LINKS } from './schema-pbx.js';

/**
 * Marks limits that the rules also check, on the phone as it is after layering and with a better
 * message. They stand in the schema for editors; ajv's own word on them is dropped.
 */
export const RULE_CHECKED = 'offhook: also a rule';

export type SchemaModel = Pick<
  Model,
  'id' | 'vendor' | 'name' | 'keys' | 'labelLength' | 'formats' | 'settings'
>;

/** JSON Schema 2020-12 of an inventory file for these models, with the sections that their vendors bring. */
export function inventorySchema(
  models: readonly SchemaModel[],
  sections: readonly Section[],
): object {
  const layer = layerProperties(choicesOf(sections));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'offhook inventory',
    description: 'Phones, their lines and their network. See `offhook explain MAC` for the result.',
    type: 'object',
    additionalProperties: false,
    properties: {
      offhook: { const: 1, description: 'Version of this format.' },
      include: listOf(text('Path or pattern.'), 'More inventory files: YAML, JSON or CSV.'),
      site: SITE,
      network: { ...NETWORK, description: 'The subnet to serve; leave out to run without DHCP.' },
      networks: { ...listOf(NETWORK, 'The subnets, where there are several.'), minItems: 1 },
      pbx: named(PBX, 'PBXes by name.'),
      pbxLinks: PBX_LINKS,
      ...Object.fromEntries(sections.map(({ name, schema }) => [name, schema])),
      defaults: { $ref: '#/$defs/layer' },
      groups: named({ $ref: '#/$defs/layer' }, 'Settings that several phones share, by name.'),
      lines: { ...named(LINE, 'SIP accounts by number.'), propertyNames: LINE_NUMBER },
      phones: listOf(phone(models, layer), 'The phones.'),
    },
    $defs: {
      ...DEFINITIONS,
      layer: record({ ...layer, models: { $ref: '#/$defs/models' } }),
      ...Object.fromEntries(models.map((model) => [settingsName(model), settings(model)])),
      models: layersOfModels(models, layer),
    },
  };
}

function choicesOf(sections: readonly Section[]): object {
  return Object.fromEntries(
    sections.flatMap(({ choice }) => (choice ? [[choice.field, choice.schema]] : [])),
  );
}

function layersOfModels(models: readonly SchemaModel[], layer: object): object {
  const vendors = [...new Set(models.map(({ vendor }) => vendor))];
  return {
    ...record({
      ...Object.fromEntries(vendors.map((vendor) => [vendor, vendorLayer(vendor, models, layer)])),
      ...Object.fromEntries(models.map((model) => [model.id, modelLayer(model, layer)])),
    }),
    description: 'What holds for a model, over what holds for its vendor, over what holds for all.',
  };
}

function modelLayer(model: SchemaModel, layer: object): object {
  return record({
    ...layer,
    firmware: text('Name of the firmware load, without an extension.', { format: 'served-path' }),
    settings: { $ref: `#/$defs/${settingsName(model)}` },
    raw: { $ref: '#/$defs/raw' },
  });
}

/** A firmware is of one model. */
function vendorLayer(vendor: string, models: readonly SchemaModel[], layer: object): object {
  const own = models.filter((model) => model.vendor === vendor);
  return record({
    ...layer,
    settings: settingsOf(commonSettings(own), `Settings that all models of ${vendor} have.`),
    raw: { $ref: '#/$defs/raw' },
  });
}

/** Those that every model has, in one form: defaults and words may differ. */
function commonSettings([first, ...others]: readonly SchemaModel[]): SettingsSchema['properties'] {
  const named = Object.entries(first?.settings.properties ?? {});
  return Object.fromEntries(
    named.filter(([name, property]) =>
      others.every(({ settings: { properties } }) => {
        const other = properties[name];
        return other !== undefined && formOf(other) === formOf(property);
      }),
    ),
  );
}

function formOf(property: SettingSchema): string {
  const {
    description,
    default: _,
    'x-element': _place,
    'x-source': _source,
    'x-unproven': _doubt,
    'x-with': _partners,
    ...form
  } = property;
  return JSON.stringify(form);
}

function phone(models: readonly SchemaModel[], layer: object): object {
  return {
    ...record(
      {
        mac: text('Ethernet address, from the label on the phone.', {
          examples: ['5c:fc:66:5d:4f:9a'],
        }),
        model: text('Model.', { enum: models.map(({ id }) => id) }),
        label: text('What the phone shows; the number of its first line unless said.'),
        address: text('Reserved address.', { examples: ['10.20.1.153'] }),
        groups: listOf({ type: 'string' }, 'Groups, the later one wins.'),
        format: text('File format, for models with several.'),
        ...layer,
        firmware: text('Name of the firmware load, without an extension.', {
          format: 'served-path',
        }),
        settings: { type: 'object' },
        raw: { $ref: '#/$defs/raw' },
      },
      { required: ['mac', 'model'] },
    ),
    allOf: models.map((model) => ({
      if: { properties: { model: { const: model.id } }, required: ['model'] },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
      then: { properties: phoneOfModel(model) },
    })),
  };
}

function phoneOfModel(model: SchemaModel): object {
  const { phone: phoneLabel, key: keyLabel } = model.labelLength;
  return {
    label: { maxLength: phoneLabel, $comment: RULE_CHECKED },
    format: { enum: model.formats },
    settings: { $ref: `#/$defs/${settingsName(model)}` },
    keys: {
      propertyNames: { pattern: numberUpTo(model.keys), $comment: RULE_CHECKED },
      additionalProperties: {
        properties: { label: { maxLength: keyLabel, $comment: RULE_CHECKED } },
      },
    },
  };
}

function settings(model: SchemaModel): object {
  return settingsOf(model.settings.properties, `Settings of the ${model.name}.`);
}

function settingsOf(named: SettingsSchema['properties'], description: string): object {
  const properties = Object.entries(named).map(([name, property]) => [
    name,
    property['x-secret'] ? { $ref: '#/$defs/secret', description: property.description } : property,
  ]);
  return {
    type: 'object',
    additionalProperties: false,
    description,
    properties: Object.fromEntries(properties),
  };
}

/** What the definitions of models' settings are called, in front of their ids. */
export const SETTINGS_OF = 'settings-';

function settingsName(model: SchemaModel): string {
  return `${SETTINGS_OF}${model.id}`;
}

/** Ids of the models that have a setting of this name, as an inventory's schema says. */
export function modelsWithSetting(schema: object, setting: string): readonly string[] {
  const definitions: object = Object(Object(schema).$defs);
  return Object.entries(definitions).flatMap(([name, { properties }]) =>
    name.startsWith(SETTINGS_OF) && Object.hasOwn(Object(properties), setting)
      ? [name.slice(SETTINGS_OF.length)]
      : [],
  );
}

/** A pattern for 1..max, spelled out: JSON Schema cannot compare names as numbers. */
function numberUpTo(max: number): string {
  return `^(${Array.from({ length: max }, (_, index) => index + 1).join('|')})$`;
}
