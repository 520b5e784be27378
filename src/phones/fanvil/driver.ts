// Fanvil phones: what the core asks of this vendor, and where the answers are.

import type { Place } from '../../findings/finding.js';
import { diagnosticOf, judgeBy } from '../../findings/rule.js';
import type { DriverFactory } from '../packs/packs.js';
import { bootScript } from './boot.js';
import { causeOf } from './cause.js';
import { checkPhone } from './check/check.js';
import { SITE_RULES, type SiteSubject } from './check/factory-password.js';
import { checkUnproven } from './check/unproven.js';
import { createLinter } from './forms/lint.js';
import { maskSecrets } from './forms/secrets.js';
import { createContexts, createTables } from './settings/contexts.js';
import { planPhoneFiles, planSiteFiles } from './settings/plan-files.js';
import { readFanvilData } from './tables/data.js';
import { checkFacts } from './tables/facts.js';
import { isExpectedMiss } from './tables/names.js';

const judgeSite = judgeBy<SiteSubject, Place>(SITE_RULES);

export const createFanvilDriver: DriverFactory = (read) => {
  const tables = createTables(readFanvilData(read));
  const contexts = createContexts(tables);
  const lint = createLinter(tables);
  return {
    vendor: 'fanvil',
    checkFacts: (facts) => checkFacts(facts, tables.names),
    check: (phone, model, site) => checkPhone(contexts.ofPhone(phone, model, site)),
    checkSite: (site, models) => [
      ...judgeSite({ site, models }).map(diagnosticOf),
      ...checkUnproven(contexts, site, models),
    ],
    phoneFiles: (phone, model, site) => planPhoneFiles(contexts, phone, model, site),
    siteFiles: (site, models) => planSiteFiles(contexts, site, models),
    lint: (_name, text, model) => lint(text, model),
    causeOf: (phone, text, finding) => causeOf(phone, text, finding, tables),
    maskSecrets: (_name, text) => maskSecrets(text),
    isExpectedMiss,
    boot: bootScript,
  };
};
