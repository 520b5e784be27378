// Tells when a file that the snapshot was built from may have changed. Decides nothing.

import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { watch as watchPaths } from 'chokidar';

export interface Watched {
  /** Inventory files. Their folders are watched, for an `include` may match files that are yet to come. */
  readonly files: readonly string[];
  /** Watched with everything below. */
  readonly folders: readonly string[];
  /** Wall time in ms: a file that changed after it, before the watching began, has changed as well. */
  readonly sinceMs: number;
}

export interface Watcher {
  close(): Promise<void>;
}

/** An editor saves in several steps; what comes within this time is one change. */
const SETTLE_MS = 200;
/** What else lies beside an inventory, such as a log that grows, is not ours to watch. */
const INVENTORY_FILE = /\.(ya?ml|json|csv)$/i;

/** Calls `changed` once for changes that come together, `failed` where the system does not let us watch. */
export function watchFiles(
  { files, folders, sinceMs }: Watched,
  changed: () => void,
  failed: (cause: unknown) => void,
): Watcher {
  let timer: NodeJS.Timeout | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, SETTLE_MS);
  };
  const beside = watchPaths([...new Set(files.map(dirname))], { ignoreInitial: true, depth: 0 });
  beside.on('all', (_, path) => INVENTORY_FILE.test(path) && later());
  const below = watchPaths([...folders], { ignoreInitial: true }).on('all', later);
  for (const watcher of [beside, below]) watcher.on('error', failed);
  beside.on('ready', () => files.some((file) => changedSince(file, sinceMs)) && later());
  return {
    async close() {
      clearTimeout(timer);
      await Promise.all([beside.close(), below.close()]);
    },
  };
}

/** One that is not there did not change: an inventory may be optional. It is seen when it appears. */
function changedSince(file: string, sinceMs: number): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && stat.mtimeMs > sinceMs;
}
