// Loads the program from the scripts of the build, with V8's code of them: a start then need not compile them again.
// `scripts/bundle.mjs` puts this beside them.

const { existsSync, readFileSync, statSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const { basename, dirname, join, sep } = require('node:path');
const { Script } = require('node:vm');

const DIST = dirname(__dirname);
/** V8 refuses what another version of it made, but Node may mend V8 and leave its version, so each Node has a folder. */
const COMPILED = join(DIST, 'compiled', `${process.version}-${process.arch}`);

/** `name`: a script beside this one. `seen` is for the build: it hears of every script that is run. */
function start(name, seen) {
  // A trace then names the lines of src/, for Node knows the maps of what it loads itself.
  if (process.argv.includes('--debug')) process.setSourceMapsEnabled(true);
  else if (seen !== undefined || existsSync(COMPILED)) runWithCode(seen ?? (() => {}));
  require(`./${name}.cjs`);
}

function runWithCode(seen) {
  const asNodeDoes = require.extensions['.js'];
  require.extensions['.cjs'] = (module, path) => {
    if (path.startsWith(DIST + sep)) run(module, path, seen);
    else asNodeDoes(module, path);
  };
}

/** As Node does it, but for the code. */
function run(module, path, seen) {
  const script = new Script(wrap(readFileSync(path, 'utf8')), {
    filename: path,
    cachedData: codeOf(path),
  });
  seen(path, script);
  const main = script.runInThisContext();
  main.call(module.exports, module.exports, createRequire(path), module, path, dirname(path));
}

/** Undefined: there is none, or the script was changed since. V8 itself compares no more than the length. */
function codeOf(path) {
  const code = placeOf(path);
  const made = statSync(code, { throwIfNoEntry: false });
  if (made === undefined || made.mtimeMs < statSync(path).mtimeMs) return undefined;
  return readFileSync(code);
}

/** Of the code of a script. */
function placeOf(path) {
  return join(COMPILED, basename(path, '.cjs'));
}

module.exports = { start, placeOf };
