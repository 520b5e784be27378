// Tells when a file that the snapshot was built from may have changed. Decides nothing.

import { dirname } from 'node:path';
import { watch as watchPaths } from 'chokidar';

export interface Watcher {
  close(): Promise<void>;
}

/** An editor saves in several steps; what comes within this time is one change. */
const SETTLE_MS = 200;

/**
 * Watches the folders of `files`, for an `include` may match files that are yet to come, and all of
 * `folders`. Calls `changed` once for changes that come together.
 */
export function watchFiles(
  files: readonly string[],
  folders: readonly string[],
  changed: () => void,
): Watcher {
  let timer: NodeJS.Timeout | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, SETTLE_MS);
  };
  const watchers = [
    watchPaths([...new Set(files.map(dirname))], { ignoreInitial: true, depth: 0 }),
    watchPaths([...folders], { ignoreInitial: true }),
  ];
  for (const watcher of watchers) watcher.on('all', later);
  return {
    async close() {
      clearTimeout(timer);
      await Promise.all(watchers.map((watcher) => watcher.close()));
    },
  };
}
