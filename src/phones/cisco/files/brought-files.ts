// Firmware, which phones are told to fetch and offhook does not make: it is Cisco's.

import type { Place } from '../../../findings/finding.js';
import type { Model } from '../../../site/model.js';
import type { Site } from '../../../site/site.js';
import type { BroughtFile, Judgement } from '../../driver.js';
import { phonesOf } from '../../phones-of.js';
import { decodeLoads } from './loads.js';
import { loadsName } from './names.js';

export function broughtFiles(site: Site, models: readonly Model[]): readonly BroughtFile[] {
  const loads = [
    ...phonesOf(site, models).flatMap(({ firmware, placeOf }) =>
      firmware === undefined ? [] : [{ firmware, place: placeOf('firmware') }],
    ),
    ...models.flatMap(({ id }) => {
      const { firmware, place } = site.modelDefaults.get(id) ?? {};
      return firmware !== undefined && place ? [{ firmware, place }] : [];
    }),
  ];
  return loads.map(({ firmware, place }) => {
    const name = loadsName(firmware);
    return { name, what: 'firmware', place, judge: (start) => judgeLoads(name, place, start) };
  });
}

function judgeLoads(file: string, place: Place, start: Uint8Array): Judgement {
  const loads = decodeLoads(start);
  if (!loads || loads.parts.length === 0) {
    return { fault: 'is no list of parts, or was cut short', parts: [] };
  }
  const { name, parts } = loads;
  const fault = `was signed as ${name}, and phones refuse it under another name`;
  return {
    ...(name !== undefined && name !== file && { fault }),
    parts: parts.map((part) => ({
      name: part,
      what: 'part of the firmware',
      place,
      judge: judgePart,
    })),
  };
}

/** A part begins as the list does. How long it has to be stands nowhere. */
function judgePart(start: Uint8Array): Judgement {
  const isWhole = decodeLoads(start) !== undefined;
  return { ...(!isWhole && { fault: 'is no firmware, or was cut short' }), parts: [] };
}
