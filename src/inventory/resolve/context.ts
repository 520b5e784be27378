// What every step of resolving shares: the inventory, the models, where secrets and findings go.

import type { Finding } from '../../findings/finding.js';
import type { Model } from '../../site/model.js';
import type { Inventory } from '../inventory.js';
import type { SecretSource } from '../read/outside.js';

export type Models = ReadonlyMap<string, Model>;

export interface Context {
  readonly inventory: Inventory;
  readonly models: Models;
  /** Absent: secrets are not looked up and stand as asterisks. */
  readonly secrets?: SecretSource;
  report(finding: Finding): void;
}
