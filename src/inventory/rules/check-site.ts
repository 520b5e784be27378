// The rules beyond the schema, all of them, on a resolved site. Each is a row; a new file of them is named here.

import type { CodeTable } from '../../findings/evidence.js';
import type { Finding } from '../../findings/finding.js';
import { findingOf, judgeBy } from '../../findings/rule.js';
import type { MakerOf } from '../../site/model.js';
import type { Claimant, Phone, Site } from '../../site/site.js';
import type { Inventory } from '../inventory.js';
import { namedAddresses } from '../named-addresses.js';
import { namedHosts } from '../named-hosts.js';
import type { Models } from '../resolve/context.js';
import { ACCESS_RULES } from './access.js';
import { ACCOUNT_NAME_RULES } from './account-names.js';
import { ADDRESS_RULES, reservationsOf } from './addresses.js';
import { ANY_PHONES_RULES } from './any-phones.js';
import { BACKUP_RULES } from './backups.js';
import { CONNECTION_RULES, PORT_RULES } from './connection.js';
import { EMPTY_KEY_RULES } from './empty-keys.js';
import { LEFT_UNSAID_RULES } from './left-unsaid.js';
import { LIMIT_RULES, NO_LINE_RULES } from './limits.js';
import { LINE_COLUMN_RULES } from './line-columns.js';
import { LISTED_TWICE_RULES } from './listed-twice.js';
import { MAKER_RULES } from './makers.js';
import { MANAGER_RULES } from './managers.js';
import { namePhones } from './name-phones.js';
import { NETWORK_RULES, networksOf } from './networks.js';
import { OPTION_ADDRESS_RULES } from './option-addresses.js';
import { PARTNER_RULES } from './partners.js';
import { PLAIN_SECRET_RULES } from './plain-secrets.js';
import { PNP_RULES } from './pnp.js';
import { REACH_RULES } from './reach.js';
import { ROOM_RULES } from './room.js';
import { hostsOf, SERVER_RULES } from './servers.js';
import { KEY_SERVICE_RULES, SERVICE_RULES } from './services.js';
import { SPELLED_NUMBER_RULES } from './spelled-numbers.js';
import type { EntryRules, PhoneRules, SiteRules, SiteSubject } from './subject.js';
import { UNIQUENESS_RULES } from './uniqueness.js';
import { UNUSED_RULES } from './unused.js';

const OF_THE_SITE: readonly SiteRules[] = [
  ANY_PHONES_RULES,
  UNIQUENESS_RULES,
  REACH_RULES,
  OPTION_ADDRESS_RULES,
  ROOM_RULES,
  MAKER_RULES,
  ACCESS_RULES,
  ACCOUNT_NAME_RULES,
  SPELLED_NUMBER_RULES,
  BACKUP_RULES,
  LEFT_UNSAID_RULES,
  LINE_COLUMN_RULES,
  LISTED_TWICE_RULES,
  EMPTY_KEY_RULES,
  PLAIN_SECRET_RULES,
  PNP_RULES,
  MANAGER_RULES,
  UNUSED_RULES,
];

const OF_AN_ENTRY: readonly EntryRules[] = [PORT_RULES, KEY_SERVICE_RULES];

const OF_A_PHONE: readonly PhoneRules[] = [
  LIMIT_RULES,
  CONNECTION_RULES,
  PARTNER_RULES,
  SERVICE_RULES,
];

export const INVENTORY_RULES: readonly CodeTable[] = [
  ...OF_THE_SITE,
  NETWORK_RULES,
  ADDRESS_RULES,
  SERVER_RULES,
  ...OF_AN_ENTRY,
  NO_LINE_RULES,
  ...OF_A_PHONE,
];

const judgeSite = judgeBy(...OF_THE_SITE);
const judgeNetwork = judgeBy(NETWORK_RULES);
const judgeReservation = judgeBy(ADDRESS_RULES);
const judgeHost = judgeBy(SERVER_RULES);
const judgeEntry = judgeBy(...OF_AN_ENTRY);
const judgeWhole = judgeBy(NO_LINE_RULES);
const judgePhone = judgeBy(...OF_A_PHONE);

/** `makerOf`: whose block of MACs `00:1b:d4` is, where that is known. */
export function checkSite(
  site: Site,
  inventory: Inventory,
  models: Models,
  makerOf: MakerOf,
): readonly Finding[] {
  const hosts = namedHosts(inventory);
  const subject = { site, inventory, models, makerOf, hosts, named: namedAddresses(hosts) };
  const found = [
    ...judgeSite(subject),
    ...networksOf(subject).flatMap(judgeNetwork),
    ...reservationsOf(subject).flatMap(judgeReservation),
    ...hostsOf(subject).flatMap(judgeHost),
  ];
  const unmade = site.claimants.flatMap((entry) => checkUnmade(entry, models));
  return [...found.map(findingOf), ...checkPhones(subject), ...unmade];
}

function checkPhones({ site, models }: SiteSubject): readonly Finding[] {
  return namePhones(site.phones, (phone) => {
    const model = models.get(phone.model);
    const missing = model ? judgeWhole({ phone, model }) : [];
    return [...missing, ...judgeOne(phone, phone, models)].map(findingOf);
  });
}

/** Of an entry of which no phone is made. What others say of it as well is told of them. */
function checkUnmade(entry: Claimant, models: Models): readonly Finding[] {
  if ('model' in entry) return [];
  const device = entry.mac && { device: entry.mac };
  return judgeOne(entry, entry.asPhone, models)
    .filter(({ at }) => entry.isOwn(at))
    .map((found) => findingOf({ ...device, ...found }));
}

/** What it says. `phone`: where its model is known. */
function judgeOne(entry: Claimant, phone: Phone | undefined, models: Models) {
  const model = phone && models.get(phone.model);
  return [...judgeEntry(entry), ...(model ? judgePhone({ phone, model }) : [])];
}
