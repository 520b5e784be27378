// Which files these phones get, and which template makes each.

import { wholeFile } from '../../../findings/finding.js';
import { TemplateError } from '../../../render/template-error.js';
import type { Model } from '../../../site/model.js';
import type { Phone, PhoneSurroundings, Site } from '../../../site/site.js';
import { directoryUrl } from '../../directory/form.js';
import type { FilePlan } from '../../driver.js';
import type { SettingTexts } from '../../packs/setting-text.js';
import { CISCO_DIRECTORY } from '../directory.js';
import { type CiscoSideFile, SHARED_FILE } from '../side-file.js';
import type { CiscoData } from '../tables/data.js';
import { factsOf } from '../tables/facts.js';
import { sepName, XML_DEFAULT } from './names.js';
import { applyRaw, parseRawPath } from './sep/raw.js';
import type { FindElements } from './sep/setting-elements.js';
import { sepView } from './sep/view.js';

/** What settings are in a phone's file. */
export interface SettingViews {
  /** By name, for templates that say where they stand. */
  readonly texts: SettingTexts;
  /** Those that say it themselves. */
  readonly elements: FindElements;
}

export function planPhoneFiles(
  phone: Phone,
  model: Model,
  site: PhoneSurroundings,
  data: CiscoData,
  views: SettingViews,
  sideFiles: readonly CiscoSideFile[],
): readonly FilePlan[] {
  const sep: FilePlan = {
    aliases: SHARED_FILE.aliases,
    mediaType: SHARED_FILE.mediaType,
    name: sepName(phone.mac),
    mac: phone.mac,
    holdsSecrets: true,
    place: phone.placeOf(),
    render: (templates) => {
      const settings = withDirectory(views.texts(model.settings, phone.settings), site);
      const elements = views.elements(model, phone.settings, phone.firmware);
      const told = sideFiles.map(({ tell }) => tell?.(phone, site));
      // The larger one is added to: that is done soonest.
      const view: object = Object.assign(sepView(phone, settings, data), { elements }, ...told);
      const template = `${model.folder}/SEP.cnf.xml.hbs`;
      const text = withRaw(templates.render(template, 'xml', view), phone, data);
      if (text !== undefined) return text;
      const why =
        'it has more elements, or deeper ones, than any file of a phone, and raw cannot be put into it';
      throw new TemplateError(why, wholeFile(template));
    },
  };
  return [sep];
}

/** A page that somebody wrote stays. */
function withDirectory(
  settings: ReturnType<SettingTexts>,
  { directory }: PhoneSurroundings,
): ReturnType<SettingTexts> {
  if (!directory || settings.directoryURL !== '') return settings;
  return { ...settings, directoryURL: directoryUrl(directory.server, CISCO_DIRECTORY) };
}

/** Paths that cannot be applied have been reported as errors. */
function withRaw(xml: string, phone: Phone, { elements }: CiscoData): string | undefined {
  const values = Object.entries(phone.raw).flatMap(([text, value]) => {
    const answer = parseRawPath(text, elements);
    return answer.ok ? [[answer.path, value] as const] : [];
  });
  return applyRaw(xml, values);
}

/** Firmware for phones that the inventory does not have. */
export function planDefault(
  { modelDefaults }: Site,
  models: readonly Model[],
): readonly FilePlan[] {
  const known = models.flatMap((model) => {
    const { firmware, place } = modelDefaults.get(model.id) ?? {};
    if (firmware === undefined || place === undefined) return [];
    const { modelNumber, modelName } = factsOf(model);
    return [{ place, load: { number: modelNumber, name: modelName, firmware } }];
  });
  const [first] = known;
  if (!first) return [];
  const loads = known.map(({ load }) => load);
  return [
    {
      ...SHARED_FILE,
      name: XML_DEFAULT,
      place: first.place,
      render: (templates) =>
        templates.render('cisco/shared/XMLDefault.cnf.xml.hbs', 'xml', { loads }),
    },
  ];
}
