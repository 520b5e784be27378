// Fanvil phones: what the core asks of this vendor, and where the answers are.

import type { DriverFactory } from '../packs/packs.js';
import { bootScript } from './boot.js';
import { checkPhone } from './check.js';
import { checkFactoryPassword } from './check-site.js';
import { createContexts, createTables } from './context.js';
import { readFanvilData } from './data.js';
import { checkFacts } from './facts.js';
import { planPhoneFiles, planSiteFiles } from './files.js';
import { createLinter } from './lint.js';
import { isExpectedMiss } from './names.js';
import { maskSecrets } from './secrets.js';
import { checkUnproven } from './unproven.js';

export const createFanvilDriver: DriverFactory = (read) => {
  const tables = createTables(readFanvilData(read));
  const contexts = createContexts(tables);
  const lint = createLinter(tables);
  return {
    vendor: 'fanvil',
    checkFacts: (facts) => checkFacts(facts, tables.names),
    check: (phone, model, site) => checkPhone(contexts.ofPhone(phone, model, site)),
    checkSite: (site, models) => [
      ...checkFactoryPassword(site, models),
      ...checkUnproven(contexts, site, models),
    ],
    phoneFiles: (phone, model, site) => planPhoneFiles(contexts, phone, model, site),
    siteFiles: (site, models) => planSiteFiles(contexts, site, models),
    lint: (_name, text, model) => lint(text, model),
    maskSecrets: (_name, text) => maskSecrets(text),
    isExpectedMiss,
    boot: bootScript,
  };
};
