// Our version and what it needs, from the package file that lies above `dist/` and `src/` alike.

import { readFileSync } from 'node:fs';

const {
  version,
  engines,
}: { readonly version: string; readonly engines: { readonly node: string } } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);

export const TOOL_VERSION = version;
/** Of Node, as npm writes ranges. */
export const NODE_RANGE = engines.node;
