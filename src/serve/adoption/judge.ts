// An inventory with one phone more, before it is written: what the whole says of it.

import { checkArtifacts } from '../../artifacts/check-artifacts.js';
import type { SnapshotSource } from '../../artifacts/read-snapshot.js';
import { ownFileNow, readWithOwnFile } from '../../artifacts/with-own-file.js';
import { withoutConsequences } from '../../artifacts/without-consequences.js';
import { messageOf } from '../../core/coded-error.js';
import { type Finding, sortFindings } from '../../findings/finding.js';
import type { KeptSources } from '../../inventory/read/kept-sources.js';
import { ADOPTED_FILE, type Adoption, withAdoption } from '../../inventory/write/adopted.js';
import { type Refused, refuse } from './plan.js';

/** An inventory with the phone in it. */
export interface Judged {
  /** Where it goes, as messages show it. */
  readonly path: string;
  /** What that says now; undefined: it is not there. */
  readonly before: string | undefined;
  readonly after: string;
  /** What to write so that the inventory reads that file; undefined: it does. */
  readonly toInclude: string | undefined;
  /** Every error, and what else is found of the phone. */
  readonly findings: readonly Finding[];
  /** Passwords could not be read here, and were not looked at. */
  readonly secretsUnread?: true;
  /** Names of the files that it makes. */
  readonly files: readonly string[];
}

/**
 * The whole inventory with this phone. Who may not write it may often not read the passwords either: where some are
 * missed, all the rest is judged, and whoever writes it has them looked at. It is refused where nothing can be added to the
 * file that is there.
 */
export async function judgeAdoption(
  source: SnapshotSource,
  adoption: Adoption,
  mayWrite: boolean,
  keptSources?: KeptSources,
): Promise<Judged | Refused> {
  const judged = await judge(source, adoption, keptSources);
  if (
    'refused' in judged ||
    mayWrite ||
    !judged.findings.some(({ code }) => code === MISSING_SECRET)
  )
    return judged;
  const { env: _, ...withoutSecrets } = source;
  const again = await judge(withoutSecrets, adoption, keptSources);
  return 'refused' in again ? again : { ...again, secretsUnread: true };
}

const MISSING_SECRET = 'inventory/missing-secret';

async function judge(
  source: SnapshotSource,
  adoption: Adoption,
  keptSources: KeptSources | undefined,
): Promise<Judged | Refused> {
  const now = ownFileNow(source, ADOPTED_FILE);
  const { path, before } = now;
  const after = added(path, before, adoption);
  if (typeof after !== 'string') return after;
  const details = keptSources === undefined ? {} : { keptSources };
  const { snapshot, toInclude } = readWithOwnFile(source, now, after, details);
  const own = [...snapshot.artifacts.values()].filter(({ mac }) => mac === adoption.mac);
  const made = await checkArtifacts(own, { maxKept: 0 });
  const all = [...snapshot.diagnostics, ...snapshot.allowances.apply(made.diagnostics)];
  const isMeant = ({ severity, device, others = [], place }: Finding) =>
    severity === 'error' ||
    [device, ...others].includes(adoption.mac) ||
    (place.file === path && device === undefined);
  return {
    path,
    before,
    after,
    toInclude,
    findings: sortFindings(withoutConsequences(all).filter(isMeant)),
    files: own.map(({ name }) => name),
  };
}

function added(path: string, before: string | undefined, adoption: Adoption): string | Refused {
  try {
    return withAdoption(before, adoption);
  } catch (cause) {
    const why = messageOf(cause);
    return refuse(`nothing can be added to ${path}: ${why}`);
  }
}
