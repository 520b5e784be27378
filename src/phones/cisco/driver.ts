// Cisco 79xx phones with SIP firmware 8.5: what the core asks of this vendor, and where the answers are.

import type { DriverFactory } from '../packs/packs.js';
import { createWireSettings } from '../packs/setting-text.js';
import { bootScript } from './boot.js';
import { broughtFiles } from './brought-files.js';
import { checkPhone, checkShared } from './check.js';
import { checkTogether } from './check-site.js';
import { readCiscoData } from './data.js';
import { checkFacts } from './facts.js';
import { planPhoneFiles, planSiteFiles } from './files.js';
import { lintFile } from './lint.js';
import { isExpectedMiss } from './names.js';
import { maskSecrets } from './secrets.js';
import { checkUnproven } from './unproven.js';

export const createCiscoDriver: DriverFactory = (read) => {
  const data = readCiscoData(read);
  const wireSettings = createWireSettings();
  return {
    vendor: 'cisco',
    checkFacts,
    check: (phone, model) => checkPhone(phone, model, data),
    checkSite: (site, models) => [
      ...checkShared(site),
      ...checkTogether(site, models),
      ...checkUnproven(site, models, data),
    ],
    phoneFiles: (phone, model, site) => planPhoneFiles(phone, model, site, data, wireSettings),
    siteFiles: planSiteFiles,
    broughtFiles,
    lint: (name, text, model) => lintFile({ name, text, data, ...(model && { model }) }),
    maskSecrets: (_name, text) => maskSecrets(text),
    isExpectedMiss,
    boot: bootScript,
  };
};
