// Which files these phones get, and which template makes each.

import { PLAIN_TEXT } from '../../../core/media-types.js';
import { holdsSecret } from '../../../core/secret-in-text.js';
import type { Templates } from '../../../render/template.js';
import type { Model } from '../../../site/model.js';
import type { Phone, PhoneSurroundings, Site } from '../../../site/site.js';
import type { FilePlan } from '../../driver.js';
import { printFile } from '../forms/print.js';
import { factsOf } from '../tables/facts.js';
import { deviceFileAliases, deviceFileName } from '../tables/names.js';
import type { Assignment } from './assignment.js';
import type { Contexts, ModelContext } from './context.js';
import { phoneAssignments } from './phone-assignments.js';

export function planPhoneFiles(
  contexts: Contexts,
  phone: Phone,
  model: Model,
  site: PhoneSurroundings,
): readonly FilePlan[] {
  return [
    {
      name: deviceFileName(phone.mac),
      aliases: deviceFileAliases(phone.mac),
      mediaType: PLAIN_TEXT,
      mac: phone.mac,
      holdsSecrets: true,
      place: phone.placeOf(),
      render(templates) {
        const context = contexts.ofPhone(phone, model, site);
        return renderFile(templates, 'phone', context, phoneAssignments(context), phone.raw);
      },
    },
  ];
}

/** The file of each model in use, in the model's first format: phones of both formats ask for it. */
export function planSiteFiles(
  contexts: Contexts,
  site: Site,
  models: readonly Model[],
): readonly FilePlan[] {
  return models.flatMap((model) => {
    const defaults = site.modelDefaults.get(model.id);
    if (!defaults) return [];
    const [format] = model.formats;
    const context = contexts.ofModel(model, format, defaults.settings, site);
    return [
      {
        ...factsOf(model).commonFile,
        mediaType: PLAIN_TEXT,
        holdsSecrets: context.provisioning.some(({ value }) => holdsSecret(value)),
        place: defaults.place,
        render: (templates: Templates) =>
          renderFile(templates, 'common', context, context.provisioning, {}),
      },
    ];
  });
}

function renderFile(
  templates: Templates,
  kind: 'phone' | 'common',
  context: ModelContext,
  assignments: readonly Assignment[],
  raw: Phone['raw'],
): string {
  const version = context.settings.configVersion || context.spelling.version;
  const content = { version, assignments, raw };
  return printFile(templates, `${context.model.folder}/${kind}`, context, content);
}
