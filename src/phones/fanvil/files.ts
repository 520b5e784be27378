// Which files these phones get, and which template makes each.

import type { Phone, Site } from '../../inventory/site.js';
import type { FilePlan, Templates } from '../driver.js';
import type { Model } from '../model.js';
import type { Assignment } from './assignment.js';
import { phoneAssignments } from './assignments.js';
import {
  createModelContext,
  createPhoneContext,
  type ModelContext,
  type Tables,
} from './context.js';
import { createDottedView } from './dotted-view.js';
import { factsOf } from './facts.js';
import { deviceFileAliases, deviceFileName } from './names.js';
import { provisioningAssignments } from './provisioning.js';
import { createTxtView } from './txt-view.js';

const MEDIA_TYPE = 'text/plain; charset=utf-8';

export function planPhoneFiles(
  tables: Tables,
  phone: Phone,
  model: Model,
  site: Site,
): readonly FilePlan[] {
  return [
    {
      name: deviceFileName(phone.mac),
      aliases: deviceFileAliases(phone.mac),
      mediaType: MEDIA_TYPE,
      mac: phone.mac,
      holdsSecrets: true,
      place: phone.placeOf(),
      render(templates) {
        const context = createPhoneContext(tables, phone, model, site);
        return renderFile(templates, 'phone', context, phoneAssignments(context), phone.raw);
      },
    },
  ];
}

/** The file of each model in use, in the model's first format: phones of both formats ask for it. */
export function planSiteFiles(
  tables: Tables,
  site: Site,
  models: readonly Model[],
): readonly FilePlan[] {
  return models.flatMap((model) => {
    const defaults = site.modelDefaults.get(model.id);
    if (!defaults) return [];
    const [format] = model.formats;
    const context = createModelContext(tables, model, site, format, defaults.settings);
    return [
      {
        ...factsOf(model).commonFile,
        mediaType: MEDIA_TYPE,
        holdsSecrets: false,
        place: defaults.place,
        render: (templates: Templates) =>
          renderFile(templates, 'common', context, provisioningAssignments(context), {}),
      },
    ];
  });
}

function renderFile(
  templates: Templates,
  kind: 'phone' | 'common',
  context: ModelContext,
  assignments: readonly Assignment[],
  raw: Readonly<Record<string, string>>,
): string {
  const { form, model } = context;
  const name = `${model.folder}/${kind}.${form.name === 'dotted' ? 'dotted' : 'txt'}.hbs`;
  const text = templates.render(name, 'line', viewOf(context, assignments, raw));
  // Values hold no line breaks, so all there are come from the template.
  return text.replace(/\r?\n/g, form.eol);
}

function viewOf(
  { form, settings, tables }: ModelContext,
  assignments: readonly Assignment[],
  raw: Readonly<Record<string, string>>,
): object {
  const version = settings.configVersion || form.version;
  return form.name === 'dotted'
    ? createDottedView({ form, version, assignments, raw })
    : createTxtView({ ...tables, form, version, assignments, raw });
}
