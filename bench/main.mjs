// `npm run bench -- NAME…`: runs the measurements named, or says which there are.

const BENCHES = {
  commands: () => import('./commands.mjs'),
  dhcp: () => import('./dhcp.mjs'),
  export: () => import('./export.mjs'),
  face: () => import('./face.mjs'),
  generate: () => import('./generate.mjs'),
  http: () => import('./http.mjs'),
  lint: () => import('./lint.mjs'),
  numbers: () => import('./numbers.mjs'),
  peers: () => import('./peers.mjs'),
  readers: () => import('./readers.mjs'),
  reload: () => import('./reload.mjs'),
  start: () => import('./start.mjs'),
  story: () => import('./story.mjs'),
  tftp: () => import('./tftp.mjs'),
};

const [name, ...rest] = process.argv.slice(2);
const load = Object.hasOwn(BENCHES, name ?? '') ? BENCHES[name] : undefined;
if (load) {
  const { bench } = await load();
  await bench(rest);
} else {
  console.error(`usage: npm run bench -- ${Object.keys(BENCHES).join('|')} [options]`);
  process.exitCode = 2;
}
