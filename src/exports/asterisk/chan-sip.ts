// chan_sip, up to Asterisk 20: a peer for each account. It knows one phone of a line, and no other PBX.

import { type Finding, findingsOf } from '../../findings/finding.js';
import { EXPORT_CODES } from '../../site/export-codes.js';
import { accountSection, CONTEXT, PHONE, vendorTemplates } from './account-sections.js';
import type { ChannelDriver } from './channel-driver.js';
import { formatSections, type Section } from './conf.js';
import type { Account, Exchange } from './exchange.js';

const finding = findingsOf(EXPORT_CODES);

export const CHAN_SIP: ChannelDriver = {
  chan: 'sip',
  technology: 'SIP',
  file: 'sip.conf',
  notifyFile: 'sip_notify.conf',
  notifyEntries: [['Content-Length', '0']],
  notifyCommand: (name, number) => `sip notify ${name} ${number}`,
  judge: judgeAccount,
  formatAccounts: (exchange) =>
    formatSections([...templatesOf(exchange), ...exchange.accounts.map(toSection)]),
  ringsAll: false,
};

function templatesOf(exchange: Exchange): readonly Section[] {
  const { transport } = exchange.pbx;
  const phone: Section = {
    name: PHONE,
    isTemplate: true,
    entries: [
      ['type', 'friend'],
      ['host', 'dynamic'],
      ['context', CONTEXT],
      ['disallow', 'all'],
      ['directmedia', 'no'],
      ['qualify', 'yes'],
      // Without it a hint never tells that somebody talks.
      ['callcounter', 'yes'],
      ...(transport === 'udp' ? [] : [['transport', transport] as const]),
    ],
  };
  return [phone, ...vendorTemplates(exchange, ({ chanSip }) => chanSip)];
}

function toSection(account: Account): Section {
  const { password } = account.line;
  return accountSection(account, password ? [['secret', password.reveal()]] : []);
}

function judgeAccount({ number, line, place, phones }: Account): readonly Finding[] {
  const found: Finding[] = [];
  if (line.authName !== number) {
    const message = `line ${number} says "${line.authName}" where chan_sip asks for its number`;
    found.push(finding('asterisk/auth-name', place, message));
  }
  if (phones.length > 1) {
    const message = `line ${number} is on ${phones.length} phones, and one of them will ring`;
    found.push(finding('asterisk/shared-line', place, message));
  }
  return found;
}
