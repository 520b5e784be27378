// By what plain files are judged: the models of offhook, and those that the site has of its own.

import { existsSync } from 'node:fs';
import { KNOWN_CODES } from '../../artifacts/known-codes.js';
import { readPacks } from '../../artifacts/read-snapshot.js';
import type { Reading } from '../../phones/lint/lint-file.js';
import { vendorsOf } from '../../phones/packs/known-models.js';
import type { Packs } from '../../phones/packs/packs.js';

/** `templates`: the site's own folder, which may be missing. */
export function plainReading(templates: string): Reading {
  const packs = packsWith(templates);
  return { ...vendorsOf(packs), codes: KNOWN_CODES, makerOf: packs.makerOf };
}

/** What is wrong with models of one's own is told with the inventory; files are judged without them then. */
function packsWith(templates: string): Packs {
  try {
    if (existsSync(templates)) return readPacks('/', [templates]);
  } catch {}
  return readPacks('/', []);
}
