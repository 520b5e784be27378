// Bundles the browser's part, src/face, into dist/face: a page, a script, a style sheet, and the licence of what was taken in.
// Part of `npm run build`.

import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Of vite: puts links into the page before a part is loaded, which a part or two do not need. */
const HELPER = '\0vite/preload-helper.js';
const PLAIN = 'export const __vitePreload = (load) => load();';

const fileOf = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

await build({
  configFile: false,
  root: fileOf('src/face'),
  // Below whatever path a proxy puts it.
  base: './',
  logLevel: 'warn',
  plugins: [
    {
      name: 'parts',
      enforce: 'pre',
      resolveId: (id) => (id === HELPER ? id : null),
      load: (id) => (id === HELPER ? PLAIN : null),
    },
  ],
  // The same elements as by the automatic runtime, in less script.
  oxc: {
    jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' },
    jsxInject: "import { Fragment, h } from 'preact'",
  },
  build: {
    outDir: fileOf('dist/face'),
    emptyOutDir: true,
    // Of the end of 2021.
    target: ['chrome96', 'firefox94', 'safari15'],
    modulePreload: false,
    cssCodeSplit: false,
    // A picture or a font would be a file of our own, never text within another.
    assetsInlineLimit: 0,
    license: true,
    reportCompressedSize: false,
    rolldownOptions: {
      checks: { pluginTimings: false },
      // What the list of phones needs is one file, a language another, most views together a third; the rest comes when it is asked for.
      output: {
        codeSplitting: {
          groups: [
            { name: 'face', test: ofFirstView },
            { name: 'all', test: ofMostViews },
          ],
        },
      },
    },
  },
});

/** All but `views/` and what is shared with the server for these. */
function ofFirstView(id) {
  return !/\/face\/(texts\/(en|ru)\b|views\/)|\/src\/core\//.test(id);
}

/** Few look at these: they are loaded with whatever needs them. */
function ofMostViews(id) {
  return !/\/face\/(texts\/(en|ru)\b|views\/(rollouts\/|calls|phone-line|pool-history))/.test(id);
}
