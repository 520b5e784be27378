// The rules beyond the schema, all of them, on a resolved site.

import type { Diagnostic } from '../../findings/finding.js';
import type { Model } from '../../site/model.js';
import type { Phone, Site } from '../../site/site.js';
import type { Inventory } from '../inventory.js';
import { namedAddresses } from '../named-addresses.js';
import { namedHosts } from '../named-hosts.js';
import type { Models } from '../resolve/context.js';
import { checkAccess } from './access.js';
import { checkAccountNames } from './account-names.js';
import { checkAddresses } from './addresses.js';
import { checkAnyPhones } from './any-phones.js';
import { checkConnection } from './connection.js';
import { checkEmptyKeys } from './empty-keys.js';
import { checkLeftUnsaid } from './left-unsaid.js';
import { checkLimits } from './limits.js';
import { checkListedTwice } from './listed-twice.js';
import { checkMakers } from './makers.js';
import { namePhones } from './name-phones.js';
import { checkNetworks } from './networks.js';
import { checkPlainSecrets } from './plain-secrets.js';
import { checkReach } from './reach.js';
import { checkServers } from './servers.js';
import { checkServiceAddresses } from './services.js';
import { checkSpelledNumbers } from './spelled-numbers.js';
import { checkUniqueness } from './uniqueness.js';

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
    ...checkAccess(site, inventory),
    ...checkAccountNames(inventory),
    ...checkSpelledNumbers(inventory),
    ...checkLeftUnsaid(site, inventory),
    ...checkListedTwice(inventory),
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
  return [
    ...checkLimits(phone, model),
    ...checkConnection(phone),
    ...checkServiceAddresses(phone, model),
  ];
}
