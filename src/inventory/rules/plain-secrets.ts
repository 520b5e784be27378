// Passwords in plain text are allowed, but said aloud: once a file, not once a phone.

import { type Diagnostic, diagnostic } from '../../core/diagnostic.js';
import type { LayerInput, SecretInput } from '../input.js';
import type { Entry, Inventory } from '../load.js';
import { isPlainSecret } from '../resolve-secret.js';
import { childOf, type Origin, placeOf, type Source } from '../source.js';

export function checkPlainSecrets(inventory: Inventory): readonly Diagnostic[] {
  const found = new Map<Source, { readonly first: Origin; count: number }>();
  for (const origin of plainSecrets(inventory)) {
    const known = found.get(origin.source);
    if (known) known.count++;
    else found.set(origin.source, { first: origin, count: 1 });
  }
  return [...found.values()].map(({ first, count }) => {
    const more = count === 1 ? '' : `, and ${count - 1} more in this file`;
    return diagnostic('inventory/plain-secret', placeOf(first), `a password in plain text${more}`);
  });
}

function* plainSecrets(inventory: Inventory): Iterable<Origin> {
  const { defaults, groups, phones, lines } = inventory;
  for (const { input, origin } of lines.values()) yield* plain(input.password, origin, 'password');
  const layers: readonly Entry<LayerInput>[] = [
    ...(defaults ? [defaults] : []),
    ...groups.values(),
    ...phones,
  ];
  for (const { input, origin } of layers)
    yield* plain(input.adminPassword, origin, 'adminPassword');
}

function plain(input: SecretInput | undefined, holder: Origin, name: string): readonly Origin[] {
  const origin = childOf(holder, name);
  return input !== undefined && isPlainSecret(input, origin) ? [origin] : [];
}
