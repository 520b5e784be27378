// Two files of a phone, setting by setting, by the names that `raw` has for them.

import { type Difference, isSecretValue } from '../../importer.js';
import type { Setting } from '../forms/form.js';
import type { NamedSettings } from './said.js';

export function compareSettings(theirs: NamedSettings, ours: NamedSettings): readonly Difference[] {
  const lost = [...theirs.byName].flatMap(([path, setting]): Difference[] => {
    const own = ours.byName.get(path)?.value;
    if (own === setting.value) return [];
    const found = theirsOf(path, setting);
    if (own === undefined) return [{ ...found, kind: setting.value === '' ? 'empty' : 'lacking' }];
    // What the phone would not show, or was not told, contradicts nothing.
    if (setting.value === '') return [{ ...found, kind: 'added', ours: own }];
    return [{ ...found, kind: 'other', ours: own }];
  });
  const nameless = theirs.nameless
    .filter(({ value }) => value !== '')
    .map((setting): Difference => {
      const path = [setting.module, setting.section, setting.key].filter(Boolean).join('/');
      return { ...theirsOf(path, setting), kind: 'lacking', why: 'raw has no name for it' };
    });
  const added = [...ours.byName].flatMap(([path, { key, value }]): Difference[] => {
    if (theirs.byName.has(path) || value === '') return [];
    return [{ kind: 'added', path, ours: value, isSecret: isSecretValue(key, value) }];
  });
  return [...lost, ...nameless, ...added];
}

function theirsOf(path: string, { key, value, valueAt: { line, col } }: Setting) {
  const isSecret = isSecretValue(key, value);
  return { path, theirs: { text: value, at: { line, col } }, isSecret } as const;
}
