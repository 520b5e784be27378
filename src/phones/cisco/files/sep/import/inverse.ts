// Where in a SEP file each value stands: asked of the templates themselves, which are given marks in place of values. So
// what they write and what is read of a file that somebody brings cannot part.

import type { Mac } from '../../../../../core/mac.js';
import { oncePer, oncePerKey } from '../../../../../core/once-per.js';
import { createSecret } from '../../../../../core/secret.js';
import { wholeFile } from '../../../../../findings/finding.js';
import type { Templates } from '../../../../../render/template.js';
import { readXml } from '../../../../../render/xml/check.js';
import { childrenNamed, descendant, type XmlElement } from '../../../../../render/xml/tree.js';
import type { Model } from '../../../../../site/model.js';
import type { Key, Pbx, Phone } from '../../../../../site/site.js';
import type { CiscoSideFile } from '../../../side-file.js';
import type { FindElements } from '../setting-elements.js';
import { keyView, type SepView } from '../view.js';

/** Names of a view, `nat.enabled`; of a setting `settings.webAccess`. */
export type Source = string;

export interface Inverse {
  /** In the order of the file; a path below the root as `raw` writes it. */
  readonly places: readonly Placed[];
  /** The one that says most comes first. */
  readonly keys: readonly KeyForm[];
}

export interface Placed {
  readonly path: string;
  readonly source: Source;
}

/** How a key of a kind is written. */
export interface KeyForm {
  readonly type: Key['type'];
  /** `line` holds them with these texts whatever its values are. */
  readonly constants: readonly { readonly path: string; readonly text: string }[];
  readonly places: readonly Placed[];
}

export type FindInverse = (model: Model, load: string) => Inverse;

export const LINES = 'sipProfile/sipLines';
const SIGN = 'offhook-mark:';

export function createFindInverse(
  templates: Templates,
  elements: FindElements,
  sideFiles: readonly CiscoSideFile[],
): FindInverse {
  const known = oncePer((model: Model) =>
    oncePerKey((load: string) => turnRound(model, load, templates, elements, sideFiles), 20),
  );
  return (model, load) => known(model)(load);
}

function turnRound(
  model: Model,
  load: string,
  templates: Templates,
  elements: FindElements,
  sideFiles: readonly CiscoSideFile[],
): Inverse {
  const settings = Object.fromEntries(
    Object.keys(model.settings.properties).map((name) => [name, `${SIGN}settings.${name}`]),
  );
  const told = sideFiles.map(({ tell }) => tell?.(NOBODY, NOWHERE) ?? {});
  const view = {
    ...marked(Object.assign({}, ...told), ''),
    ...marked({ ...SAMPLE, keys: [] }, ''),
    settings,
    elements: elements(model, settings, load),
    keys: KEYS.map((key) => markedKey(keyView(key, settings))),
  };
  const root = readXml(templates.render(`${model.folder}/SEP.cnf.xml.hbs`, 'xml', view));
  if (!root) throw new Error(`${model.folder}: the template of marks is no XML`);
  const lines = descendant(root, LINES);
  const places = placesIn(root, '').filter(({ path }) => !path.startsWith(`${LINES}/`));
  const keys = (lines ? childrenNamed(lines, 'line') : []).map((line, index) => ({
    type: KEYS[index]?.type ?? 'line',
    constants: constantsIn(line, ''),
    places: placesIn(line, ''),
  }));
  return { places, keys: keys.toSorted((a, b) => b.constants.length - a.constants.length) };
}

const PLACE = wholeFile('');
/** A phone of which nothing is said. */
const NOBODY: Phone = {
  ...{ mac: '02:00:00:00:00:00' as Mac, model: '', label: '', groups: [], csta: false },
  ...{ timeZone: '', locale: '', ntp: [], codecs: [], keys: [], takenAwayKeys: [], chosen: {} },
  ...{ settings: {}, raw: {}, options: [], rtp: { first: 0, last: 0 } },
  dateFormat: { order: 'dmy', separator: '.', twelveHour: false },
  nat: { enabled: false, fromReceived: false },
  saidAt: () => undefined,
  placeOf: () => PLACE,
  isOwn: () => false,
};
const NOWHERE = { servers: [], sections: new Map() };

const HOST_PORT = { host: '', port: 0 } as const;
/** One of each. */
const SAMPLE: Omit<SepView, 'settings'> = {
  dateTemplate: '',
  timeZone: '',
  ntp: [''],
  servers: [HOST_PORT],
  phonePassword: '',
  firmware: '',
  locale: { user: '', network: '', langCode: '' },
  transport: '',
  registerExpires: 0,
  backup: HOST_PORT,
  outbound: HOST_PORT,
  codec: '',
  rtp: { first: 0, last: 0 },
  label: '',
  nat: { enabled: false, fromReceived: false, address: '' },
  keys: [],
};

const PBX: Pbx = {
  ...HOST_PORT,
  name: '',
  transport: 'udp',
  registerExpiresSeconds: 0,
  saidAt: {},
};
const KEY = { button: 0, label: '', place: PLACE } as const;
/** Each kind, and those that have two forms in both. */
const KEYS: readonly Key[] = [
  {
    ...KEY,
    type: 'line',
    line: {
      number: '',
      displayName: '',
      authName: '',
      password: createSecret(''),
      pbx: PBX,
      shared: false,
    },
  },
  { ...KEY, type: 'speedDial', number: '' },
  { ...KEY, type: 'blf', number: '' },
  { ...KEY, type: 'blf', number: '', pickup: '' },
  { ...KEY, type: 'service', url: '' },
];

/** What decides between templates and is no text of the file stays. */
const DECIDING = new Set(['partial', 'pickup']);

function markedKey(view: object): object {
  return Object.fromEntries(
    Object.entries(view).map(([name, value]) => [
      name,
      DECIDING.has(name) ? value : `${SIGN}${name}`,
    ]),
  );
}

function marked(view: object, path: string): object {
  return Object.fromEntries(
    Object.entries(view).map(([name, value]) => [name, markOf(value, `${path}${name}`)]),
  );
}

function markOf(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((each) => markOf(each, path));
  if (typeof value === 'object' && value !== null) return marked(value, `${path}.`);
  return `${SIGN}${path}`;
}

function placesIn(element: XmlElement, path: string): readonly Placed[] {
  return [
    ...(element.text.startsWith(SIGN) ? [{ path, source: element.text.slice(SIGN.length) }] : []),
    ...element.children.flatMap((child) => placesIn(child, below(path, child))),
  ];
}

function constantsIn(element: XmlElement, path: string): KeyForm['constants'] {
  const isConstant = element.text !== '' && !element.text.startsWith(SIGN);
  return [
    ...(isConstant ? [{ path, text: element.text }] : []),
    ...element.children.flatMap((child) => constantsIn(child, below(path, child))),
  ];
}

function below(path: string, { name, attributes: [choice] }: XmlElement): string {
  const step = choice ? `${name}[@${choice.name}="${choice.value}"]` : name;
  return path === '' ? step : `${path}/${step}`;
}
