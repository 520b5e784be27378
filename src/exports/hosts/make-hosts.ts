// Names for reserved addresses in the form of hosts(5), which dnsmasq (--addn-hosts) and others read as well.

import { formatIpv4 } from '../../core/ipv4.js';
import { macHex } from '../../core/mac.js';
import type { Phone } from '../../site/site.js';
import type { MakeExport } from '../export.js';
import { lineKeysOf } from '../phone-lines.js';

/** As a name in DNS: a letter, a digit or a hyphen (RFC 1123 section 2.1). */
const IN_NAME = /^[a-z0-9](?:[a-z0-9-]{0,50}[a-z0-9])?$/i;

export const makeHosts: MakeExport = ({ site: { phones } }) => {
  const reserved = phones.filter(({ address }) => address !== undefined);
  const numbers = countNumbers(phones);
  const lines = reserved.map((phone) => formatPhone(phone, numbers));
  const without = phones.length - reserved.length;
  return {
    files: [{ name: 'hosts', text: lines.join('') }],
    findings: [],
    toDo: () =>
      without === 0 ? [] : [`${phonesOf(without)} no address of its own, and stands in no line`],
  };
};

/** `phone-7001` is the phone that has 7001 on its first line key, unless others have it as well. */
function formatPhone(phone: Phone, numbers: ReadonlyMap<string, number>): string {
  const { address, label, mac, model } = phone;
  if (address === undefined) return '';
  const number = firstNumber(phone);
  const isPlain = number !== undefined && IN_NAME.test(number) && numbers.get(number) === 1;
  const names = [`phone-${macHex(mac)}`, ...(isPlain ? [`phone-${number}`.toLowerCase()] : [])];
  const about = label === '' ? model : `${model} ${label}`;
  return `${formatIpv4(address)}\t${names.join(' ')}\t# ${about}\n`;
}

function firstNumber(phone: Phone): string | undefined {
  return lineKeysOf(phone)[0]?.line.number;
}

function countNumbers(phones: readonly Phone[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const number of phones.map(firstNumber)) {
    if (number !== undefined) counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  return counts;
}

function phonesOf(count: number): string {
  return count === 1 ? '1 phone has' : `${count} phones have`;
}
