// The rules beyond the schema, all of them, on a resolved site.

import type { Diagnostic } from '../findings/finding.js';
import type { Model } from '../site/model.js';
import type { Phone, Site } from '../site/site.js';
import type { Models } from './context.js';
import type { Inventory } from './load.js';
import { namePhones } from './name-phones.js';
import { checkAccountNames } from './rules/account-names.js';
import { checkAddresses } from './rules/addresses.js';
import { checkAnyPhones } from './rules/any-phones.js';
import { checkConnection } from './rules/connection.js';
import { checkEmptyKeys } from './rules/empty-keys.js';
import { checkLeftUnsaid } from './rules/left-unsaid.js';
import { checkLimits } from './rules/limits.js';
import { checkListedTwice } from './rules/listed-twice.js';
import { checkMakers } from './rules/makers.js';
import { namedHosts } from './rules/named-hosts.js';
import { checkNetworks } from './rules/networks.js';
import { namedAddresses } from './rules/own-addresses.js';
import { checkPlainSecrets } from './rules/plain-secrets.js';
import { checkReach } from './rules/reach.js';
import { checkServers } from './rules/servers.js';
import { checkServiceAddresses } from './rules/services.js';
import { checkSpelledNumbers } from './rules/spelled-numbers.js';
import { checkUniqueness } from './rules/uniqueness.js';

export function checkSite(site: Site, inventory: Inventory, models: Models): readonly Diagnostic[] {
  const hosts = namedHosts(inventory);
  const named = namedAddresses(hosts);
  return [
    ...checkAnyPhones(site, inventory),
    ...checkUniqueness(site),
    ...checkNetworks(site.networks, named),
    ...checkAddresses(site, named),
    ...checkReach(site),
    ...checkMakers(site, models),
    ...checkAccountNames(inventory),
    ...checkSpelledNumbers(inventory),
    ...checkLeftUnsaid(site, inventory),
    ...checkListedTwice(inventory.sources),
    ...checkEmptyKeys(inventory),
    ...namePhones(site.phones, (phone) => {
      const model = models.get(phone.model);
      return model ? checkPhone(phone, model) : [];
    }),
    ...checkServers(hosts, site.networks),
    ...checkPlainSecrets(inventory),
  ];
}

function checkPhone(phone: Phone, model: Model): readonly Diagnostic[] {
  return [...checkLimits(phone, model), ...checkConnection(phone), ...checkServiceAddresses(phone)];
}
