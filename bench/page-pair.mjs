// offhook with sixteen browsers that watch its page and with none, in turns: what they cost whoever is served.

import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const WITH_READERS = new URL('./with-readers.mjs', import.meta.url).href;

/** Command lines of both: `args` follow the program's name. */
export const PAGE_PROGRAMS = {
  'offhook, 16 watch': [process.execPath, '--import', WITH_READERS, MAIN],
  'offhook, nobody watches': [process.execPath, MAIN],
};
