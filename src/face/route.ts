// Where in the page somebody is, as it stands behind the `#` of its address: a link says it all, and no server is asked.

import type { PhoneRow } from '../page/wire/phone.js';
import { WORDS } from '../timeline/word-table.js';

export const VIEWS = [
  'phones',
  'new',
  'findings',
  'networks',
  'requests',
  'firmware',
  'rollouts',
  'calls',
] as const;
export type View = (typeof VIEWS)[number];

export const SORTS = ['state', 'label', 'line', 'model', 'address', 'heard'] as const;
export type Sort = (typeof SORTS)[number];

/** Empty: all. */
export interface Filter {
  readonly text: string;
  readonly words: readonly PhoneRow['word'][];
  readonly model: string;
  readonly network: string;
  readonly group: string;
  readonly sort: Sort;
}

export interface Route {
  readonly view: View;
  /** The phone, or the new one that is being adopted. */
  readonly mac?: string;
  /** Of a rollout. */
  readonly id?: number;
  readonly filter: Filter;
}

export const NO_FILTER: Filter = {
  ...{ text: '', words: [], model: '', network: '', group: '' },
  sort: 'state',
};

const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/;
const TOKEN = /^#token=([\w-]+)$/;

/** `#/phones/5c:fc:66:5d:4f:9a?q=hall`; what is not understood is the list of phones. */
export function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const [first = '', mac = ''] = path.split('/');
  const view = VIEWS.find((each) => each === first) ?? 'phones';
  const filter = readFilter(new URLSearchParams(query));
  if (view === 'rollouts' && /^[1-9]\d*$/.test(mac)) return { view, id: Number(mac), filter };
  return MAC.test(mac) && hasOne(view) ? { view, mac, filter } : { view, filter };
}

export function routeHash({ view, mac, filter }: Route): string {
  const query = hasOne(view) ? filterQuery(filter) : '';
  return `#/${view}${mac === undefined ? '' : `/${mac}`}${query === '' ? '' : `?${query}`}`;
}

/** Of the link that `offhook page` prints: it is used once and taken away. */
export function tokenOf(hash: string): string | undefined {
  return TOKEN.exec(hash)?.[1];
}

function hasOne(view: View): boolean {
  return view === 'phones' || view === 'new';
}

function readFilter(query: URLSearchParams): Filter {
  const words = (query.get('state') ?? '').split(',');
  return {
    text: query.get('q') ?? '',
    words: words.filter(isWord),
    model: query.get('model') ?? '',
    network: query.get('network') ?? '',
    group: query.get('group') ?? '',
    sort: SORTS.find((each) => each === query.get('sort')) ?? NO_FILTER.sort,
  };
}

/** What every object has is none. */
function isWord(text: string): text is PhoneRow['word'] {
  return Object.keys(WORDS).includes(text);
}

function filterQuery({ text, words, model, network, group, sort }: Filter): string {
  const said = { q: text, state: words.join(','), model, network, group };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(said)) {
    if (value !== '') query.set(name, value);
  }
  if (sort !== NO_FILTER.sort) query.set('sort', sort);
  return query.toString().replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%2C', ',');
}
