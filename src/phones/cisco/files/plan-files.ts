// Which files these phones get, and which template makes each.

import type { Model } from '../../../site/model.js';
import type { Phone, PhoneSurroundings, Ring, Site } from '../../../site/site.js';
import type { FilePlan } from '../../driver.js';
import type { SettingTexts } from '../../packs/setting-text.js';
import type { CiscoData } from '../tables/data.js';
import { factsOf } from '../tables/facts.js';
import { dialPlanView } from './dial-plan/dial-plan.js';
import {
  DISTINCTIVE_RING_LIST,
  dialPlanName,
  RING_LIST,
  RING_LIST_ALIASES,
  sepName,
  XML_DEFAULT,
} from './names.js';
import { applyRaw, parseRawPath } from './sep/raw.js';
import type { FindElements } from './sep/setting-elements.js';
import { sepView } from './sep/view.js';

const MEDIA_TYPE = 'text/xml';
const SHARED = { aliases: [], mediaType: MEDIA_TYPE, holdsSecrets: false } as const;

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
): readonly FilePlan[] {
  const sep: FilePlan = {
    name: sepName(phone.mac),
    aliases: [],
    mediaType: MEDIA_TYPE,
    mac: phone.mac,
    holdsSecrets: true,
    place: phone.placeOf(),
    render: (templates) => {
      const settings = views.texts(model.settings, phone.settings);
      const elements = views.elements(model, phone.settings, phone.firmware);
      const view = { ...sepView(phone, settings, site, data), elements };
      return withRaw(templates.render(`${model.folder}/SEP.cnf.xml.hbs`, 'xml', view), phone, data);
    },
  };
  return [sep];
}

/** Paths that cannot be applied have been reported as errors. */
function withRaw(xml: string, phone: Phone, { elements }: CiscoData): string {
  const values = Object.entries(phone.raw).flatMap(([text, value]) => {
    const answer = parseRawPath(text, elements);
    return answer.ok ? [[answer.path, value] as const] : [];
  });
  return applyRaw(xml, values);
}

export function planSiteFiles(site: Site, models: readonly Model[]): readonly FilePlan[] {
  return [
    ...planDefault(site, models),
    ...planDialPlans(site),
    ...planRings(RING_LIST, RING_LIST_ALIASES, site.rings),
    ...planRings(DISTINCTIVE_RING_LIST, [], site.distinctiveRings),
  ];
}

/** Firmware for phones that the inventory does not have. */
function planDefault({ modelDefaults }: Site, models: readonly Model[]): readonly FilePlan[] {
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
      ...SHARED,
      name: XML_DEFAULT,
      place: first.place,
      render: (templates) =>
        templates.render('cisco/shared/XMLDefault.cnf.xml.hbs', 'xml', { loads }),
    },
  ];
}

function planDialPlans(site: Site): readonly FilePlan[] {
  return [...site.dialPlans.values()].flatMap((plan) => {
    const [rule] = plan.rules;
    if (!rule) return [];
    return [
      {
        ...SHARED,
        name: dialPlanName(plan, site),
        place: rule.place,
        render: (templates) =>
          templates.render('cisco/shared/dial-template.hbs', 'xml', dialPlanView(plan)),
      },
    ];
  });
}

function planRings(
  name: string,
  aliases: readonly string[],
  rings: readonly Ring[],
): readonly FilePlan[] {
  const [first] = rings;
  if (!first) return [];
  return [
    {
      ...SHARED,
      name,
      aliases,
      place: first.place,
      render: (templates) => templates.render('cisco/shared/ring-list.hbs', 'xml', { rings }),
    },
  ];
}
