// Writes the scripts that the build made in ASCII alone: V8 then takes their bytes as they are, where it would make a text of
// twice the size of each in which there is one other character. Part of `npm run build`, before V8's code of them is made.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

for (const folder of ['bundle', 'prepared']) {
  const dir = new URL(`../dist/${folder}/`, import.meta.url);
  for (const name of readdirSync(dir).filter((each) => each.endsWith('.cjs'))) {
    const path = fileURLToPath(new URL(name, dir));
    const text = readFileSync(path, 'utf8');
    const ascii = text.replaceAll(/[^\0-\x7f]/g, escaped);
    if (ascii !== text) writeFileSync(path, ascii);
  }
}

/** Of one unit of UTF-16: what it means in texts, patterns and names alike. */
function escaped(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
