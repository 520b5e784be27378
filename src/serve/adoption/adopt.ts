// A phone becomes an entry of the inventory: judged with the whole, and written where that is wished and nothing is wrong.

import { dirname, resolve } from 'node:path';
import { mayWrite, writeOwn } from '../../artifacts/own-file.js';
import type { SnapshotSource } from '../../artifacts/read-snapshot.js';
import { shellWord } from '../../core/shell-word.js';
import type { Finding } from '../../findings/finding.js';
import type { KeptSources } from '../../inventory/read/kept-sources.js';
import { ADOPTED_FILE, type Adoption } from '../../inventory/write/adopted.js';
import { type Judged, judgeAdoption } from './judge.js';
import type { Refused } from './plan.js';

export interface Adopted {
  readonly judged: Judged;
  /** No error is found. */
  readonly isSound: boolean;
  /** Whoever runs this may write there. */
  readonly isOurs: boolean;
  readonly written: boolean;
}

/** Throws the system's Error, and one with EAGAIN where the file was changed meanwhile. */
export async function adopt(
  source: SnapshotSource,
  adoption: Adoption,
  write: boolean,
  keptSources?: KeptSources,
): Promise<Adopted | Refused> {
  const { cwd, file } = source;
  const isOurs = mayWrite(resolve(cwd, dirname(file), ADOPTED_FILE));
  const judged = await judgeAdoption(source, adoption, isOurs, keptSources);
  if ('refused' in judged) return judged;
  const isSound = judged.findings.every(isHarmless);
  const written = write && isSound && isOurs;
  if (written) {
    const { path, before, after } = judged;
    writeOwn(resolve(cwd, path), resolve(cwd, file), before, after);
  }
  return { judged, isSound, isOurs, written };
}

const isHarmless = ({ severity }: Finding): boolean => severity !== 'error';

/** What somebody who may write types. */
export interface CommandPlace {
  readonly sudo: boolean;
  /** The inventory; absent: it is found without being named. */
  readonly config?: string | undefined;
  readonly templates?: string | undefined;
}

export function adoptCommand(
  { mac, model, label, address, groups, line }: Adoption,
  { sudo, config, templates }: CommandPlace,
): string {
  const option = (name: string, value: string | undefined) =>
    value === undefined ? [] : [name, shellWord(value)];
  return [
    ...(sudo ? ['sudo'] : []),
    ...['offhook', 'adopt', mac, '--model', model],
    ...option('--line', line?.number),
    ...option('--label', label),
    ...option('--address', address),
    ...option('--group', groups?.join(',')),
    ...option('--config', config),
    ...option('--templates', templates),
    '--write',
  ].join(' ');
}
