// Passwords inside longer texts of an inventory that is written, `http://user:word@host`: no file of secrets can hold them.

import type { Mac } from '../../core/mac.js';
import { holdsSecret } from '../../core/secret-in-text.js';
import { isTree, type Tree, type TreePath, type TreeValue } from '../../inventory/write/tree.js';

export interface PlainSecret {
  /** Below the phone, or below the root. */
  readonly path: TreePath;
  /** Absent: it is no phone's. */
  readonly mac?: Mac;
}

export function plainSecretsIn({ phones, ...rest }: Tree): readonly PlainSecret[] {
  const each = Array.isArray(phones) ? phones.filter(isTree) : [];
  return [
    ...each.flatMap((phone) =>
      pathsIn(phone, []).map((path) => ({ path, mac: String(phone.mac) as Mac })),
    ),
    ...pathsIn(rest, []).map((path) => ({ path })),
  ];
}

function pathsIn(value: TreeValue, path: TreePath): readonly TreePath[] {
  if (typeof value === 'string') return holdsSecret(value) ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((each, index) => pathsIn(each, [...path, index]));
  if (!isTree(value)) return [];
  return Object.entries(value).flatMap(([name, each]) => pathsIn(each, [...path, name]));
}
