// Puts what a program of dist/ loads into few files: a start reads some four hundred otherwise. Part of `npm run build`.

import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const SRC = join(ROOT, 'src');
const DIST = join(ROOT, 'dist');
const { dependencies, optionalDependencies } = JSON.parse(
  readFileSync(join(ROOT, 'package.json'), 'utf8'),
);

/** Taken in, because most commands need them; the others are loaded from their packages when they are needed. */
const TAKEN_IN = ['commander', 'csv-parse', 'fastest-levenshtein', 'handlebars', 'yaml'];
const LEFT_OUT = Object.keys({ ...dependencies, ...optionalDependencies }).filter(
  (name) => !TAKEN_IN.includes(name),
);

/** Whoever reads an inventory needs what `validate` needs; `import` needs nearly all that `lint` does. */
const needs = { validate: new Set(), generate: new Set(), lint: new Set() };

/** Programs: the command line, and threads and processes that it starts, each of which is a file of its own. */
const programs = ['cli/main', ...helpers()];

const bundle = await rolldown({
  cwd: ROOT,
  input: Object.fromEntries(programs.map((name) => [name, join(SRC, `${name}.ts`)])),
  platform: 'node',
  resolve: {
    extensionAlias: { '.js': ['.ts', '.js'] },
    // The same code as modules, without a wrapper for each: it is the package's entry wherever Node does not ask.
    alias: { yaml: fileURLToPath(new URL('../browser/index.js', import.meta.resolve('yaml'))) },
  },
  external: [new RegExp(`^(${LEFT_OUT.join('|')})(/|$)`)],
  plugins: [{ name: 'places', transform: keepPlaces, buildEnd: noteNeeds }],
  // On a busy machine a plugin is slow, and nobody can do anything about it.
  checks: { bundlerTimings: false },
});
const { output } = await bundle.write({
  dir: DIST,
  // V8's code of a script can be kept, that of a module cannot; a script with such code cannot import either.
  format: 'cjs',
  dynamicImportInCjs: false,
  entryFileNames: ({ name }) => `bundle/${basename(name)}.cjs`,
  chunkFileNames: 'bundle/[name].cjs',
  // Files cost more than what stands in them: what an inventory needs is one, whatever the command.
  codeSplitting: {
    groups: [
      { name: 'base', test: ofBase, priority: 1 },
      { name: 'site', test: ofSite },
      { name: 'shared', test: (id) => ofBrought(id) && needs.generate.has(id) },
      { name: 'brought', test: ofBrought },
    ],
  },
  // For the names and lines of a stack trace.
  sourcemap: true,
  sourcemapExcludeSources: true,
});
await bundle.close();
writeFileSync(join(DIST, 'bundle/LICENSES.txt'), licensesOf(output));
copyFileSync(join(ROOT, 'scripts/load.cjs'), join(DIST, 'bundle/load.cjs'));
for (const name of programs) writeFileSync(join(DIST, `${name}.js`), doorOf(name));

/** What is started by name, and is a module to Node, as all of dist/ but the bundle. */
function doorOf(program) {
  const loader = posix.join(posix.relative(posix.dirname(program), 'bundle'), 'load.cjs');
  return `#!/usr/bin/env node
const { createRequire } = process.getBuiltinModule('node:module');
createRequire(import.meta.url)('${loader}').start('${basename(program)}');
`;
}

function helpers() {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && isHelper(readFileSync(join(SRC, path), 'utf8')))
    .map((path) => path.split(sep).join('/').replace(/\.ts$/, ''));
}

/** What every command needs. */
function ofBase(id) {
  return /\/src\/(core\/|cli\/(io|tool-version|exit-codes)\.)|\/fastest-levenshtein\//.test(id);
}

/** What every command needs that reads an inventory. */
function ofSite(id) {
  if (!needs.validate.has(id)) return false;
  return (
    /\/src\/(inventory|phones|render)\//.test(id) ||
    /\/src\/artifacts\/read-snapshot\./.test(id) ||
    /\/src\/cli\/(open-snapshot|write-report|check-site|discover|report\/(?!format-names))/.test(
      id,
    ) ||
    /\/node_modules\/(?!(commander|fastest-levenshtein)\/)/.test(id)
  );
}

/** What those need besides that look at files which somebody brings. */
function ofBrought(id) {
  return needs.lint.has(id) && !id.includes('/node_modules/');
}

/** What each of the commands needs at once. */
function noteNeeds() {
  for (const [command, needed] of Object.entries(needs)) {
    const left = [join(SRC, `cli/commands/${command}.ts`)];
    for (let id = left.pop(); id !== undefined; id = left.pop()) {
      if (needed.has(id)) continue;
      needed.add(id);
      left.push(...(this.getModuleInfo(id)?.importedIds ?? []));
    }
  }
}

function isHelper(text) {
  return text.includes('parentPort') || text.includes('process.send');
}

/** A module goes on finding what lies beside it: every file of the bundle is one folder below dist, too. */
function keepPlaces(code, id) {
  if (!id.startsWith(SRC) || !code.includes('import.meta.url')) return null;
  const place = relative(SRC, id).split(sep).join('/');
  const kept = code.replaceAll(
    'import.meta.url',
    `new URL('../${place}', require('node:url').pathToFileURL(__filename)).href`,
  );
  // Lines stay where they are.
  return { code: kept, map: null };
}

/** Of the packages that were taken in, as they ask for it. */
function licensesOf(chunks) {
  const modules = chunks.flatMap(({ moduleIds = [] }) => moduleIds);
  const packages = modules.flatMap((id) => /.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id) ?? []);
  return [...new Set(packages)].toSorted().map(licenseOf).join('\n');
}

function licenseOf(folder) {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((each) => /^licen[cs]e/i.test(each))
    .map((each) => readFileSync(join(folder, each), 'utf8'));
  if (texts.length === 0) throw new Error(`${name} comes without its license`);
  return [`${name} ${version}\n`, ...texts].join('\n');
}
