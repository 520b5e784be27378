// Under which name a file of an archive is put into the folder that is served: the one that phones ask for.

import { fileNameFault } from '../../core/name-fault.js';
import type { Vendors } from '../../phones/packs/known-models.js';
import type { FileRole } from '../../site/boot-script.js';

/** What vendors' archives are brought for. Files that offhook makes, and what a call manager reads, are not. */
const WANTED: ReadonlySet<FileRole> = new Set(['load', 'part', 'locale', 'tones', 'other']);
/** `Desktops/320x196x4/List.xml`. */
const MOST_STEPS = 3;

/** Undefined: no phone asks for it, or it is called as no file of a vendor is. */
export function wantedName(path: string, { drivers, models }: Vendors): string | undefined {
  const steps = path.split('/').filter((step) => step !== '' && step !== '.');
  for (let count = 1; count <= Math.min(MOST_STEPS, steps.length); count++) {
    const own = steps.slice(-count);
    const name = own.join('/');
    const isWanted = drivers.some((driver) => {
      const role = driver.readName(name, models)?.role;
      return role !== undefined && WANTED.has(role);
    });
    if (isWanted) return own.every((step) => fileNameFault(step) === undefined) ? name : undefined;
  }
  return undefined;
}
