import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FolderFile } from '../../src/artifacts/changes.js';
import { formatDiff } from '../../src/artifacts/diff.js';
import { apply, file, GENTLE, PRUNE, plan, temporaryFolder } from './folder-fixture.js';

const SECRET = { holdsSecrets: true };

/** The diffs of a run that turns `old` into `next`, after `meddle`. */
function diffOf(
  old: readonly FolderFile[],
  next: readonly FolderFile[],
  options = GENTLE,
  meddle: (dir: string) => void = () => {},
): string {
  const dir = temporaryFolder();
  apply(dir, old);
  meddle(dir);
  return plan(dir, next, options).map(formatDiff).join('');
}

describe('a diff', () => {
  it('is unified, with three lines around', () => {
    const lines = ['1', '2', '3', '4', '5', '6', '7', '8', '9', ''];
    expect(
      diffOf([file('a.cfg', lines.join('\n'))], [file('a.cfg', lines.with(4, 'five').join('\n'))]),
    ).toBe(
      [
        '--- a/a.cfg',
        '+++ b/a.cfg',
        '@@ -2,7 +2,7 @@',
        ' 2',
        ' 3',
        ' 4',
        '-5',
        '+five',
        ' 6',
        ' 7',
        ' 8',
        '',
      ].join('\n'),
    );
  });

  it('of a new file is all of it', () => {
    expect(diffOf([], [file('a', 'x\ny\n')])).toBe(
      '--- /dev/null\n+++ b/a\n@@ -0,0 +1,2 @@\n+x\n+y\n',
    );
  });

  it('marks a missing line break at the end', () => {
    expect(diffOf([file('a', 'x')], [file('a', 'x\n')])).toBe(
      '--- a/a\n+++ b/a\n@@ -1,1 +1,1 @@\n-x\n\\ No newline at end of file\n+x\n',
    );
  });

  it('does not show the end of a line that both sides write as CR and LF', () => {
    const diff = diffOf([file('a', '1\r\n2\r\n')], [file('a', '1\r\nb\r\n')]);
    expect(diff).toBe('--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n 1\n-2\n+b\n');
    expect(diffOf([], [file('a', '1\r\n')])).toBe('--- /dev/null\n+++ b/a\n@@ -0,0 +1,1 @@\n+1\n');
  });

  it('shows an end of a line that changes', () => {
    const diff = diffOf([file('a', '1\r\n2\n')], [file('a', '1\r\n2\r\n')]);
    expect(diff).toBe('--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n 1\n-2\n+2\r\n');
  });

  it('says that a file is no longer generated, without its content', () => {
    expect(diffOf([file('a', 'password: s3cret\n')], [], PRUNE)).toBe(
      '(a is no longer generated)\n',
    );
  });

  it.each([
    { name: 'the same', next: [file('a', 'x')] },
    { name: 'of other permissions', next: [file('a', 'x', { holdsSecrets: true })] },
    { name: 'left over', next: [] },
  ])('is empty for a file that is $name', ({ next }) => {
    expect(diffOf([file('a', 'x')], next)).toBe('');
  });

  it.each([
    { name: 'no UTF-8', bytes: Buffer.from([0xff, 0xfe, 0x31]) },
    { name: 'a NUL', bytes: Buffer.from('a\0b') },
  ])('shows nothing of a file with $name', ({ bytes }) => {
    const shown = diffOf([], [file('a', 'x')], GENTLE, (dir) =>
      writeFileSync(join(dir, 'a'), bytes),
    );
    expect(shown).toBe('(a differs and is not text)\n');
  });

  it('shows what a run by force would overwrite', () => {
    const edited = diffOf([file('a', 'x\n')], [file('a', 'x\n')], GENTLE, (dir) =>
      writeFileSync(join(dir, 'a'), 'y\n'),
    );
    expect(edited).toBe('--- a/a\n+++ b/a\n@@ -1,1 +1,1 @@\n-y\n+x\n');
  });

  it('does not follow a link', () => {
    const shown = diffOf([], [file('a', 'x\n')], GENTLE, (dir) => {
      writeFileSync(join(dir, 'elsewhere'), 'outside\n');
      symlinkSync('elsewhere', join(dir, 'a'));
    });
    expect(shown).toBe('--- /dev/null\n+++ b/a\n@@ -0,0 +1,1 @@\n+x\n');
  });
});

describe('a secret', () => {
  const phone = (user: string, password: string) =>
    file('a', `user: ${user}\r\npassword: ${password}\r\nend: 1\r\n`, { holdsSecrets: true });

  it.each([
    {
      name: 'that changed is marked',
      old: phone('1', 'tulip'),
      next: phone('1', 'rose'),
      diff: [
        '@@ -1,3 +1,3 @@',
        ' user: 1',
        '-password: ********',
        '+password: ******** (secret changed)',
        ' end: 1',
      ],
    },
    {
      name: 'that stayed is masked in the context',
      old: phone('1', 'tulip'),
      next: phone('2', 'tulip'),
      diff: ['@@ -1,3 +1,3 @@', '-user: 1', '+user: 2', ' password: ********', ' end: 1'],
    },
    {
      name: 'that changed with its neighbour is marked',
      old: phone('1', 'tulip'),
      next: phone('2', 'rose'),
      diff: [
        '@@ -1,3 +1,3 @@',
        '-user: 1',
        '-password: ********',
        '+user: 2',
        '+password: ******** (secret changed)',
        ' end: 1',
      ],
    },
    {
      name: 'that moved is not called changed',
      old: file('a', 'password: tulip\nx\ny\n', SECRET),
      next: file('a', 'x\ny\npassword: tulip\n', SECRET),
      diff: ['@@ -1,3 +1,3 @@', '-password: ********', ' x', ' y', '+password: ********'],
    },
    {
      name: 'in a new file is masked',
      old: undefined,
      next: phone('1', 'rose'),
      diff: ['@@ -0,0 +1,3 @@', '+user: 1', '+password: ********', '+end: 1'],
    },
  ])('$name', ({ old, next, diff }) => {
    const head = [old ? '--- a/a' : '--- /dev/null', '+++ b/a'];
    const shown = diffOf(old ? [old] : [], [next]);
    expect(shown).toBe([...head, ...diff, ''].join('\n'));
    expect(shown).not.toMatch(/tulip|rose/);
  });

  it('is masked where masking joins lines, and its change is still told', () => {
    const joined = (password: string) =>
      file('a', `x\npassword:\n${password}\n`, {
        holdsSecrets: true,
        maskSecrets: (text) => text.replace(/password:\n.*/, 'password: ********'),
      });
    expect(diffOf([joined('tulip')], [joined('rose')])).toBe(
      '--- a/a\n+++ b/a\n(secret changed)\n',
    );
  });

  it('in a file that is not ours stays there: we do not know how it is written', () => {
    const shown = diffOf([], [phone('1', 'rose')], GENTLE, (dir) =>
      writeFileSync(join(dir, 'a'), '<authPassword>tulip</authPassword>\n'),
    );
    expect(shown).toBe('(a differs and is not ours to show)\n');
  });
});
