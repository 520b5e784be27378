// A folder in which all of offhook is: bin, lib, share. Below /usr it is what a system has, elsewhere what one unpacks.

import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { shellFiles } from './shell-files.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Its long-term line, whole: another one is another runtime. npm has it as a package for each architecture. */
const NODE = '24.21.0';

/** Finds the rest from where it lies itself, through links. */
const LAUNCHER = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
exec "$here/../lib/offhook/bin/node" "$here/../lib/offhook/dist/cli/main.js" "$@"
`;

/**
 * @param {string} folder new
 * @param {string} packed a tarball of npm
 * @param {{ arch: string, cpu: string, version: string }} about
 */
export async function stage(folder, packed, { cpu, version }) {
  const lib = join(folder, 'lib/offhook');
  mkdirSync(lib, { recursive: true });
  execFileSync('tar', ['-xf', packed, '-C', lib, '--strip-components=1']);
  installDependencies(lib, cpu);
  addNode(lib, cpu);
  put(join(folder, 'bin/offhook'), LAUNCHER, 0o755);
  keepCode(lib, cpu);
  const share = join(folder, 'share');
  for (const [place, text] of Object.entries(shellFiles(version))) {
    if (place.startsWith('man/')) put(join(share, `${place}.gz`), gzip(text));
    else put(join(share, place), text);
  }
  put(join(share, 'doc/offhook/copyright'), copyrightOf(lib));
  put(join(share, 'doc/offhook/changelog.gz'), gzip(readFileSync(join(ROOT, 'CHANGELOG.md'))));
}

function installDependencies(lib, cpu) {
  copyFileSync(join(ROOT, 'package-lock.json'), join(lib, 'package-lock.json'));
  const forWhom = ['--os=linux', `--cpu=${cpu}`, '--libc=glibc'];
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
  execFileSync('npm', ['ci', '--omit=dev', ...forWhom, ...quiet], { cwd: lib, stdio: 'inherit' });
  rmSync(join(lib, 'package-lock.json'));
  rmSync(join(lib, 'node_modules/.package-lock.json'), { force: true });
  // koffi's package has one build for each C library, and looks for the one that fits.
  const builds = join(lib, `node_modules/@koromix/koffi-linux-${cpu}`);
  rmSync(join(builds, `musl_${cpu}`), { recursive: true });
  if (!existsSync(join(builds, `linux_${cpu}`))) throw new Error('no build of koffi');
}

function addNode(lib, cpu) {
  const place = join(lib, '.node');
  mkdirSync(place);
  const name = `node-linux-${cpu}@${NODE}`;
  execFileSync('npm', ['pack', '--silent', name], { cwd: place, stdio: 'ignore' });
  execFileSync('sh', ['-c', 'tar -xf ./*.tgz package/bin/node package/LICENSE'], { cwd: place });
  mkdirSync(join(lib, 'bin'));
  cpSync(join(place, 'package/bin/node'), join(lib, 'bin/node'));
  chmodSync(join(lib, 'bin/node'), 0o755);
  cpSync(join(place, 'package/LICENSE'), join(lib, 'bin/LICENSE'));
  rmSync(place, { recursive: true });
}

/** V8's code is good for one Node; where that cannot run here, a start takes longer, and all else is the same. */
function keepCode(lib, cpu) {
  rmSync(join(lib, 'dist/compiled'), { recursive: true, force: true });
  if (cpu !== process.arch) return;
  const script = join(lib, 'scripts/compile.mjs');
  mkdirSync(dirname(script));
  copyFileSync(join(ROOT, 'scripts/compile.mjs'), script);
  // Imported, it has the program run; named, it is what runs it.
  const code = `await import(${JSON.stringify(script)})`;
  execFileSync(join(lib, 'bin/node'), ['--input-type=module', '-e', code], { stdio: 'inherit' });
  rmSync(dirname(script), { recursive: true });
  if (!existsSync(join(lib, 'dist/compiled'))) throw new Error('no code was kept');
}

function copyrightOf(lib) {
  return [
    'offhook is under the licence below. What it uses lies in /usr/lib/offhook/node_modules, each with its own;',
    'its Node.js runtime is /usr/lib/offhook/bin/node, with its licence beside it.',
    '',
    readFileSync(join(lib, 'LICENSE'), 'utf8'),
  ].join('\n');
}

function gzip(content) {
  return gzipSync(content, { level: 9 });
}

function put(path, content, mode = 0o644) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode });
}
