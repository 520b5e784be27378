// Loaded into a program before all else: writes the path of every file that it loads as code to the file that LIST names.

import { appendFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { fileURLToPath } from 'node:url';

const hooks = `
  import { appendFileSync } from 'node:fs';
  export async function load(url, context, next) {
    if (url.startsWith('file:')) appendFileSync(process.env.LIST, url + '\\n');
    return next(url, context);
  }`;

register(`data:text/javascript,${encodeURIComponent(hooks)}`);

const own = fileURLToPath(import.meta.url);
process.on('exit', () => {
  const { cache } = createRequire(own);
  for (const path of Object.keys(cache)) appendFileSync(process.env.LIST, `file://${path}\n`);
});
