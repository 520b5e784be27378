// What the name of a file means to phones, asked of all vendors.

import type { NameReader } from '../capture/observe/tell.js';
import { oncePerKey } from '../core/once-per.js';
import type { Packs } from '../phones/packs/packs.js';
import { isExpectedMiss } from '../phones/registry.js';
import type { FileName } from '../site/boot-script.js';

/** Phones ask for a few names again and again; whoever makes names up must not fill memory. */
const MAX_NAMES = 10_000;
const OTHER: FileName = { role: 'other' };

export function createNameReader({ drivers, models }: Packs): NameReader {
  const all = [...models.values()];
  return {
    nameOf: oncePerKey((wireName: string) => {
      const name = wireName.replace(/^\/+/, '');
      for (const driver of drivers.values()) {
        const meant = driver.readName(name, all);
        if (meant) return plain(meant);
      }
      return OTHER;
    }, MAX_NAMES),
    isExpectedMiss: (wireName) => isExpectedMiss(wireName.replace(/^\/+/, '')),
  };
}

/** Without what a vendor's table has beside it. */
function plain({ role, hint, models }: FileName): FileName {
  return { role, ...(hint && { hint }), ...(models && { models }) };
}
