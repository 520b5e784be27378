// Texts of the page in English: of its frame and its list of phones. Those of other views are in en-more.ts. Another language is two
// files of the same shape: what is missing does not build.

import { WORDS } from '../../timeline/word-table.js';
import { createFormat } from '../format.js';

/** Those of the browser: `en-GB` writes its dates otherwise than `en-US`. */
const { navigator } = globalThis as {
  readonly navigator?: { readonly languages?: readonly string[] };
};
const own = navigator?.languages?.find((each) => /^en\b/.test(each));
export const format = createFormat(own ?? 'en');
/** Of one and of more, where these differ. */
export const count =
  (one: string, other = one) =>
  (n: number) =>
    format.plural(n, { one, other });
type WordId = keyof typeof WORDS;

export const en = {
  lang: 'en',
  format,
  word: Object.fromEntries(Object.keys(WORDS).map((word) => [word, word])) as Record<
    WordId,
    string
  >,
  wordMeans: Object.fromEntries(
    Object.entries(WORDS).map(([word, { means }]) => [word, means]),
  ) as Record<WordId, string>,

  // The frame.
  views: {
    ...{ phones: 'Phones', new: 'New phones', findings: 'Findings', networks: 'Networks' },
    ...{ requests: 'Requests', firmware: 'Firmware', rollouts: 'Rollouts' },
    calls: 'Calls',
  },
  pages: 'Pages of offhook',
  skip: 'Skip to the content',
  live: {
    ...{ connecting: 'connecting', live: 'live', lost: 'no connection', paused: 'paused' },
    ...{ full: 'no place', login: 'not logged in' },
  },
  lostFor: (time: string) =>
    `The server does not answer since ${time}: what you see is as it was then.`,
  fullFor:
    'So many watch that there is no place for one more: what you see does not change. Close another tab.',
  plainBar:
    'This page comes over the network without TLS: who listens there reads it, and may take your session over.',
  theme: 'Colours',
  themes: { auto: 'system', light: 'light', dark: 'dark' },
  language: 'Language',
  logIn: 'Log in',
  logOut: 'Log out',
  loading: 'Loading…',
  never: 'never',
  now: 'now',
  help: 'Keys',

  // The list of phones.
  phones: count('# phone', '# phones'),
  countsLabel: 'Phones by what they do: press to show only those',
  filter: 'Filter',
  filterHint: 'name, number, MAC, address, sentence',
  clearFilter: 'Show all',
  model: 'Model',
  network: 'Network',
  group: 'Group',
  all: 'all',
  ofAll: (some: number, all: number) => `${format.number(some)} of ${format.number(all)}`,
  columns: {
    ...{ state: 'State', label: 'Label', line: 'Line', model: 'Model', address: 'Address' },
    ...{ heard: 'Heard', what: 'What it does' },
  },
  noneFits: 'No phone fits this filter.',
  noPhones: 'The inventory has no phone yet.',
  noPhonesDo: 'New ones that ask for an address or a file are listed under New phones.',
  moreFit: count('# more fits: show it', '# more fit: show them'),
  sortAgain: 'The order has changed: sort again',
  select: (name: string) => `Select ${name}`,
  needsResync: 'its file has changed since it fetched it',
  notOfFilter: 'no longer fits the filter',
  pools: 'Addresses in use',
  more: count('# more'),
  showThem: 'Show them',

  // Findings.
  refused: 'The last reload was refused. Phones get the files of before, until this is mended:',
};

export type Texts = typeof en;
