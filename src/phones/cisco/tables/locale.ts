// BCP 47 tag -> the vendor's folders of language and tones.

import type { Phone } from '../../../site/site.js';
import type { LocaleTable } from './data.js';

export interface CiscoLocale {
  readonly user: string;
  readonly network: string;
  /** `ru_RU`. */
  readonly langCode: string;
}

/** The inventory's own folder names win; undefined: neither they nor the table know enough. */
export function findLocale(table: LocaleTable, phone: Phone): CiscoLocale | undefined {
  const known = table[phone.locale];
  const user = phone.settings.userLocale || known?.user;
  const network = phone.settings.networkLocale || known?.network;
  if (!user || !network) return undefined;
  return {
    user: String(user),
    network: String(network),
    langCode: phone.locale.replace('-', '_'),
  };
}
