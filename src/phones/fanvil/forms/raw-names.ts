// Names under `raw` of an inventory, where a setting has one name at most.

import type { Setting } from './form.js';

export function amongNames(
  names: readonly string[],
  nameOf: (setting: Setting) => string | undefined,
): (setting: Setting) => readonly string[] {
  const known = new Set(names);
  return (setting) => {
    const name = nameOf(setting);
    return name !== undefined && known.has(name) ? [name] : [];
  };
}
