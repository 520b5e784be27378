// `npm run package`: what can be installed without npm, with a Node of its own: a .tar.gz and a Debian package for each
// architecture, in packages/.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildDeb } from './package/deb.mjs';
import { stage } from './package/stage.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Debian's names, and npm's. */
const ARCHITECTURES = { amd64: 'x64', arm64: 'arm64' };

const { values } = parseArgs({
  options: {
    arch: { type: 'string', default: Object.keys(ARCHITECTURES).join(',') },
    out: { type: 'string', default: join(ROOT, 'packages') },
    version: { type: 'string' },
    /** Compress little: to try it. */
    quick: { type: 'boolean', default: false },
  },
});
const { version: own } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const version = values.version ?? own;

mkdirSync(values.out, { recursive: true });
const scratch = mkdtempSync(join(tmpdir(), 'offhook-package-'));
try {
  const packed = pack();
  for (const arch of values.arch.split(',')) {
    const cpu = ARCHITECTURES[arch];
    if (cpu === undefined) throw new Error(`no architecture ${arch}`);
    const folder = join(scratch, `offhook-${version}-linux-${cpu}`);
    await stage(folder, packed, { arch, cpu, version });
    const name = join(values.out, `offhook-${version}-linux-${cpu}.tar.gz`);
    tar(folder, name);
    console.log(name);
    console.log(buildDeb(folder, values.out, { arch, version, quick: values.quick }));
  }
} finally {
  rmSync(scratch, { recursive: true });
}

/** As npm would install it, built. */
function pack() {
  const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', scratch];
  const name = execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8' }).trim().split('\n').at(-1);
  return join(scratch, name);
}

function tar(folder, name) {
  const program = values.quick ? 'gzip -1n' : 'gzip -9n';
  const owner = ['--owner=0', '--group=0', '--numeric-owner', '--sort=name'];
  execFileSync('tar', [
    ...owner,
    ...['-I', program, '-cf', name],
    ...['-C', join(folder, '..'), folder.split('/').at(-1)],
  ]);
}
