// What both channel drivers are told of an account alike.

import type { Phone } from '../../site/site.js';
import type { Section } from './conf.js';
import type { Account, Exchange } from './exchange.js';
import { VENDORS, type VendorRow } from './vendors.js';

/** Where calls of phones come in. */
export const CONTEXT = 'offhook';
/** What the sections of all phones begin with. */
export const PHONE = 'offhook-phone';

/** Of which phones with accounts there are, in their order. */
export function vendorsOf({ accounts }: Pick<Exchange, 'accounts'>): readonly VendorRow[] {
  const used = new Set(accounts.map(({ vendor }) => vendor));
  return VENDORS.filter(({ vendor }) => used.has(vendor));
}

export function vendorTemplates(
  exchange: Pick<Exchange, 'accounts'>,
  optionsOf: (row: VendorRow) => Section['entries'],
): readonly Section[] {
  return vendorsOf(exchange).map((row) => ({
    name: templateOf(row),
    templates: [PHONE],
    isTemplate: true,
    entries: optionsOf(row),
  }));
}

/** What an account's section begins with. */
function templateOf({ vendor }: { readonly vendor?: string }): string {
  return vendor === undefined ? PHONE : `offhook-${vendor}`;
}

/** `entries`: what only its driver says of it. */
export function accountSection(account: Account, entries: Section['entries']): Section {
  return {
    name: account.number,
    comments: commentsOf(account),
    templates: [templateOf(account)],
    entries: [...entries, ['allow', codecList(account)], ['callerid', callerId(account)]],
  };
}

/** Which phones it is on. */
function commentsOf({ phones }: Account): readonly string[] {
  return phones.map(({ mac, model }: Phone) => `${mac} ${model}`);
}

/** Neither can be said inside the quotes: Asterisk's reader of names takes a backslash away and ends at a quote. */
function callerId({ line, number }: Account): string {
  return `"${line.displayName.replaceAll(/["\\]/g, '')}" <${number}>`;
}

/** Both drivers know them by the same names. */
export function codecList({ codecs }: Pick<Account, 'codecs'>): string {
  return codecs.map((codec) => codec.replace(/^g711/, '')).join(',');
}
