// Scripts of threads: built, they are there to be started; where the program runs from its sources, they are not.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** undefined: it is not built, and what it would do is done in this thread. */
export function builtScript(script: URL): URL | undefined {
  return existsSync(fileURLToPath(script)) ? script : undefined;
}
