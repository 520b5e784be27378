// Files of phones made and checked from texts alone: what a thread does with what it is told.

import { createPacks, type Packs } from '../phones/packs/packs.js';
import { DRIVERS } from '../phones/registry.js';
import type { TemplateTree } from '../render/template-tree.js';
import type { PhoneSurroundings } from '../site/site.js';
import { createArtifactCheck } from './check-artifact.js';
import { toFileText } from './file-text.js';
import type { CheckedFile, PackedFiles } from './packed-files.js';
import { createUnpacker, unpackSurroundings } from './packed-phone.js';
import { takeClaim } from './share-out.js';
import { planPhone } from './snapshot.js';

/** Plain data. */
export interface PackedSite {
  readonly templates: TemplateTree;
  readonly surroundings: string;
}

/** Of nothing where somebody else has claimed the files. */
export type PackedCheck = (files: PackedFiles) => readonly CheckedFile[];

/** Templates may be known long before the site is. What comes of it throws what a defect throws. */
export function createPackedCheck(
  templates: PackedSite['templates'],
): (surroundings: PackedSite['surroundings']) => PackedCheck {
  const packs = createPacks(templates, DRIVERS);
  return (surroundings) => packedCheck(packs, unpackSurroundings(surroundings));
}

function packedCheck(packs: Packs, surroundings: PhoneSurroundings): PackedCheck {
  const unpack = createUnpacker();
  const check = createArtifactCheck();
  return ({ shared, rows, keep, claim }) => {
    if (!takeClaim(claim)) return [];
    return rows.map((row): CheckedFile => {
      const parts = row.shared.map((index) => shared[index] ?? '');
      const phone = unpack({ own: row.own, shared: parts });
      const artifact = planPhone(phone, packs, surroundings).find(({ name }) => name === row.name);
      if (!artifact) throw new Error(`there is no file ${row.name}`);
      const { text, diagnostics } = check(artifact);
      if (text === undefined || !keep) return { diagnostics };
      return { diagnostics, text: toFileText(text) };
    });
  };
}
