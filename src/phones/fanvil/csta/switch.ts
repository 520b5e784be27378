// The switch of uaCSTA in a Fanvil's file, and what phones showed of it.

import type { Place } from '../../../findings/finding.js';
import type { Model } from '../../../site/model.js';
import { entriesOf } from '../../../site/section.js';
import type { Site } from '../../../site/site.js';
import { byFirmware, settle } from '../../csta-settled.js';
import type { CstaFinding, CstaSwitch } from '../../csta-switch.js';
import { settingTexts } from '../../packs/setting-text.js';
import { cstaValue } from '../settings/general.js';
import { CSTA_FINDINGS, VALUES } from './section.js';

/** The setting that says which value means "on". */
export const POLARITY = 'cstaPolarity';

export const FANVIL_CSTA: CstaSwitch = {
  known: (site, model) =>
    settledOf(site, model).map(({ on, firmware, place }) => ({
      says: `${on} switches uaCSTA on: shown by a phone with ${firmware}`,
      place,
    })),
  section: CSTA_FINDINGS.name,
  values: VALUES,
  findings: (site) => entriesOf(site, CSTA_FINDINGS),
  valueOf: (phone, model) => cstaValue(phone, settingTexts(model.settings, phone.settings)),
  toWrite: (value) => `csta: true, settings: { ${POLARITY}: ${value}-is-on }`,
};

interface SettledModel {
  readonly model: string;
  readonly firmware: string;
  readonly on: string;
  /** Of the finding that settled it. */
  readonly place: Place;
}

/** For each firmware of which it is known. */
export function settledOf(site: Pick<Site, 'sections'>, model: Model): readonly SettledModel[] {
  const groups = byFirmware(FANVIL_CSTA.findings(site), model.id);
  return [...groups].flatMap(([firmware, findings]) => {
    const last: CstaFinding | undefined = findings.at(-1);
    const settled = settle(findings, VALUES);
    if (settled.kind !== 'settled' || !last) return [];
    return [{ model: model.id, firmware, on: settled.on, place: last.place }];
  });
}
