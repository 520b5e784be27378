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
import { createLinter } from './lint/lint.js';
import { maskSecrets } from './lint/secrets.js';
import { readCiscoData } from './tables/data.js';
import { checkFacts } from './tables/facts.js';

export const createCiscoDriver: DriverFactory = (read) => {
  const data = readCiscoData(read);
  const settingTexts = createSettingTexts();
  const lintFile = createLinter(data);
  return {
    vendor: 'cisco',
    checkFacts,
    check: (phone, model) => checkPhone(phone, model, data),
    checkSite: (site, models) => [
      ...checkShared(site),
      ...checkTogether(site, models),
      ...checkUnproven(site, models, data),
    ],
    phoneFiles: (phone, model, site) => planPhoneFiles(phone, model, site, data, settingTexts),
    siteFiles: planSiteFiles,
    broughtFiles,
    lint: (name, text, model) => lintFile({ name, text, data, ...(model && { model }) }),
    causeOf: (phone, text, finding) => causeOf(phone, text, finding, data),
    maskSecrets: (_name, text) => maskSecrets(text),
    isExpectedMiss,
    boot: bootScript,
  };
};
