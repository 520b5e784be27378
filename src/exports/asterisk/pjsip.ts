// PJSIP: an endpoint, its password and where it is, for each account; and what joins two PBXes.

import { accountSection, CONTEXT, PHONE, vendorTemplates } from './account-sections.js';
import type { ChannelDriver } from './channel-driver.js';
import { formatSections, type Section } from './conf.js';
import type { Account, Exchange } from './exchange.js';
import { peerName, peerSections } from './peers.js';

export const PJSIP: ChannelDriver = {
  chan: 'pjsip',
  technology: 'PJSIP',
  file: 'pjsip.conf',
  notifyFile: 'pjsip_notify.conf',
  notifyEntries: [],
  notifyCommand: (name, number) => `pjsip send notify ${name} endpoint ${number}`,
  judge: () => [],
  formatAccounts: (exchange) =>
    formatSections([
      ...templatesOf(exchange),
      ...exchange.accounts.flatMap(accountSections),
      ...peerSections(exchange),
    ]),
  ringsAll: true,
  dialPeer: (number, peer) => `PJSIP/${number}@${peerName(peer)}`,
};

const AUTH = 'offhook-auth';
const AOR = 'offhook-aor';

function templatesOf(exchange: Exchange): readonly Section[] {
  const phone: Section = {
    name: PHONE,
    isTemplate: true,
    entries: [
      ['type', 'endpoint'],
      ['context', CONTEXT],
      ['disallow', 'all'],
      ['direct_media', 'no'],
    ],
  };
  const auth: Section = {
    name: AUTH,
    isTemplate: true,
    entries: [
      ['type', 'auth'],
      ['auth_type', 'userpass'],
    ],
  };
  const aor: Section = {
    name: AOR,
    isTemplate: true,
    // A phone that starts again has another contact, and is no second phone.
    entries: [
      ['type', 'aor'],
      ['max_contacts', '1'],
      ['remove_existing', 'yes'],
      ['qualify_frequency', '60'],
      ['default_expiration', String(exchange.pbx.registerExpiresSeconds)],
    ],
  };
  return [phone, ...vendorTemplates(exchange, ({ pjsip }) => pjsip), auth, aor];
}

function accountSections(account: Account): readonly Section[] {
  const { number: name, line, phones } = account;
  const endpoint = accountSection(account, [
    ...(line.password ? [['auth', name] as const] : []),
    ['aors', name],
  ]);
  const aor: Section = {
    name,
    templates: [AOR],
    entries: phones.length > 1 ? [['max_contacts', String(phones.length)]] : [],
  };
  if (!line.password) return [endpoint, aor];
  const auth: Section = {
    name,
    templates: [AUTH],
    entries: [
      ['username', line.authName],
      ['password', line.password.reveal()],
    ],
  };
  return [endpoint, auth, aor];
}
