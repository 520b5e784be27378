// A phone asks by multicast for its URL: whether it gets one, and which. The URL is the one that option 66 would give it. Pure.

import { type Ipv4, parseIpv4, subnetContains } from '../../core/ipv4.js';
import type { Mac } from '../../core/mac.js';
import type { Network } from '../../site/site.js';
import type { PnpEvent } from '../../timeline/events.js';
import type { ServedNetwork } from '../local-address.js';
import type { ServedSite } from '../served-site.js';
import { bootUrl } from '../told-by-dhcp.js';

/** Where a phone is that asks, as far as this machine can tell. */
export interface PnpPlace {
  /** Of its Contact. */
  readonly address: Ipv4;
  /** That address is on a wire of ours, and not ourselves. */
  readonly isAttached: boolean;
  /** Of this machine, as it is seen from there; undefined: there is no way. */
  readonly own: Ipv4 | undefined;
  /** Networks that our DHCP serves now. */
  readonly served: readonly ServedNetwork[];
}

export type PnpDecision =
  | { readonly kind: 'tell'; readonly url: string; readonly own: Ipv4 }
  | {
      readonly kind: 'silence';
      readonly why: Exclude<PnpEvent['outcome'], 'told' | 'no-answer' | 'refused'>;
    };

type Asking = Pick<ServedSite, 'networks' | 'phones' | 'pnp'>;

export function decidePnp(
  { networks, phones, pnp }: Asking,
  mac: Mac,
  place: PnpPlace,
): PnpDecision {
  const { address, isAttached, own, served } = place;
  const isThere = ({ subnet }: Network) => subnetContains(subnet, address);
  const network = networks.find(isThere);
  if ((!network && !isAttached) || own === undefined || own === address) {
    return { kind: 'silence', why: 'elsewhere' };
  }
  const phone = phones.get(mac);
  if (!phone) return { kind: 'silence', why: 'stranger' };
  const ours =
    served.find((each) => isThere(each.network))?.serverAddress ?? network?.server ?? own;
  const fallback = {
    tftp: (pnp?.servers ?? []).flatMap((each) => parseIpv4(each) ?? []),
    options: [],
  };
  const url = bootUrl(network ?? fallback, ours, phone.model, phone.options);
  return url === undefined ? { kind: 'silence', why: 'no-url' } : { kind: 'tell', url, own };
}
