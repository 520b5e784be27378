// The exports that there are. One more is a folder with a function that makes its files, a row here, and a folder of cases
// in test/exports/cases: the command, its help and its tests come from these.

import type { Export } from './export.js';

export const EXPORTS: readonly Export[] = [
  {
    name: 'hosts',
    description: 'names for addresses that are reserved, as /etc/hosts has them',
    options: [],
    needsSecrets: false,
    load: async () => (await import('./hosts/make-hosts.js')).makeHosts,
  },
  {
    name: 'csv',
    description: 'a row a phone for other programs, without secrets',
    options: [],
    needsSecrets: false,
    load: async () => (await import('./csv/make-csv.js')).makeCsv,
  },
];
