// Our version, from the package file that lies above `dist/` and `src/` alike.

import { readFileSync } from 'node:fs';

const { version }: { readonly version: string } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);

export const TOOL_VERSION = version;
