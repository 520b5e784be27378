import { describe, expect, it } from 'vitest';
import {
  CHANGE_KINDS,
  describeChange,
  describeReset,
  formatSummary,
} from '../../src/artifacts/changes.js';

describe('the summary', () => {
  it.each([
    { kinds: [], done: '0 written, 0 changed, 0 unchanged, 0 removed' },
    {
      kinds: ['add', 'add', 'add', 'change', 'same', 'same'],
      done: '3 written, 1 changed, 2 unchanged, 0 removed',
    },
    {
      kinds: ['mode', 'change', 'prune', 'edited', 'foreign', 'edited-prune', 'stale'],
      done: '0 written, 2 changed, 0 unchanged, 1 removed, 3 kept, 1 left over',
    },
  ] as const)('$done', ({ kinds, done }) => {
    expect(formatSummary(kinds, 'done')).toBe(done);
  });

  it('says what would be', () => {
    expect(formatSummary(['add', 'mode', 'prune', 'edited', 'stale'], 'planned')).toBe(
      '1 to write, 1 to change, 0 unchanged, 1 to remove, 1 to keep, 1 left over',
    );
  });
});

it.each([
  { kind: 'add', drift: true, told: false },
  { kind: 'change', drift: true, told: false },
  { kind: 'mode', drift: true, told: true },
  { kind: 'same', drift: false, told: false },
  { kind: 'edited', drift: true, told: true },
  { kind: 'foreign', drift: true, told: true },
  { kind: 'folder', drift: true, told: true },
  { kind: 'prune', drift: true, told: false },
  { kind: 'edited-prune', drift: true, told: true },
  { kind: 'stale', drift: false, told: true },
] as const)('a change "$kind": drift $drift, told one by one $told', ({ kind, drift, told }) => {
  expect(CHANGE_KINDS[kind].drift).toBe(drift);
  const sentence = describeChange({ kind, name: 'a.cfg' }, 'done');
  expect(sentence?.startsWith('a.cfg: ') ?? false).toBe(told);
});

it('says of permissions that a run only compares what another would do', () => {
  expect(describeChange({ kind: 'mode', name: 'a' }, 'planned')).toMatch(/^a: .* would change/);
  expect(describeChange({ kind: 'mode', name: 'a' }, 'done')).toMatch(/^a: .* are as said again/);
});

it('says of a file that is replaced who might read it, and who may now', () => {
  expect(describeReset('a', 'owner', 'done')).toMatch(/^a: its owner or group was another, and is/);
  expect(describeReset('a', 'owner', 'planned')).toMatch(/^a: .* a run would make it/);
  expect(describeReset('a', 'mode', 'done')).toBe(
    describeChange({ kind: 'mode', name: 'a' }, 'done'),
  );
});
