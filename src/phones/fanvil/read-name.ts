// What a name asked for says of the phone that asks: to the boot story it is all that is seen of the phone.

import type { FileName } from '../../site/boot-script.js';
import type { ModelFacts } from '../../site/model.js';
import { factsOf } from './tables/facts.js';
import { IMAGE_NAME, MANIFEST_NAME } from './tables/firmware-file.js';
import { COMMON_FILE, DEVICE_FILE } from './tables/names.js';

interface NameRow {
  readonly name: RegExp;
  readonly means: FileName;
}

const ROWS: readonly NameRow[] = [
  { name: /^[0-9a-f]{12}\.cfg$/i, means: { role: 'config' } },
  { name: DEVICE_FILE, means: { role: 'config', hint: 'named-in-phone' } },
  { name: /^(F000+|[0-9a-f]{12})\.boot$/i, means: { role: 'boot-list' } },
  { name: MANIFEST_NAME, means: { role: 'load', hint: 'auto-upgrade' } },
  { name: IMAGE_NAME, means: { role: 'part' } },
];

/** The hardware's version stands in the name where it is not the first: `F0V5UV200000.cfg`. */
const LATER_HARDWARE = /^F0V?\w{1,4}V2\d*\.cfg$/i;

export function readName(name: string, models: readonly ModelFacts[]): FileName | undefined {
  const row = ROWS.find((each) => each.name.test(name));
  if (row) return row.means;
  if (!COMMON_FILE.test(name)) return undefined;
  const wanted = name.toLowerCase();
  const asking = models
    .filter(({ vendor }) => vendor === 'fanvil')
    .filter((model) => factsOf(model).commonFile.name.toLowerCase() === wanted);
  const isLater = asking.length === 0 && LATER_HARDWARE.test(name);
  return {
    role: 'common',
    models: asking.map(({ id }) => id),
    ...(isLater && { hint: 'later-hardware' }),
  };
}
