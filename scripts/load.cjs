// Loads the program from the scripts of the build, with V8's code of them: a start then need not compile them again.
// `scripts/bundle.mjs` puts this beside them.

const { isAscii } = require('node:buffer');
const { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const { basename, dirname, join, sep } = require('node:path');
const { Script } = require('node:vm');
const { crc32 } = require('node:zlib');

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
  const { whole, source } = readWrapped(path);
  // ASCII is how the build writes it; it may have been changed since.
  const script = new Script(whole.toString(isAscii(whole) ? 'latin1' : 'utf8'), {
    filename: path,
    cachedData: codeOf(path, source),
  });
  seen(path, script);
  const main = script.runInThisContext();
  main.call(module.exports, module.exports, createRequire(path), module, path, dirname(path));
}

/** What Node writes around a script. */
const [BEFORE, AFTER] = wrap('\0')
  .split('\0')
  .map((text) => Buffer.from(text));

/** Read into its place: V8 would copy a script that is put together from texts once more. */
function readWrapped(path) {
  const fd = openSync(path);
  try {
    const { size } = fstatSync(fd);
    const bytes = Buffer.allocUnsafeSlow(BEFORE.length + size + AFTER.length);
    bytes.set(BEFORE);
    let end = BEFORE.length;
    for (let read; read !== 0; end += read) {
      read = readSync(fd, bytes, end, BEFORE.length + size - end);
    }
    bytes.set(AFTER, end);
    return {
      whole: bytes.subarray(0, end + AFTER.length),
      source: bytes.subarray(BEFORE.length, end),
    };
  } finally {
    closeSync(fd);
  }
}

/** Bytes behind the code, for V8 to read it where it lies. */
const SUM_BYTES = 4;

/**
 * Undefined: there is none that can be read, it is damaged, or it is of another script. V8 itself compares the lengths of
 * scripts alone, and runs damaged code until it crashes.
 */
function codeOf(path, source) {
  const place = placeOf(path);
  try {
    if (!existsSync(place)) return undefined;
    const bytes = readFileSync(place);
    if (bytes.length <= SUM_BYTES) return undefined;
    const code = bytes.subarray(0, -SUM_BYTES);
    return bytes.readUInt32LE(code.length) === sumOf(code, source) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Of the code of a script. */
function placeOf(path) {
  return join(COMPILED, basename(path, '.cjs'));
}

/** What is kept of a script: its code, and a sum of both. */
function kept(source, code) {
  const sum = Buffer.alloc(SUM_BYTES);
  sum.writeUInt32LE(sumOf(code, source));
  return Buffer.concat([code, sum]);
}

/** For accidents: whoever means harm, and may write here, can change the script itself. */
function sumOf(code, source) {
  return crc32(code, crc32(source));
}

module.exports = { start, placeOf, kept };
