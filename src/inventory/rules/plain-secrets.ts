// Passwords in plain text are allowed, but said aloud: once a file, not once a phone.

import { oncePer } from '../../core/once-per.js';
import { holdsSecret, mayHoldSecret, namesPassword } from '../../core/secret-in-text.js';
import { risky } from '../../findings/evidence.js';
import type { Place } from '../../findings/finding.js';
import type { Complaint } from '../../findings/rule.js';
import type { Inventory } from '../inventory.js';
import { childOf, type Origin, placeOf, type Source } from '../read/source.js';
import { RESOLVE_CODES } from '../resolve/codes.js';
import { writtenLayers } from '../resolve/layers.js';
import { isPlainSecret, referenceFault } from '../resolve/resolve-secret.js';
import type { SecretInput } from '../shape/input.js';
import type { SiteRules } from './subject.js';

export const PLAIN_SECRET_RULES = {
  'inventory/plain-secret': {
    ...risky(
      'A password in plain text',
      'write { env: NAME } or { file: path }; where it is part of a longer text, keep the inventory itself private',
    ),
    run({ inventory }) {
      const found = new Map<Source, { readonly first: Plain; count: number }>();
      for (const each of secretsOf(inventory)) {
        if (faultOf(each)) continue;
        const { source } = each.origin;
        const known = found.get(source);
        if (known) known.count++;
        else found.set(source, { first: each, count: 1 });
      }
      return [...found.values()].map(({ first, count }) => {
        const more = count === 1 ? '' : `, and ${count - 1} more in this file`;
        const message = `a password in plain text${more}`;
        const hint = first.origin.source.untyped ? { hint: IN_A_CELL } : {};
        return { at: placeOfText(first), message, ...hint };
      });
    },
  },
  'inventory/text-for-reference': {
    ...RESOLVE_CODES['inventory/text-for-reference'],
    run: ({ inventory }) => secretsOf(inventory).flatMap((each) => faultOf(each) ?? []),
  },
} as const satisfies SiteRules;

const IN_A_CELL =
  'write env:NAME or file:path in the cell; where it is part of a longer text, keep the inventory itself private';

/** Both rules go by all of them. */
const secretsOf = oncePer((inventory: Inventory) => [...plainSecrets(inventory)]);

function faultOf({ input, origin }: Plain): Complaint<Place> | undefined {
  return input === undefined ? undefined : referenceFault(input, origin);
}

/** Of a text over several lines, the line on which the secret is. */
function placeOfText({ origin, text }: Plain): Place {
  const { locateIn } = origin.source;
  const words = text.trim().split(/\s+/);
  const word = words.find((each) => holdsSecret(each)) ?? words[0] ?? '';
  return locateIn?.(origin.path, word) ?? placeOf(origin);
}

interface Plain {
  readonly origin: Origin;
  /** The secret, or what has it in it. */
  readonly text: string;
  /** Absent: no reference could stand here. */
  readonly input?: SecretInput;
}

function* plainSecrets(inventory: Inventory): Iterable<Plain> {
  const { lines, pbx, sources } = inventory;
  for (const { input, origin } of lines.values()) yield* plain(input.password, origin, 'password');
  for (const { input, origin } of pbx.values()) {
    yield* plain(input.ami?.secret, childOf(origin, 'ami'), 'secret');
    yield* plain(input.ari?.secret, childOf(origin, 'ari'), 'secret');
  }
  for (const { input, origin } of writtenLayers(inventory))
    yield* plain(input.adminPassword, origin, 'adminPassword');
  for (const source of sources) yield* insideValues(source);
}

function plain(input: SecretInput | undefined, holder: Origin, name: string): readonly Plain[] {
  if (input === undefined || !isPlainSecret(input, holder)) return [];
  return [{ input, origin: childOf(holder, name), text: String(input) }];
}

/** Maps whose names are the vendor's: only there does a name alone tell. */
const OF_THE_VENDOR = new Set(['raw', 'settings']);

/** Texts that are no passwords but hold one: an address, a query, what goes under `raw`. */
function insideValues(source: Source): readonly Plain[] {
  const found: Plain[] = [];
  const path: (string | number)[] = [];
  const visit = (value: unknown, ofVendor: boolean): void => {
    if (typeof value === 'string' && (ofVendor || mayHoldSecret(value))) {
      const origin = { source, path: [...path] };
      const named = ofVendor && namesPassword(String(path.at(-1)));
      const setting = path.at(-2) === 'settings' ? { input: value } : {};
      if (holdsSecret(value) || (named && isPlainSecret(value, origin)))
        found.push({ origin, text: value, ...setting });
    }
    if (typeof value !== 'object' || value === null) return;
    const inVendor = OF_THE_VENDOR.has(String(path.at(-1)));
    const isList = Array.isArray(value);
    for (const name of Object.keys(value)) {
      path.push(isList ? Number(name) : name);
      visit(Reflect.get(value, name), inVendor);
      path.pop();
    }
  };
  visit(source.value, false);
  return found;
}
