// The rules beyond the schema, all of them, on a resolved site.

import type { CodeTable } from '../../findings/evidence.js';
import type { Finding } from '../../findings/finding.js';
import type { Model } from '../../site/model.js';
import type { Phone, Site } from '../../site/site.js';
import type { Inventory } from '../inventory.js';
import { namedAddresses, type OwnAddress } from '../named-addresses.js';
import { type NamedHost, namedHosts } from '../named-hosts.js';
import type { Models } from '../resolve/context.js';
import { checkAccess } from './access.js';
import { checkAccountNames } from './account-names.js';
import { ADDRESS_CODES, checkAddresses } from './addresses.js';
import { ANY_PHONES_CODES, checkAnyPhones } from './any-phones.js';
import { BACKUP_CODES, checkBackups } from './backups.js';
import { CONNECTION_CODES, checkConnection } from './connection.js';
import { checkEmptyKeys } from './empty-keys.js';
import { checkLeftUnsaid, LEFT_UNSAID_CODES } from './left-unsaid.js';
import { checkLimits, LIMIT_CODES } from './limits.js';
import { checkLineColumns, LINE_COLUMN_CODES } from './line-columns.js';
import { checkListedTwice, LISTED_TWICE_CODES } from './listed-twice.js';
import { checkMakers, MAKER_CODES, type MakerOf } from './makers.js';
import { namePhones } from './name-phones.js';
import { checkNetworks, NETWORK_CODES } from './networks.js';
import { checkPartners, PARTNER_CODES } from './partners.js';
import { checkPlainSecrets, PLAIN_SECRET_CODES } from './plain-secrets.js';
import { checkReach, REACH_CODES } from './reach.js';
import { checkServers, SERVER_CODES } from './servers.js';
import { checkServiceAddresses, SERVICE_CODES } from './services.js';
import { checkSpelledNumbers } from './spelled-numbers.js';
import { checkUniqueness, UNIQUENESS_CODES } from './uniqueness.js';

interface Given {
  readonly site: Site;
  readonly inventory: Inventory;
  readonly models: Models;
  readonly makerOf: MakerOf;
  readonly hosts: readonly NamedHost[];
  readonly named: readonly OwnAddress[];
}

/** Rules of one file: what they can find, and who asks them. */
interface Judge<Subject> {
  /** Absent: what they find has rows elsewhere. */
  readonly codes?: CodeTable;
  check(given: Subject): readonly Finding[];
}

interface PhoneOfModel {
  readonly phone: Phone;
  readonly model: Model;
}

const OF_A_PHONE: readonly Judge<PhoneOfModel>[] = [
  { codes: LIMIT_CODES, check: ({ phone, model }) => checkLimits(phone, model) },
  { codes: CONNECTION_CODES, check: ({ phone }) => checkConnection(phone) },
  { codes: PARTNER_CODES, check: ({ phone, model }) => checkPartners(phone, model) },
  { codes: SERVICE_CODES, check: ({ phone, model }) => checkServiceAddresses(phone, model) },
];

const OF_A_SITE: readonly Judge<Given>[] = [
  { codes: ANY_PHONES_CODES, check: ({ site, inventory }) => checkAnyPhones(site, inventory) },
  { codes: UNIQUENESS_CODES, check: ({ site }) => checkUniqueness(site) },
  { codes: NETWORK_CODES, check: ({ site, named }) => checkNetworks(site.networks, named) },
  { codes: ADDRESS_CODES, check: ({ site, named }) => checkAddresses(site, named) },
  { codes: REACH_CODES, check: ({ site }) => checkReach(site) },
  { codes: MAKER_CODES, check: ({ site, models, makerOf }) => checkMakers(site, models, makerOf) },
  { check: ({ site, inventory }) => checkAccess(site, inventory) },
  { check: ({ inventory }) => checkAccountNames(inventory) },
  { check: ({ inventory }) => checkSpelledNumbers(inventory) },
  { codes: BACKUP_CODES, check: ({ inventory }) => checkBackups(inventory) },
  { codes: LEFT_UNSAID_CODES, check: ({ site, inventory }) => checkLeftUnsaid(site, inventory) },
  { codes: LINE_COLUMN_CODES, check: ({ site, inventory }) => checkLineColumns(site, inventory) },
  { codes: LISTED_TWICE_CODES, check: ({ inventory }) => checkListedTwice(inventory) },
  { check: ({ inventory }) => checkEmptyKeys(inventory) },
  { check: checkPhones },
  { codes: SERVER_CODES, check: ({ site, hosts }) => checkServers(hosts, site.networks) },
  { codes: PLAIN_SECRET_CODES, check: ({ inventory }) => checkPlainSecrets(inventory) },
];

export const RULE_CODES: readonly CodeTable[] = [...OF_A_SITE, ...OF_A_PHONE].flatMap(
  ({ codes }) => codes ?? [],
);

/** `makerOf`: whose block of MACs `00:1b:d4` is, where that is known. */
export function checkSite(
  site: Site,
  inventory: Inventory,
  models: Models,
  makerOf: MakerOf,
): readonly Finding[] {
  const hosts = namedHosts(inventory);
  const given = { site, inventory, models, makerOf, hosts, named: namedAddresses(hosts) };
  return OF_A_SITE.flatMap(({ check }) => check(given));
}

function checkPhones({ site, models }: Given): readonly Finding[] {
  return namePhones(site.phones, (phone) => {
    const model = models.get(phone.model);
    return model ? OF_A_PHONE.flatMap(({ check }) => check({ phone, model })) : [];
  });
}
