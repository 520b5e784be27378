// An inventory that is being written, tried: what `validate` would say of it, and what files it makes.

import { type Finding, sortFindings } from '../../findings/finding.js';
import type { SecretSource } from '../../inventory/read/outside.js';
import { parseSource } from '../../inventory/read/parse-source.js';
import type { Source } from '../../inventory/read/source.js';
import { printInventory } from '../../inventory/write/print.js';
import { referToSecrets } from '../../inventory/write/secrets.js';
import type { Comments, Tree } from '../../inventory/write/tree.js';
import type { LintFinding } from '../../phones/lint/lint-finding.js';
import type { Packs } from '../../phones/packs/packs.js';
import type { Model } from '../../site/model.js';
import {
  type CheckArtifact,
  createArtifactCheck,
  type LintArtifact,
  lintArtifact,
} from '../check-artifact.js';
import { buildSnapshot, type Snapshot } from '../snapshot.js';
import { INVENTORY_FILE } from './names.js';

export interface Trial {
  readonly text: string;
  readonly secrets: ReadonlyMap<string, string>;
  readonly snapshot: Snapshot;
  /** Only of one that has faults anybody asks for places. */
  source(): Source;
  readonly findings: readonly Finding[];
  /** By name, those that could be rendered. */
  readonly files: ReadonlyMap<string, string>;
}

const NO_COMMENTS: Comments = new Map();

export type TryInventory = (tree: Tree, comments?: Comments, head?: readonly string[]) => Trial;

/** For one inventory that is tried again and again: of a file that is made as the last time it is known what is wrong. */
export function createTrials(packs: Packs): TryInventory {
  const check = createArtifactCheck(createLint());
  return (tree, comments = NO_COMMENTS, head = []) => tryOnce(tree, comments, head, packs, check);
}

interface Linted {
  readonly text: string;
  readonly model: Model | undefined;
  readonly found: readonly LintFinding[];
}

function createLint(): LintArtifact {
  const last = new Map<string, Linted>();
  return (artifact, text, memory) => {
    const { name, model } = artifact;
    const before = last.get(name);
    if (before?.text === text && before.model === model) return before.found;
    const found = lintArtifact(artifact, text, memory);
    last.set(name, { text, model, found });
    return found;
  };
}

function tryOnce(
  tree: Tree,
  comments: Comments,
  head: readonly string[],
  packs: Packs,
  check: CheckArtifact,
): Trial {
  const { tree: written, secrets } = referToSecrets(tree);
  const text = printInventory(written, comments, head);
  const lookUp: SecretSource['lookUp'] = (ref) => {
    const found = ref.kind === 'file' ? secrets.get(ref.path) : undefined;
    return found === undefined
      ? { found: false, why: 'it is not there' }
      : { found: true, text: found };
  };
  const snapshot = buildSnapshot({
    file: INVENTORY_FILE,
    files: { read: () => text, list: () => [] },
    secrets: { lookUp },
    packs,
  });
  const checked = [...snapshot.artifacts.values()].map((artifact) => ({
    name: artifact.name,
    ...check(artifact),
  }));
  const ofFiles = snapshot.allowances.apply(checked.flatMap(({ diagnostics }) => diagnostics));
  return {
    text,
    secrets,
    snapshot,
    source: () => parseSource(INVENTORY_FILE, text),
    findings: sortFindings([...snapshot.diagnostics, ...ofFiles]),
    files: new Map(
      checked.flatMap(({ name, text: made }) => (made === undefined ? [] : [[name, made]])),
    ),
  };
}
