// Fanvil phones: what the core asks of this vendor, and where the answers are.

import type { Place } from '../../findings/finding.js';
import { findingOf, judgeBy } from '../../findings/rule.js';
import type { Driver } from '../driver.js';
import type { DriverFactory } from '../packs/packs.js';
import type { SiteSubject } from '../phones-of.js';
import type { FileKind } from '../recognise/file-kind.js';
import { bootScript } from './boot.js';
import { createFindCause } from './cause.js';
import { checkPhone } from './check/check.js';
import { SITE_RULES } from './check/factory-password.js';
import { UNPROVEN_RULES } from './check/unproven.js';
import { CSTA_RULES } from './csta/rules.js';
import { CSTA_FINDINGS } from './csta/section.js';
import { FANVIL_CSTA } from './csta/switch.js';
import { OTHER_KINDS } from './firmware/kinds.js';
import type { Form, FormFactory } from './forms/form.js';
import { createLinter } from './forms/lint.js';
import { FORMS } from './forms/registry.js';
import { notifyWays, sipEar } from './notify.js';
import { readName } from './read-name.js';
import type { Tables } from './settings/context.js';
import { createContexts, createTables } from './settings/contexts.js';
import { planPhoneFiles, planSiteFiles } from './settings/plan-files.js';
import { checkFacts } from './tables/facts.js';
import { readFirmware } from './tables/firmware-file.js';
import { isExpectedMiss } from './tables/names.js';

const judgeSite = judgeBy<SiteSubject, Place>(SITE_RULES, CSTA_RULES);
const judgeUnproven = judgeBy(UNPROVEN_RULES);

export const createFanvilDriver: DriverFactory = fanvilDriver(FORMS);

/** `factories`: the forms of file that it knows. */
export function fanvilDriver(factories: readonly FormFactory[]): DriverFactory {
  const kinds = [...factories.map(({ kind }) => kind), ...OTHER_KINDS];
  return (data) => createDriver(createTables(data, factories), kinds);
}

function createDriver(tables: Tables, kinds: readonly FileKind[]): Driver {
  const contexts = createContexts(tables);
  const lint = createLinter(tables.forms);
  const maskSecrets = createMask(tables.forms);
  return {
    vendor: 'fanvil',
    checkFacts: (facts) => checkFacts(facts, tables.names),
    check: (phone, model, site) => checkPhone(contexts.ofPhone(phone, model, site)),
    checkSite: (site, models) => [
      ...judgeSite({ site, models }).map(findingOf),
      ...judgeUnproven({ contexts, site, models }).map(findingOf),
    ],
    sideFiles: [{ sections: [CSTA_FINDINGS] }],
    csta: FANVIL_CSTA,
    phoneFiles: (phone, model, site) => planPhoneFiles(contexts, phone, model, site),
    siteFiles: (site, models) => planSiteFiles(contexts, site, models),
    kinds,
    lint: (_name, text, model, how) => lint(text, model, how),
    causeOf: createFindCause(tables.forms),
    maskSecrets: (_name, text) => maskSecrets(text),
    isExpectedMiss,
    readName,
    readFirmware,
    boot: bootScript,
    notifyWays,
    sipEar,
    async loadImporter() {
      const { createImporter } = await import('./import/importer.js');
      return createImporter(tables);
    },
  };
}

/** A text may be a piece of a file that shows nothing of its form: all of them mask it. */
function createMask(forms: readonly Form[]): (text: string) => string {
  const masks = new Set(forms.map(({ maskSecrets }) => maskSecrets));
  return (text) => [...masks].reduce((masked, mask) => mask(masked), text);
}
