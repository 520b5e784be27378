// What the packages bring for man(1) and for a zsh that reads completion by itself.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EXIT_CODES } from '../../src/cli/exit-codes.js';
import { SOAKING } from '../soak.js';
import { ROOT, reasonToSkip } from './programs.js';

const MODULE = JSON.stringify(join(ROOT, 'scripts/package/shell-files.mjs'));
const MAKE = `console.log(JSON.stringify((await import(${MODULE})).shellFiles('1.2.3')));`;
const files = (): Readonly<Record<string, string>> =>
  JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', MAKE], { encoding: 'utf8' }),
  );
const skipped = SOAKING ? reasonToSkip(['man', 'zsh']) : 'packages are looked at in CI';

describe.skipIf(skipped !== undefined)('what a package brings for the shell', () => {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-shells-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is a page of the manual with each command and each exit code', () => {
    const page = join(folder, 'offhook.1');
    writeFileSync(page, files()['man/man1/offhook.1'] ?? '');
    const { stdout, stderr } = spawnSync('man', ['--warnings', '-l', page], {
      encoding: 'utf8',
      env: { ...process.env, MANWIDTH: '100', LC_ALL: 'C.UTF-8' },
    });
    expect(stderr).toBe('');
    for (const command of ['numbers lookup', 'leases release', 'export asterisk', 'serve']) {
      expect(stdout).toContain(`   ${command} [options]`);
    }
    for (const { code } of Object.values(EXIT_CODES)) {
      expect(stdout).toMatch(new RegExp(`^ +${code}\\b`, 'm'));
    }
  });

  it('is a function that zsh finds by its name, and that answers at the first TAB', () => {
    writeFileSync(join(folder, '_offhook'), files()['zsh/vendor-completions/_offhook'] ?? '');
    // A zsh within a zsh, as at a terminal; the line is changed by what was completed.
    const asked = `
      zmodload zsh/zpty
      zpty z zsh -f -i
      zpty -w z 'PS1=; fpath=(${folder} $fpath); autoload -U compinit; compinit -u -D; echo rea""dy'
      zpty -r -m z line '*ready*'
      zpty -w -n z $'offhook leases \\t'
      zpty -r -m z line '*release*' && echo COMPLETED
      zpty -d z`;
    const { stdout } = spawnSync('zsh', ['-f', '-c', asked], { encoding: 'utf8', timeout: 30_000 });
    expect(stdout).toContain('COMPLETED');
  });
});
