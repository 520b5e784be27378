// What is said once for all phones of this vendor.

import { type Diagnostic, diagnostic } from '../../../findings/finding.js';
import type { Model } from '../../../site/model.js';
import type { Site } from '../../../site/site.js';

/** An account of the web page is only written where its password is known; else the factory's stays, which all know. */
export function checkFactoryPassword(
  { phones }: Site,
  models: readonly Model[],
): readonly Diagnostic[] {
  const ids = new Set(models.map(({ id }) => id));
  const open = phones.filter(
    ({ model, adminPassword, saidAt }) =>
      ids.has(model) && adminPassword === undefined && saidAt('adminPassword') === undefined,
  );
  const [first] = open;
  if (!first) return [];
  const more = open.length === 1 ? '' : `, and ${open.length - 1} more,`;
  const message = `phone ${first.mac}${more} would keep the password of the factory on its web page`;
  return [
    diagnostic('inventory/factory-password', first.placeOf(), message, { device: first.mac }),
  ];
}
