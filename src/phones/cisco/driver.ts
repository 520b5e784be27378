// Cisco 79xx phones with SIP firmware: what the core asks of this vendor, and where the answers are.

import type { Mac } from '../../core/mac.js';
import { findingOf, judgeBy } from '../../findings/rule.js';
import type { BootScript, FileName } from '../../site/boot-script.js';
import type { ModelFacts } from '../../site/model.js';
import type { Driver } from '../driver.js';
import type { VendorData } from '../packs/packs.js';
import { createSettingTexts } from '../packs/setting-text.js';
import { bootScript } from './boot.js';
import { createFindCause } from './cause.js';
import { broughtFiles } from './files/brought-files.js';
import { checkTogether } from './files/check-together.js';
import { DIAL_PLAN_FILES } from './files/dial-plan/dial-plan.js';
import { readFirmware } from './files/firmware-file.js';
import { UNJUDGED_KINDS } from './files/kinds.js';
import { createLinter, KINDS } from './files/lint.js';
import { firstLoadOf } from './files/load-names.js';
import { archiveStart } from './files/loads.js';
import { MAY_MISS } from './files/names.js';
import { planDefault, planPhoneFiles } from './files/plan-files.js';
import { readName } from './files/read-name.js';
import { createDeviceRefers } from './files/references.js';
import { RING_FILES } from './files/rings/rings.js';
import { maskSecrets } from './files/secrets.js';
import { checkPhone } from './files/sep/check/check.js';
import { modelOf } from './files/sep/model-of.js';
import { createFindElements } from './files/sep/setting-elements.js';
import { createFindPlaces } from './files/sep/setting-places.js';
import { SOFT_KEY_FILE } from './files/soft-keys/soft-keys.js';
import { UNPROVEN_RULES } from './files/unproven.js';
import { notifyWays, sipEar } from './notify.js';
import type { CiscoSideFile } from './side-file.js';
import { readCiscoData } from './tables/data.js';
import { checkFacts } from './tables/facts.js';
import { firmwareStep } from './tables/firmware-steps.js';

/** In the order in which a phone asks for them. A new one is its folder and its name here. */
export const SIDE_FILES: readonly CiscoSideFile[] = [DIAL_PLAN_FILES, SOFT_KEY_FILE, RING_FILES];

const judgeUnproven = judgeBy(UNPROVEN_RULES);

export function createCiscoDriver(read: VendorData, sideFiles = SIDE_FILES): Driver {
  const data = readCiscoData(read);
  const kinds = sideFiles.flatMap((each) => each.kinds ?? []);
  const lintFile = createLinter(data, kinds);
  const placesOf = createFindPlaces(data);
  const views = { texts: createSettingTexts(), elements: createFindElements(data, placesOf) };
  return {
    vendor: 'cisco',
    checkFacts,
    checkSettings: (model) => placesOf(model).faults,
    sideFiles,
    check: (phone, model) => checkPhone(phone, model, data, placesOf),
    checkSite: (site, models) => [
      ...checkTogether(site, models),
      ...judgeUnproven({ site, models, data }).map(findingOf),
    ],
    phoneFiles: (phone, model, site) => planPhoneFiles(phone, model, site, data, views, sideFiles),
    siteFiles: planDefault,
    broughtFiles,
    kinds: [...UNJUDGED_KINDS, ...KINDS, ...kinds].map((kind) =>
      kind.roots?.includes('device') ? { ...kind, refers: createDeviceRefers(sideFiles) } : kind,
    ),
    modelOf,
    lint: (name, text, model, { firmware, remarks = true, memory } = {}) =>
      lintFile({ name, text, data, model, firmware, remarks, memory }),
    causeOf: createFindCause(data),
    maskSecrets: (_name, text) => maskSecrets(text),
    isExpectedMiss: (name) => mayMiss(name, sideFiles),
    readName: (name, models) => readName(name, models, sideFiles),
    readFirmware,
    firstLoad: firstLoadOf,
    firmwareStep: (have, want) => firmwareStep(data.firmwareSteps, have, want),
    archiveStart,
    boot: (mac, model) => bootScript(mac, model, sideFiles),
    notifyWays,
    sipEar,
    async loadImporter() {
      const { createImporter } = await import('./importer.js');
      const readers = await Promise.all(sideFiles.map((each) => each.loadReader?.() ?? []));
      return createImporter(data, views.elements, sideFiles, readers.flat());
    },
  };
}

/** Option 60 of a boot loader, which names no model. */
export const CISCO_LOADER_CLASS = 'Cisco Systems, Inc. IP Phone';

/** Known without any data. */
export function isExpectedMiss(name: string): boolean {
  return mayMiss(name, SIDE_FILES);
}

/** Known without any data. */
export function ciscoBoot(mac: Mac, model: ModelFacts): BootScript {
  return bootScript(mac, model, SIDE_FILES);
}

/** Known without any data. */
export function readCiscoName(name: string, models: readonly ModelFacts[]): FileName | undefined {
  return readName(name, models, SIDE_FILES);
}

function mayMiss(name: string, sideFiles: readonly CiscoSideFile[]): boolean {
  return [MAY_MISS, ...sideFiles.map((each) => each.mayMiss ?? [])].some((patterns) =>
    patterns.some((pattern) => pattern.test(name)),
  );
}
