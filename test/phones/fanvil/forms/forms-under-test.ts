// The registered forms and the made-up one, each in every spelling, with a model that reads it. Shared by the tests beside it.

import { fanvilDriver } from '../../../../src/phones/fanvil/driver.js';
import type { Form, Spelling } from '../../../../src/phones/fanvil/forms/form.js';
import { printFile } from '../../../../src/phones/fanvil/forms/print.js';
import { FORMS } from '../../../../src/phones/fanvil/forms/registry.js';
import type { Content } from '../../../../src/phones/fanvil/settings/assignment.js';
import { createTables } from '../../../../src/phones/fanvil/settings/contexts.js';
import { type Dialect, factsOf } from '../../../../src/phones/fanvil/tables/facts.js';
import { createPacks, vendorData } from '../../../../src/phones/packs/packs.js';
import { DRIVERS } from '../../../../src/phones/registry.js';
import { createTemplates } from '../../../../src/render/template.js';
import type { Model } from '../../../../src/site/model.js';
import { found, PACKS as SHIPPED, X4, X5U } from '../fanvil-under-test.js';
import { SLIP, SLIP_TEMPLATE } from './slip-form.js';

const ALL = [...FORMS, SLIP];

/** Each model reads each form that is written for its dialect: a template, and its name under `formats`. */
const overlay = [X4, X5U].flatMap(({ folder }) => {
  const phone = JSON.parse(found(SHIPPED.tree.get(`${folder}/phone.json`), folder).text);
  const files = {
    'phone.json': JSON.stringify({ ...phone, formats: [...phone.formats, 'slip'] }),
    'phone.slip.hbs': SLIP_TEMPLATE,
  };
  return Object.entries(files).map(
    ([name, text]) => [`${folder}/${name}`, { path: `${folder}/${name}`, text }] as const,
  );
});
const TREE = new Map([...SHIPPED.tree, ...overlay]);

export const PACKS = createPacks(TREE, { ...DRIVERS, fanvil: fanvilDriver(ALL) });
export const DRIVER = found(PACKS.drivers.get('fanvil'), 'the driver');
export const TABLES = createTables(vendorData(TREE, 'fanvil'), ALL);
const TEMPLATES = createTemplates(TREE);

/** Whoever reads a form, written here or not. */
export interface Readable {
  readonly name: string;
  readonly form: Form;
  readonly dialect: Dialect;
}

export interface Written extends Readable {
  readonly spelling: Spelling;
  readonly model: Model;
  print(content: Content): string;
}

export const WRITTEN: readonly Written[] = TABLES.forms.flatMap((form) =>
  form.spellings.map((spelling) => {
    const model = [X4, X5U].find(
      (each) => factsOf(each).dialect === (spelling.dialect ?? factsOf(each).dialect),
    );
    const { folder } = found(model, spelling.name);
    return {
      name: spelling.name,
      form,
      spelling,
      model: found(model, spelling.name),
      dialect: factsOf(found(model, spelling.name)).dialect,
      print: (content: Content) =>
        printFile(
          TEMPLATES,
          `${folder}/phone`,
          { spelling, viewOf: spelling.createViews() },
          content,
        ),
    };
  }),
);

export const READABLE: readonly Readable[] = [
  ...WRITTEN,
  ...TABLES.forms
    .filter(({ spellings }) => spellings.length === 0)
    .map((form) => ({ name: form.beginning, form, dialect: 'A' as const })),
];
