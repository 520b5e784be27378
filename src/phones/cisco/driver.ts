// Cisco 79xx phones with SIP firmware: what the core asks of this vendor, and where the answers are.

import type { DriverFactory } from '../packs/packs.js';
import { createSettingTexts } from '../packs/setting-text.js';
import { bootScript } from './boot.js';
import { causeOf } from './cause.js';
import { checkPhone, checkShared } from './check/check.js';
import { checkTogether } from './check/check-together.js';
import { checkUnproven } from './check/unproven.js';
import { broughtFiles } from './files/brought-files.js';
import { isExpectedMiss } from './files/names.js';
import { planPhoneFiles, planSiteFiles } from './files/plan-files.js';
import { createFindElements } from './files/sep/setting-elements.js';
import { createFindPlaces } from './files/sep/setting-places.js';
import { createLinter } from './lint/lint.js';
import { maskSecrets } from './lint/secrets.js';
import { readCiscoData } from './tables/data.js';
import { checkFacts } from './tables/facts.js';

export const createCiscoDriver: DriverFactory = (read) => {
  const data = readCiscoData(read);
  const lintFile = createLinter(data);
  const placesOf = createFindPlaces(data);
  const views = { texts: createSettingTexts(), elements: createFindElements(data, placesOf) };
  return {
    vendor: 'cisco',
    checkFacts,
    checkSettings: (model) => placesOf(model).faults,
    check: (phone, model) => checkPhone(phone, model, data, placesOf),
    checkSite: (site, models) => [
      ...checkShared(site),
      ...checkTogether(site, models),
      ...checkUnproven(site, models, data),
    ],
    phoneFiles: (phone, model, site) => planPhoneFiles(phone, model, site, data, views),
    siteFiles: planSiteFiles,
    broughtFiles,
    lint: (name, text, model) => lintFile({ name, text, data, ...(model && { model }) }),
    causeOf: (phone, text, finding) => causeOf(phone, text, finding, data),
    maskSecrets: (_name, text) => maskSecrets(text),
    isExpectedMiss,
    boot: bootScript,
  };
};
