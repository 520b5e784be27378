// What another server cannot say, at the line of the inventory that says it. What holds for all servers is here, and what
// several of them have in common.

import { type Finding, findingsOf } from '../../findings/finding.js';
import { DHCP_EXPORT_CODES } from '../../site/dhcp-export-codes.js';
import { type DhcpPlan, type Said, saidIn } from './plan.js';
import { phonesIn } from './welcome.js';

export const finding = findingsOf(DHCP_EXPORT_CODES);

export function commonFindings(plan: DhcpPlan): readonly Finding[] {
  return [
    ...plan.withoutServer.map(({ placeOf }) =>
      finding('dhcp/no-server', placeOf(), 'nothing says where phones of this network find files'),
    ),
    ...roomFindings(plan),
  ];
}

function roomFindings({ networks, groups }: DhcpPlan): readonly Finding[] {
  const phones = phonesIn(groups).flatMap((group) => group.phones);
  const waiting = phones.filter(({ address }) => address === undefined).length;
  if (waiting === 0) return [];
  return networks.flatMap(({ network, ranges }) => {
    if (network.clients === 'inventory' || ranges.length === 0) return [];
    const who = waiting === 1 ? 'a phone' : `${waiting} phones`;
    const message = `strangers may take all of the pool, though ${who} of the inventory may need an address of it`;
    return [finding('dhcp/no-room-kept', network.placeOf('clients'), message)];
  });
}

/** Options that `isSayable` refuses, each once; `server` completes "… cannot send it". */
export function optionFindings(
  { networks }: DhcpPlan,
  server: string,
  isSayable: (said: Said) => boolean,
): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const planned of networks) {
    for (const said of saidIn({ networks: [planned] })) {
      if (isSayable(said)) continue;
      const { code } = said.value;
      const place = said.place ?? planned.network.placeOf();
      const message = `option ${code} is left out: ${server} cannot send what it says`;
      const key = `${code} ${place.file}:${place.line}:${place.col}`;
      found.set(key, finding('dhcp/option-not-said', place, message));
    }
  }
  return [...found.values()];
}

/** Of a server that looks everywhere or nowhere, as `isChecked` says. */
export function checkFindings(
  { networks }: DhcpPlan,
  server: string,
  isChecked: boolean,
): readonly Finding[] {
  return networks.flatMap(({ network, ranges }) => {
    if (ranges.length === 0 || network.addressCheck === isChecked) return [];
    const message = isChecked
      ? `${server} looks who is on an address before it offers it, here too`
      : `${server} does not look who is on an address before it offers it`;
    return [finding('dhcp/address-check', network.placeOf('addressCheck'), message)];
  });
}

export function someChecked({ networks }: DhcpPlan): boolean {
  return networks.some(({ network }) => network.addressCheck);
}
