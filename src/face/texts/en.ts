// All texts of the page in English. Another language is another file of the same shape: what is missing does not build.

import { WORDS } from '../../timeline/word-table.js';
import { createFormat } from '../format.js';

/** Those of the browser: `en-GB` writes its dates otherwise than `en-US`. */
const { navigator } = globalThis as {
  readonly navigator?: { readonly languages?: readonly string[] };
};
const own = navigator?.languages?.find((each) => /^en\b/.test(each));
const format = createFormat(own ?? 'en');
const count = (one: string, other: string) => (n: number) => format.plural(n, { one, other });
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
    ...{ requests: 'Requests', firmware: 'Firmware' },
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
  token: 'Token',
  tokenWhere: 'offhook page prints a link that logs in, and the token is in it.',
  wrongToken: 'This is not the token.',
  tooOften: 'Too many tries. Wait a minute.',
  readNeedsLogin: 'This server shows its phones only to those who are logged in.',
  actNeedsLogin: 'To change something, log in.',
  failed: (why: string) => `That did not work: ${why}`,
  noAnswer: 'the server did not answer',
  loading: 'Loading…',
  copy: 'Copy',
  copied: 'Copied',
  close: 'Close',
  cancel: 'Cancel',
  none: 'none',
  never: 'never',
  now: 'now',
  help: 'Keys',
  keys: [
    ['/', 'filter the phones'],
    ['j k ↓ ↑', 'move in a list'],
    ['Enter', 'open'],
    ['Esc', 'close, or clear the filter'],
    ['n', 'new phones'],
    ['a', 'adopt, in the list of new phones'],
    ['g p', 'phones'],
    ['g f', 'findings'],
    ['g n', 'networks'],
    ['g r', 'requests'],
    ['g w', 'firmware'],
    ['?', 'these keys'],
  ] as readonly (readonly [string, string])[],

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
  shown: (shown: number, all: number) => `${format.number(shown)} of ${format.number(all)}`,
  columns: {
    ...{ state: 'State', label: 'Label', line: 'Line', model: 'Model', address: 'Address' },
    ...{ heard: 'Heard', what: 'What it does' },
  },
  noneFits: 'No phone fits this filter.',
  noPhones: 'The inventory has no phone yet.',
  noPhonesDo: 'New ones that ask for an address or a file are listed under New phones.',
  moreFit: count('# more fits: show it', '# more fit: show them'),
  sortAgain: 'The order has changed: sort again',
  needsResync: 'its file has changed since it fetched it',
  notOfFilter: 'no longer fits the filter',
  pools: 'Addresses in use',
  poolUse: (used: number, size: number) => `${format.number(used)} of ${format.number(size)}`,
  moreSite: count('# more', '# more'),
  showThem: 'Show them',

  // One phone.
  backToPhones: 'Phones',
  noSuchPhone: 'The inventory has no such phone, and none was heard.',
  line: 'line',
  lines: 'Lines',
  todo: 'To do',
  remark: 'Which is normal',
  sure: 'How sure',
  grades: {
    fact: 'a fact: a standard, the vendor or offhook itself says so',
    'owners report': 'owners of such phones report it',
    'our reading': 'our reading of what was seen',
  },
  row: (id: string) => `diagnosis ${id}`,
  boot: 'This boot',
  bootBegan: (time: string) => `began ${time}`,
  noBoot: 'No boot of it was seen since the server began.',
  leftOut: count(
    '# step before is no longer remembered',
    '# steps before are no longer remembered',
  ),
  repeated: (n: number, every?: string) =>
    every === undefined ? `${format.number(n)}×` : `${format.number(n)}×, every ${every}`,
  stuckHere: 'here it is stuck',
  waitsHere: 'here it waits',
  expected: 'expected',
  expectedBy: (time: string) => `expected in ${time}`,
  expectedSince: (time: string) => `expected ${time} ago`,
  comesAfter: '(after that)',
  scale: 'Scale of time',
  scales: { log: 'log', linear: 'linear' },
  earlier: 'Earlier boots',
  noEarlier: 'No earlier boot is remembered.',
  reached: {
    ...{ unseen: 'nothing', address: 'its address', trust: 'its trust list' },
    ...{ config: 'its configuration', firmware: 'its firmware', extras: 'its other files' },
    ...{ registration: 'its registration', done: 'the end' },
  },
  cameTo: (stage: string) => `came to ${stage}`,
  configured: 'got its file',
  notConfigured: 'did not get its file',
  file: 'Its file',
  has: 'Has',
  wouldGet: 'Would get',
  digestOf: (digest: string, time: string) => `${digest} of ${time}`,
  sync: {
    current: 'what it has is what it would get',
    stale: 'its file has changed since: it needs to fetch it again',
    unknown: 'not known: it has not fetched its file while offhook was looking',
  },
  noDiff: 'Which lines differ is not shown: only digests of what it has are kept.',
  facts: 'Facts',
  mac: 'MAC',
  groups: 'Groups',
  address: 'Address',
  lease: 'Lease',
  leaseUntil: (time: string) => `until ${time}`,
  leaseEndless: 'without end',
  heardBy: 'Heard by',
  heardWays: { dhcp: 'DHCP', file: 'files', sip: 'SIP' },
  firmware: 'Firmware',
  place: 'Inventory',
  noPlace: 'not in the inventory',
  files: 'Files',
  explain: 'More in a terminal',
  act: 'Act',
  actions: {
    ...{ adopt: 'Adopt', ignore: 'Ignore', release: 'Release its lease', reload: 'Reload' },
    ...{ resync: 'Resync', restart: 'Restart' },
  },
  noAction: (action: string) => `${action}: not here.`,
  noLease: 'it has none.',
  sureRelease: (address: string) =>
    `${address} becomes free, and may be given to another device while this one still uses it.`,
  yesRelease: 'Yes, release it',
  released: 'Its lease is released.',
  report: 'Report to send to somebody',
  reportHint: 'all that is known of it, without passwords',
  progressLine: (part: number, parts: number, bytes: string, ofBytes: string) =>
    `part ${part} of ${parts}, ${bytes} of ${ofBytes}`,
  perSecond: (bytes: string) => `${bytes}/s`,
  left: (time: string) => `${time} left`,

  // New phones.
  toAdopt: count('# to adopt', '# to adopt'),
  ignoredCount: count('# ignored', '# ignored'),
  othersCount: count('# other device, not listed', '# other devices, not listed'),
  showIgnored: 'Show ignored ones',
  noStrangers: 'No new phone was heard.',
  whyNotHere:
    'Is one missing? It must have asked for an address or a file where offhook listens; offhook hears no others.',
  anyModel: 'model not known',
  knownBy: 'known by',
  knownBys: {
    ...{ 'option 60': 'DHCP option 60', 'file name': 'the file that it asks for' },
    ...{ 'User-Agent': 'User-Agent', 'block of MACs': 'its block of MACs' },
  },
  similar: 'Its MAC is nearly that of a phone that was never heard. A typing error?',
  thatIsIt: 'That is it',
  correctAt: 'Correct it here:',
  correctTo: 'and write',
  adopt: 'Adopt',
  ignore: 'Ignore',
  unignore: 'No longer ignore',
  adoptTitle: (mac: string) => `Adopt ${mac}`,
  label: 'Label',
  lineNext: 'next free one',
  lineNone: 'no line',
  chooseModel: 'choose',
  addressHint: 'empty: from the pool',
  willBeAdded: (path: string) => `Will be added to ${path}`,
  wasAdded: (path: string) => `Added to ${path}.`,
  mustInclude: 'The inventory must say this so that it is read:',
  check: 'Check',
  nothingFound: 'Nothing to report.',
  makesFiles: 'Files',
  writeIt: 'Write and reload',
  orType: 'Or in a terminal',
  notWritten: (why: string) => `Not written: ${why}`,

  // Findings.
  noFindings: 'Nothing to report: the inventory is well.',
  refused: 'The last reload was refused. Phones get the files of before, until this is mended:',
  severities: { error: 'error', warning: 'warning', info: 'info' },
  ofPhones: 'Phones',
  morePhones: (n: number) => `and ${format.number(n)} more`,
  reloadHint: 'Reads the inventory again, as SIGHUP does.',
  reloaded: 'The inventory is being read again.',

  // Networks.
  noNetworks: 'No network is served by DHCP here.',
  onDevice: (device: string) => `on ${device}`,
  waits: (why: string) => `waits: ${why}`,
  leaseStates: {
    ...{ bound: 'bound', offered: 'offered', resting: 'resting', free: 'free' },
    reserved: 'reserved',
  },
  held: (held: number) => `${format.number(held)} held`,
  who: 'Who has an address',
  until: 'Until',
  otherServer: 'Another DHCP server was heard:',

  // Requests.
  follow: 'Follow',
  onlyFailed: 'Only what was not sent',
  missed: count('# request is not here: too many came', '# requests are not here: too many came'),
  noRequests: 'No request yet.',
  requestColumns: {
    ...{ at: 'Time', protocol: 'Protocol', who: 'Who', what: 'What', outcome: 'Outcome' },
    ...{ bytes: 'Size', ms: 'Took' },
  },
  milliseconds: (ms: number) => `${format.number(Math.round(ms))} ms`,

  // Firmware.
  noFirmware: 'No phone of the inventory is given firmware.',
  setParts: count('# part', '# parts'),
  whole: 'whole',
  notWhole: 'not whole',
  haveIt: (have: number, wanted: number) =>
    `${format.number(have)} of ${format.number(wanted)} said that they have it`,
  upgradingNow: 'Fetching it now',
  transfers: 'Being sent now',
  noTransfers: 'Nothing is being sent.',
  noPower: 'Do not cut the power of a phone that writes its flash.',
};

export type Texts = typeof en;
