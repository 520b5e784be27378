// Files that somebody brings -> an inventory that makes them again, and a report of every value that it does not. What it
// says is found by making the files and comparing, so nothing is lost in silence.

import type { Finding } from '../../findings/finding.js';
import { assemble } from '../../inventory/write/assemble.js';
import { printInventory } from '../../inventory/write/print.js';
import { raiseCommon } from '../../inventory/write/raise.js';
import { referToSecrets, withoutSecrets } from '../../inventory/write/secrets.js';
import { isTree, type Tree } from '../../inventory/write/tree.js';
import { type Carried, carryToRaw, createComparing, type Differences } from './carry.js';
import { gather } from './gather.js';
import type { ImportInputs, PlacedRemark } from './import-inputs.js';
import { shownWithoutSecrets, withoutSecretsOf } from './last-look.js';
import { plainSecretsIn } from './plain-secrets.js';
import { reportOf } from './report.js';
import { type Removed, settle } from './settle.js';
import { createTrials, type Trial } from './trial.js';

export interface Imported {
  /** Of the inventory file. */
  readonly text: string;
  /** The same for all to see, without the passwords that stand in it. */
  shown(): string;
  /** By path relative to it. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Whether the inventory itself holds a password. */
  readonly isPrivate: boolean;
  readonly findings: readonly Finding[];
  /** Whether it says anything beside phones. */
  readonly hasMore: boolean;
  readonly trial: Trial;
  /** What the files that it makes say otherwise, by phone. */
  readonly differences: Differences;
}

/** Values that had to go lay others bare: a key, its label. */
const MAX_PASSES = 6;

/** `remarks`: what was found before. */
export function importSite(inputs: ImportInputs, remarks: readonly PlacedRemark[] = []): Imported {
  const { packs, importers } = inputs;
  const found = gather(inputs, remarks);
  const { tree, comments, conflicts, untaken } = assemble(found.gathered);
  const removed: Removed[] = [];
  const allowed: Finding[] = [];
  const carried: Carried[] = [];
  const banned = new Map<string, Set<string>>();
  const tryInventory = createTrials(packs);
  const compare = createComparing(found.sources, packs, importers);
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const settled = settle(tree, comments, tryInventory);
    removed.push(...settled.removed);
    allowed.push(...settled.allowed);
    banRaw(settled.removed, tree, banned);
    const more = carryToRaw(tree, compare(settled.trial), banned);
    carried.push(...more);
    if (more.length === 0) break;
  }
  const inTexts = plainSecretsIn(tree);
  raiseCommon(tree, comments);
  // What has risen stands for more than one phone, and makes files of its own: these have to be allowed as well.
  const risen = settle(tree, comments, (tried) => tryInventory(tried, comments, HEAD));
  const { trial } = risen;
  removed.push(...risen.removed);
  allowed.push(...risen.allowed);
  const differences = compare(trial);
  const told = reportOf({
    remarks: found.remarks,
    differences,
    sources: found.sources,
    removed,
    allowed,
    conflicts,
    untaken,
    carried,
    inTexts,
  });
  const shown = () => printInventory(withoutSecrets(referToSecrets(tree).tree), comments, HEAD);
  const secrets = trial.secrets.values();
  const findings = withoutSecretsOf(told, { files: inputs.files, packs, secrets, shown: shown() });
  const isPrivate = trial.findings.some(({ code }) => code === 'inventory/plain-secret');
  return {
    text: trial.text,
    shown: () => shownWithoutSecrets(shown(), { files: inputs.files, packs }),
    secrets: trial.secrets,
    isPrivate,
    findings,
    hasMore: Object.keys(tree).length > 2,
    trial,
    differences,
  };
}

const HEAD: readonly string[] = [
  'Made by `offhook import`; a comment beside an entry says which file it came from.',
];

/** A value under `raw` that had to go must not come back. */
function banRaw(removed: readonly Removed[], tree: Tree, banned: Map<string, Set<string>>): void {
  for (const { path } of removed) {
    const [section, index, field, name] = path;
    const phone = Array.isArray(tree.phones) ? tree.phones[Number(index)] : undefined;
    if (section !== 'phones' || field !== 'raw' || !isTree(phone) || name === undefined) continue;
    const mac = String(phone.mac);
    banned.set(mac, (banned.get(mac) ?? new Set()).add(String(name)));
  }
}
