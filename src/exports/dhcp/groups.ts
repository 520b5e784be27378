// Groups of clients who are told the same: phones of the inventory by model and options, strangers by the model that they
// show, anybody else. Pure.

import { encodeValue } from '../../core/dhcp-option-kinds.js';
import type { Model, ModelDhcp } from '../../site/model.js';
import type { DhcpOption, Network, Phone, Site } from '../../site/site.js';

/** Clients that are told the same wherever they are: phones of the inventory, strangers of a model, anybody else. */
export type ClientGroup = PhoneGroup | ModelGroup | OtherGroup;

export interface PhoneGroup {
  readonly type: 'phones';
  /** `phones-cisco-7931g`, `phones-cisco-7931g-2`. */
  readonly name: string;
  readonly model: string;
  readonly phones: readonly Phone[];
}

/**
 * Strangers: of the first model of which a vendor class fits, and where none of any model does, of the one whose `ouis` has
 * their block; `ouis` has those alone that no other model has.
 */
export interface ModelGroup extends Pick<ModelDhcp, 'vendorClasses' | 'ouis'> {
  readonly type: 'model';
  /** `cisco-7931g`. */
  readonly name: string;
  readonly model: Model;
  /** Of earlier models, which would take some of the same strangers. */
  readonly rivals: readonly string[];
}

/** Strangers of no model. */
export interface OtherGroup {
  readonly type: 'others';
  readonly name: 'others';
}

const OTHERS: OtherGroup = { type: 'others', name: 'others' };

/** `models`: all that there are, in their order. Strangers only where some network welcomes them. */
export function clientGroups(site: Site, models: readonly Model[]): readonly ClientGroup[] {
  const isMet = (clients: Network['clients']) =>
    site.networks.some((each) => each.clients === clients);
  const strangers = isMet('any') || isMet('phones') ? modelGroups(models) : [];
  return [...phoneGroups(site.phones), ...strangers, ...(isMet('any') ? [OTHERS] : [])];
}

/** What a list of options says, to compare it by. */
function keyOf(options: readonly DhcpOption[]): string {
  return options
    .map((each) => `${each.code}=${Buffer.from(encodeValue(each)).toString('hex')}`)
    .join();
}

function phoneGroups(phones: readonly Phone[]): readonly PhoneGroup[] {
  const groups = new Map<string, Phone[]>();
  const counts = new Map<string, number>();
  const keys = new Map<readonly DhcpOption[], string>();
  for (const phone of phones) {
    const key = keys.get(phone.options) ?? keyOf(phone.options);
    keys.set(phone.options, key);
    const name = `${phone.model} ${key}`;
    const group = groups.get(name);
    if (group) group.push(phone);
    else groups.set(name, [phone]);
  }
  return [...groups.values()].map((members) => {
    const { model = '' } = members[0] ?? {};
    const count = (counts.get(model) ?? 0) + 1;
    counts.set(model, count);
    const name = `phones-${model}${count === 1 ? '' : `-${count}`}`;
    return { type: 'phones', name, model, phones: members };
  });
}

function modelGroups(models: readonly Model[]): readonly ModelGroup[] {
  const taken = new Set<string>();
  return models.flatMap((model, index) => {
    const { vendorClasses, ouis } = model.dhcp;
    const own = ouis.filter((oui) => !taken.has(oui));
    for (const oui of own) taken.add(oui);
    if (vendorClasses.length + own.length === 0) return [];
    const rivals = models
      .slice(0, index)
      .flatMap(({ dhcp }) => dhcp.vendorClasses)
      .filter((rival) => vendorClasses.some((each) => overlap(each, rival)));
    return [{ type: 'model', name: model.id, model, vendorClasses, rivals, ouis: own }];
  });
}

/** There is a text that fits both. */
function overlap(one: string, other: string): boolean {
  const [a, b] = [one.replace(/\*$/, ''), other.replace(/\*$/, '')];
  const longer = a.length >= b.length ? one : other;
  const shorter = longer === one ? other : one;
  if (!shorter.endsWith('*')) return a === b;
  return longer.startsWith(shorter.slice(0, -1));
}
