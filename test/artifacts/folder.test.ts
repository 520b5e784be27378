import {
  chmodSync,
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toFileText } from '../../src/artifacts/file-text.js';
import { openFolder } from '../../src/artifacts/folder.js';
import {
  apply,
  contentOf,
  FORCE,
  file,
  GENTLE,
  modeOf,
  PRUNE,
  plan,
  temporaryFolder,
} from './folder-fixture.js';

const LONG_AGO = new Date('2001-02-03T04:05:06Z');

describe('a folder is filled', () => {
  it('with what is generated, though it does not exist yet', () => {
    const dir = join(temporaryFolder(), 'srv', 'tftp');
    expect(apply(dir, [file('a.xml', 'A'), file('b.cfg', 'B')])).toEqual({
      'a.xml': 'add',
      'b.cfg': 'add',
    });
    expect(contentOf(dir)).toEqual({ 'a.xml': 'A', 'b.cfg': 'B' });
  });

  it('by the changes that the plan had named, and the plan itself does nothing', () => {
    const parent = temporaryFolder();
    const dir = join(parent, 'out');
    expect(plan(dir, [file('a', 'A')]).map(({ kind, name }) => ({ kind, name }))).toEqual([
      { kind: 'add', name: 'a' },
    ]);
    expect(readdirSync(parent)).toEqual([]);
  });

  it('one file at a time', () => {
    const rendered: string[] = [];
    const lazy = (name: string) =>
      file(name, '', { render: () => toFileText(String(rendered.push(name))) });
    const folder = openFolder(temporaryFolder());
    const changes = folder.apply(folder.plan([lazy('a'), lazy('b')], GENTLE))[Symbol.iterator]();
    expect(rendered).toEqual([]);
    changes.next();
    expect(rendered).toEqual(['a']);
    changes.next();
    expect(rendered).toEqual(['a', 'b']);
  });

  it.each([
    { umask: 0o022, holdsSecrets: true, mode: '600' },
    { umask: 0o022, holdsSecrets: false, mode: '644' },
    { umask: 0o077, holdsSecrets: false, mode: '644' },
    { umask: 0o000, holdsSecrets: true, mode: '600' },
  ])(
    'with mode $mode for secrets: $holdsSecrets, umask $umask',
    ({ umask, holdsSecrets, mode }) => {
      const before = process.umask(umask);
      onTestFinished(() => void process.umask(before));
      const dir = temporaryFolder();
      apply(dir, [file('a', 'A', { holdsSecrets })]);
      expect(modeOf(join(dir, 'a'))).toBe(mode);
      expect(modeOf(join(dir, '.offhook-manifest.json'))).toBe('600');
    },
  );

  it('and listed in a manifest, sorted, with the hash of each', () => {
    const dir = temporaryFolder();
    apply(dir, [file('b', ''), file('a', 'abc')]);
    // The test vectors of FIPS 180-2 for "abc" and the empty message
    expect(readFileSync(join(dir, '.offhook-manifest.json'), 'utf8')).toBe(`{
  "version": 1,
  "files": {
    "a": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "b": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
  }
}
`);
  });
});

describe('a second run', () => {
  it('leaves what is as generated alone: times, manifest and all', () => {
    const dir = temporaryFolder();
    apply(dir, [file('a', 'A'), file('b', 'B')]);
    for (const name of readdirSync(dir)) utimesSync(join(dir, name), LONG_AGO, LONG_AGO);
    expect(apply(dir, [file('b', 'B'), file('a', 'A')])).toEqual({ a: 'same', b: 'same' });
    for (const name of ['a', 'b', '.offhook-manifest.json']) {
      expect(statSync(join(dir, name)).mtime, name).toEqual(LONG_AGO);
    }
  });

  it('writes only what changed', () => {
    const dir = temporaryFolder();
    apply(dir, [file('a', 'A'), file('b', 'B')]);
    for (const name of readdirSync(dir)) utimesSync(join(dir, name), LONG_AGO, LONG_AGO);
    expect(apply(dir, [file('a', 'A'), file('b', 'new')])).toEqual({ a: 'same', b: 'change' });
    expect(contentOf(dir)).toEqual({ a: 'A', b: 'new' });
    expect(statSync(join(dir, 'a')).mtime).toEqual(LONG_AGO);
  });

  it('corrects permissions without writing', () => {
    const dir = temporaryFolder();
    const files = [file('a', 'A', { holdsSecrets: true })];
    apply(dir, files);
    chmodSync(join(dir, 'a'), 0o644);
    utimesSync(join(dir, 'a'), LONG_AGO, LONG_AGO);
    expect(apply(dir, files)).toEqual({ a: 'mode' });
    expect(modeOf(join(dir, 'a'))).toBe('600');
    expect(statSync(join(dir, 'a')).mtime).toEqual(LONG_AGO);
  });

  it('tells of permissions and of an owner that were set by hand on a file that is replaced', () => {
    const dir = temporaryFolder();
    const names = ['a', 'b', 'c'];
    const next = (text: string) => names.map((name) => file(name, text, { holdsSecrets: true }));
    apply(dir, next('A'));
    chmodSync(join(dir, 'a'), 0o640);
    // Only root gives files away.
    if (process.getuid?.() === 0) chownSync(join(dir, 'b'), 12_345, 0);
    const given = statSync(join(dir, 'b')).uid === 12_345 ? 'owner' : undefined;
    const { plan } = openFolder(dir);
    const told = [...plan(next('B'), { prune: false, force: false })];
    expect(told.map(({ kind, resets }) => [kind, resets])).toEqual([
      ['change', 'mode'],
      ['change', given],
      ['change', undefined],
    ]);
    expect(apply(dir, next('B'))).toEqual({ a: 'change', b: 'change', c: 'change' });
    const after = [...openFolder(dir).plan(next('C'), { prune: false, force: false })];
    expect(after.map(({ resets }) => resets)).toEqual([undefined, undefined, undefined]);
  });

  it('tightens permissions of a file that came to hold a secret', () => {
    const dir = temporaryFolder();
    apply(dir, [file('a', 'A')]);
    expect(apply(dir, [file('a', 'B', { holdsSecrets: true })])).toEqual({ a: 'change' });
    expect(modeOf(join(dir, 'a'))).toBe('600');
  });
});

describe('what someone else wrote', () => {
  it('is kept where a file of ours was edited, run after run, while the others are written', () => {
    const dir = temporaryFolder();
    apply(dir, [file('a', 'A'), file('b', 'B')]);
    writeFileSync(join(dir, 'a'), 'by hand');
    for (const next of ['A', 'A2', 'A3']) {
      expect(apply(dir, [file('a', next), file('b', next)])).toMatchObject({
        a: 'edited',
        b: 'change',
      });
      expect(contentOf(dir)).toEqual({ a: 'by hand', b: next });
    }
  });

  it('is ours again once the edit is in the inventory', () => {
    const dir = temporaryFolder();
    apply(dir, [file('a', 'A')]);
    writeFileSync(join(dir, 'a'), 'by hand');
    expect(apply(dir, [file('a', 'by hand')])).toEqual({ a: 'same' });
    expect(apply(dir, [file('a', 'next')])).toEqual({ a: 'change' });
  });

  it('is kept where the file was there before us', () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'a'), 'theirs');
    expect(apply(dir, [file('a', 'A')])).toEqual({ a: 'foreign' });
    expect(apply(dir, [file('a', 'A')])).toEqual({ a: 'foreign' });
    expect(contentOf(dir)).toEqual({ a: 'theirs' });
  });

  it('is overwritten by force, and ours from then on', () => {
    const dir = temporaryFolder();
    apply(dir, [file('a', 'A')]);
    writeFileSync(join(dir, 'a'), 'by hand');
    writeFileSync(join(dir, 'b'), 'theirs');
    const files = [file('a', 'A'), file('b', 'B')];
    expect(apply(dir, files, FORCE)).toEqual({ a: 'change', b: 'change' });
    expect(contentOf(dir)).toEqual({ a: 'A', b: 'B' });
    expect(apply(dir, [], PRUNE)).toEqual({ a: 'prune', b: 'prune' });
  });

  it('is as ours if it is what we would write: a run cut short can be repeated', () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'a'), 'A', { mode: 0o644 });
    expect(apply(dir, [file('a', 'A')])).toEqual({ a: 'same' });
    expect(apply(dir, [file('a', 'B')])).toEqual({ a: 'change' });
  });
});

describe('what is generated no longer', () => {
  it('is left without prune, and pruned later', () => {
    const dir = temporaryFolder();
    apply(dir, [file('a', 'A'), file('b', 'B')]);
    expect(apply(dir, [file('a', 'A')])).toEqual({ a: 'same', b: 'stale' });
    expect(contentOf(dir)).toEqual({ a: 'A', b: 'B' });
    expect(apply(dir, [file('a', 'A')], PRUNE)).toEqual({ a: 'same', b: 'prune' });
    expect(contentOf(dir)).toEqual({ a: 'A' });
    expect(apply(dir, [file('a', 'A')], PRUNE)).toEqual({ a: 'same' });
  });

  it('is not removed if it was edited, not even by force, nor if it never was ours', () => {
    const dir = temporaryFolder();
    apply(dir, [file('a', 'A'), file('b', 'B')]);
    writeFileSync(join(dir, 'a'), 'by hand');
    writeFileSync(join(dir, 'SIP31.loads'), 'firmware');
    expect(apply(dir, [], { prune: true, force: true })).toEqual({ a: 'edited-prune', b: 'prune' });
    expect(contentOf(dir)).toEqual({ 'SIP31.loads': 'firmware', a: 'by hand' });
    expect(apply(dir, [], PRUNE)).toEqual({ a: 'edited-prune' });
  });

  it('is forgotten once someone else removed it', () => {
    const dir = temporaryFolder();
    apply(dir, [file('a', 'abc'), file('b', '')]);
    for (const { name } of plan(dir, [])) expect(existsSync(join(dir, name))).toBe(true);
    apply(dir, [file('a', 'abc')], PRUNE);
    expect(readFileSync(join(dir, '.offhook-manifest.json'), 'utf8')).not.toContain('"b"');
  });
});
