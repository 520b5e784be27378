// The elements that settings make by themselves, as templates print them.

import { oncePer } from '../../../../core/once-per.js';
import type { Model } from '../../../../site/model.js';
import type { Settings } from '../../../../site/site.js';
import { settingText } from '../../../packs/setting-text.js';
import type { CiscoData } from '../../tables/data.js';
import { readerOf, type Train, whyForeign } from '../../tables/trains.js';
import type { RawPath } from './raw.js';
import {
  type FindPlaces,
  OPEN_SECTIONS,
  type OpenSection,
  type PlacedSetting,
} from './setting-places.js';

/** For `shared/elements.hbs`: an element with its children, or where there are none with its text. */
export interface SettingElement {
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  readonly text: string;
  readonly children: readonly SettingElement[];
}

/** In the order of the element tree. */
export type SectionElements = Readonly<Record<OpenSection, readonly SettingElement[]>>;

/** Makes those of phones that share model, settings and train once. */
export type FindElements = (
  model: Model,
  settings: Settings,
  firmware: string | undefined,
) => SectionElements;

export function createFindElements(data: CiscoData, placesOf: FindPlaces): FindElements {
  const known = oncePer((model: Model) =>
    oncePer((train: Train) => {
      const reader = { model, train };
      const isKnown = ({ only }: PlacedSetting) =>
        only.every((each) => whyForeign(each, reader, data.trains) === undefined);
      const placed = placesOf(model).settings.filter(isKnown);
      return oncePer((settings: Settings) => grow(placed, settings));
    }),
  );
  return (model, settings, firmware) =>
    known(model)(readerOf(data.trains, firmware ?? '').train)(settings);
}

interface Draft extends SettingElement {
  readonly children: Draft[];
}

const SECTION_NAMES = Object.keys(OPEN_SECTIONS) as OpenSection[];

/** A setting without a value makes nothing; one with an empty text makes an empty element. */
function grow(placed: readonly PlacedSetting[], settings: Settings): SectionElements {
  const sections = Object.fromEntries(
    SECTION_NAMES.map((name): [OpenSection, Draft[]] => [name, []]),
  ) as Record<OpenSection, Draft[]>;
  for (const { name, property, section, steps } of placed) {
    const value = settings[name];
    const last = steps.at(-1);
    if (value === undefined || !last) continue;
    const parents = steps.slice(0, -1);
    const siblings = parents.reduce(childrenAt, sections[section]);
    siblings.push(draft(last, settingText(property, value)));
  }
  return sections;
}

type Step = RawPath['steps'][number];

/** Of an element that several settings may be in. */
function childrenAt(siblings: Draft[], step: Step): Draft[] {
  const known = siblings.find(
    ({ name, attributes }) => name === step.name && attributes[0]?.value === step.where?.value,
  );
  if (known) return known.children;
  const made = draft(step, '');
  siblings.push(made);
  return made.children;
}

function draft({ name, where }: Step, text: string): Draft {
  const attributes = where ? [{ name: where.attribute, value: where.value }] : [];
  return { name, attributes, text, children: [] };
}
