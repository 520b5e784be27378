// What `npm run build` does with what tsc has written: all parts at once, for none needs another, and then V8's code of them.

await Promise.all([import('./prepare.mjs'), import('./bundle.mjs'), import('./face.mjs')]);
await import('./compile.mjs');
