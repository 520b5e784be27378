// Firmware, which phones are told to fetch and offhook does not make: it is Cisco's.

import type { Place } from '../../../findings/finding.js';
import type { Model } from '../../../site/model.js';
import type { Site } from '../../../site/site.js';
import type { BroughtFile, Judgement } from '../../driver.js';
import { phonesOf } from '../../phones-of.js';
import { readFirmware } from './firmware-file.js';
import { loadsName } from './names.js';

export function broughtFiles(site: Site, models: readonly Model[]): readonly BroughtFile[] {
  const loads = [
    ...phonesOf(site, models).flatMap(({ firmware, model, mac, placeOf }) =>
      firmware === undefined
        ? []
        : [{ firmware, loadedBy: { model, mac }, place: placeOf('firmware') }],
    ),
    ...models.flatMap(({ id: model }) => {
      const { firmware, place } = site.modelDefaults.get(model) ?? {};
      return firmware !== undefined && place ? [{ firmware, loadedBy: { model }, place }] : [];
    }),
  ];
  return loads.map(({ firmware, loadedBy, place }) => ({
    ...broughtFile(loadsName(firmware), 'firmware', place),
    loadedBy,
  }));
}

function broughtFile(name: string, what: string, place: Place): BroughtFile {
  return { name, what, place, judge: (start, size) => judge(name, place, start, size) };
}

function judge(file: string, place: Place, start: Uint8Array, size: number): Judgement {
  const { signedAs, parts = [], fault } = readFirmware({ name: file, start, size }, []) ?? {};
  const isRenamed = signedAs !== undefined && signedAs !== file;
  const renamed = `was signed as ${signedAs}, and phones refuse it under another name`;
  const told = fault ?? (isRenamed ? renamed : undefined);
  return {
    ...(told !== undefined && { fault: told }),
    parts: parts.map((part) => broughtFile(part, 'part of the firmware', place)),
  };
}
