// A snapshot that was read in this thread, as the servers see a site: for who asks the same of it, without serving.

import type { SnapshotSource } from '../artifacts/read-snapshot.js';
import type { Snapshot } from '../artifacts/snapshot.js';
import { renderingOf, wholeSets } from './read-site.js';
import { createServedSite, type ServedSite } from './served-site.js';
import { siteDataOf } from './site-data.js';

/** Each file is made when it is asked for. It may have errors: what is wrong is not there. */
export function siteOfSnapshot(snapshot: Snapshot, source: SnapshotSource): ServedSite {
  const unchecked = { diagnostics: [], texts: [] };
  return createServedSite(siteDataOf(snapshot, unchecked, wholeSets(snapshot, source)), {
    render: renderingOf(snapshot),
    lost: new Promise(() => {}),
    close() {},
  });
}
