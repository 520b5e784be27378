// Where a setting with an `x-element` stands in the phone's file, and which phones know the element. Paths are those of `raw`.

import { oncePer, oncePerKey } from '../../../../core/once-per.js';
import type { Model, SettingSchema } from '../../../../site/model.js';
import type { CiscoData } from '../../tables/data.js';
import type { ElementNode } from '../../tables/element-tree.js';
import {
  type Only,
  type Reader,
  readerOf,
  type TrainTable,
  whyForeign,
} from '../../tables/trains.js';
import { parseRawPath, type RawPath } from './raw.js';

/** Sections that templates make and settings add to, by the names that templates have for them. */
export const OPEN_SECTIONS = {
  device: '',
  devicePool: 'devicePool',
  dateTimeSetting: 'devicePool/dateTimeSetting',
  commonProfile: 'commonProfile',
  vendorConfig: 'vendorConfig',
  sipProfile: 'sipProfile',
  sipProxies: 'sipProfile/sipProxies',
  sipCallFeatures: 'sipProfile/sipCallFeatures',
  sipStack: 'sipProfile/sipStack',
} as const;
export type OpenSection = keyof typeof OPEN_SECTIONS;

/** Sections that templates make alone. */
const CLOSED_SECTIONS: readonly string[] = [
  'devicePool/dateTimeSetting/ntps',
  'devicePool/callManagerGroup',
  'capfList',
  'userLocale',
  'networkLocaleInfo',
  'sipProfile/sipLines',
];

export interface Place {
  /** Names of the elements from below the root to its own. */
  readonly path: string;
  readonly section: OpenSection;
  /** Below the section; the last one holds the text. */
  readonly steps: RawPath['steps'];
  /** Of every element on the way. */
  readonly only: readonly Only[];
  /** Where each element on the way stands among its siblings. */
  readonly order: readonly number[];
}

export interface PlacedSetting extends Place {
  readonly name: string;
  readonly property: SettingSchema;
}

interface Places {
  /** In the order of the element tree. */
  readonly settings: readonly PlacedSetting[];
  /** What is wrong with the others, one sentence each. */
  readonly faults: readonly string[];
  /** Those that the firmware of a load does not know yet, by its name. */
  tooNew(load: string): readonly PlacedSetting[];
}

/** More than any site has. */
const MAX_LOADS = 100;

/** Of each model once. */
export type FindPlaces = (model: Model) => Places;

export function createFindPlaces({ elements, trains }: CiscoData): FindPlaces {
  return oncePer((model: Model) => {
    const settings: PlacedSetting[] = [];
    const faults: string[] = [];
    for (const [name, property] of Object.entries(model.settings.properties)) {
      const path = property['x-element'];
      if (path === undefined) continue;
      const place = placeOf(path, model, elements);
      if (typeof place === 'string') faults.push(`${name} cannot stand at ${path}: ${place}`);
      else settings.push({ name, property, ...place });
    }
    settings.sort((a, b) => compareOrders(a.order, b.order));
    const tooNew = (load: string) => findTooNew(settings, readerOf(trains, load, model), trains);
    return { settings, faults, tooNew: oncePerKey(tooNew, MAX_LOADS) };
  });
}

function findTooNew(
  settings: readonly PlacedSetting[],
  reader: Reader,
  trains: TrainTable,
): readonly PlacedSetting[] {
  return settings.filter(({ only }) =>
    only.some((each) => whyForeign(each, reader, trains) === 'train'),
  );
}

/** A text says why there is no such place. */
function placeOf(text: string, model: Model, elements: ElementNode): Place | string {
  const answer = parseRawPath(text, elements);
  if (!answer.ok) return answer.why;
  const { steps, attribute } = answer.path;
  if (attribute !== undefined) return 'a setting makes an element, not an attribute';
  const path = steps.map(({ name }) => name).join('/');
  const closed = CLOSED_SECTIONS.find((each) => isBelow(path, each));
  if (closed !== undefined) return `${closed} is made by templates alone`;
  const onTheWay = walk(steps, elements);
  if (typeof onTheWay === 'string') return onTheWay;
  const foreign = onTheWay.only.find(({ models }) => models && !models.includes(model.id));
  if (foreign) return `cisco/elements.json has it for ${foreign.models?.join(', ')} only`;
  const section = sectionOf(path);
  const depth = OPEN_SECTIONS[section].split('/').filter(Boolean).length;
  return { path, section, steps: steps.slice(depth), ...onTheWay };
}

function walk(
  steps: RawPath['steps'],
  elements: ElementNode,
): Pick<Place, 'only' | 'order'> | string {
  const only: Only[] = [];
  const order: number[] = [];
  let node = elements.children.get('device');
  for (const { name } of steps) {
    const child = node?.children.get(name);
    if (!node || !child) return `cisco/elements.json has no ${name} there`;
    order.push([...node.children.keys()].indexOf(name));
    if (child.rule.only) only.push(child.rule.only);
    node = child;
  }
  return { only, order };
}

/** The innermost that is open. */
function sectionOf(path: string): OpenSection {
  const names = Object.keys(OPEN_SECTIONS) as OpenSection[];
  const around = names.filter((name) => isBelow(path, OPEN_SECTIONS[name]));
  return around.reduce(
    (best, name) => (OPEN_SECTIONS[name].length > OPEN_SECTIONS[best].length ? name : best),
    'device',
  );
}

function isBelow(path: string, section: string): boolean {
  return path.startsWith(`${section}/`);
}

function compareOrders(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((each, index) => each !== b[index]);
  return at === -1 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? 0);
}
