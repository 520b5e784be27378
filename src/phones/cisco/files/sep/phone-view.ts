// What an inventory and a file both say of a phone, in one form: what is judged of it is judged by one rule.

import type { Nat } from '../../../../core/nat.js';
import type { PortRange } from '../../../../core/port-range.js';
import type { Said } from '../../../../findings/rule.js';
import type { Model } from '../../../../site/model.js';
import type { Transport } from '../../../../site/site.js';

/** `At`: where it is said, a place of the inventory or a position in the file. What is not said is absent, or undefined. */
export interface PhoneView<At> {
  /** Whose words people know it by. */
  readonly from: 'inventory' | 'file';
  /** The phone as a whole. */
  readonly at: At;
  /** Whose phone it is; absent: nobody knows. */
  readonly model?: Model | undefined;
  readonly keys?: { readonly each: readonly KeyOfView<At>[]; readonly at: At } | undefined;
  readonly media?: (PortRange & { readonly at: At }) | undefined;
  readonly nat?: (Nat & { readonly at: At }) | undefined;
  /** The load that the phone is told. */
  readonly load?: Said<At> | undefined;
  /** Where calls are sent, and how. */
  readonly registrar?: Registrar<At> | undefined;
  /** By the names that elements have; of a line's, one for each line. What is no number is not among them. */
  numbers(name: string): readonly NumberSaid<At>[];
}

export interface Registrar<At> {
  readonly transport: Transport | undefined;
  readonly ports: readonly NumberSaid<At>[];
}

export interface NumberSaid<At> {
  readonly value: number;
  /** Undefined: nobody says it, it is what the model has. */
  readonly at: At | undefined;
}

/** In the order of the keys. */
export interface KeyOfView<At> {
  readonly button: number;
  readonly isLine: boolean;
  readonly at: At;
  /** Where it says something else than what a key is. */
  readonly unclear?: At | undefined;
}
