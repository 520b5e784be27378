// One phone more in an inventory: what it is, and which account it gets.

import type { Snapshot } from '../../artifacts/snapshot.js';
import type { Mac } from '../../core/mac.js';
import { userPartFault } from '../../core/user-part.js';
import { formatPlace } from '../../findings/finding.js';
import { noModel } from '../../findings/near.js';
import type { Adoption } from '../../inventory/write/adopted.js';
import type { AdoptionWish } from '../../page/wire/acting.js';
import type { StrangerAnswer } from '../../page/wire/site.js';
import type { Phone } from '../../site/site.js';

/** What may be said of it; a line is a number, or `next`. */
export type AdoptWish = Omit<AdoptionWish, 'mac' | 'write'>;

/** Why it cannot be, for whoever wished it. */
export interface Refused {
  readonly refused: string;
}

const NEXT = 'next';

/** What is to be written. `snapshot`: undefined where the inventory cannot be read here. */
export function planAdoption(
  mac: Mac,
  wish: AdoptWish,
  stranger: StrangerAnswer | undefined,
  models: Iterable<string>,
  snapshot: Snapshot | undefined,
): Adoption | Refused {
  const known = snapshot?.phones.get(mac);
  if (known) return refuse(`${mac} is in the inventory: ${formatPlace(known.placeOf())}`);
  const { label, address, groups } = wish;
  const line = wish.line === undefined ? undefined : lineOf(wish.line, snapshot);
  if (line && 'refused' in line) return line;
  const model = modelOf(mac, wish.model, stranger, [...models]);
  if (typeof model !== 'string') return model;
  return {
    mac,
    model,
    ...(label !== undefined && { label }),
    ...(address !== undefined && { address }),
    ...(groups !== undefined && { groups }),
    ...(line && { line }),
  };
}

function modelOf(
  mac: Mac,
  said: string | undefined,
  stranger: StrangerAnswer | undefined,
  models: readonly string[],
): string | Refused {
  const model = said ?? stranger?.model;
  if (model !== undefined && models.includes(model)) return model;
  if (said !== undefined) {
    return refuse(noModel(said, models));
  }
  const { vendor } = stranger ?? {};
  const ofVendor = models.filter((each) => vendor !== undefined && each.startsWith(`${vendor}-`));
  const choice = (ofVendor.length > 0 ? ofVendor : models).join(', ');
  const why =
    stranger === undefined
      ? `no server here has heard ${mac}`
      : vendor === undefined
        ? `nothing that ${mac} did tells what it is`
        : `${mac} is known to be of ${vendor}, by its MAC alone`;
  return refuse(`${why}: choose its model (in a terminal by --model): ${choice}`);
}

function lineOf(
  said: string,
  snapshot: Snapshot | undefined,
): NonNullable<Adoption['line']> | Refused {
  if (said !== NEXT) {
    const fault = userPartFault(said);
    if (fault) return refuse(`line "${said}" ${fault.what}: ${fault.hint}`);
    return { number: said, isNew: snapshot !== undefined && !snapshot.lines.includes(said) };
  }
  if (!snapshot) {
    return refuse('--line next needs the inventory, which cannot be read: say a number');
  }
  const [number] = freeLines(snapshot);
  if (number !== undefined) return { number, isNew: false };
  return refuse(
    'each line of the inventory has its phone: --line NUMBER writes down a new one as well',
  );
}

/** Those that no phone has, as they are written down. */
export function freeLines({ site, lines }: Snapshot): readonly string[] {
  const taken = new Set(site.phones.flatMap(numbersOf));
  return lines.filter((each) => !taken.has(each));
}

export function refuse(refused: string): Refused {
  return { refused };
}

function numbersOf({ keys }: Phone): readonly string[] {
  return keys.flatMap((key) => (key.type === 'line' ? [key.line.number] : []));
}
