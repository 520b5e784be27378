// What `npm run build` does with what tsc has written: both parts at once, for neither needs the other.

await Promise.all([import('./prepare.mjs'), import('./bundle.mjs')]);
