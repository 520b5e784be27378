// IPv4 addresses, subnets and ranges as unsigned 32-bit numbers. Text is strict: no octal, no short forms.

/** An address as an unsigned 32-bit number, most significant octet first. */
export type Ipv4 = number & { readonly __brand: 'Ipv4' };

export interface Subnet {
  /** The address with all host bits zero. */
  readonly network: Ipv4;
  /** Prefix length, 0..32. */
  readonly prefix: number;
}

/** Both ends belong to the range. */
export interface Ipv4Range {
  readonly first: Ipv4;
  readonly last: Ipv4;
}

const [ZERO, NINE, DOT] = [48, 57, 46];

/** Four decimal octets. A leading zero is refused: other programs read it as octal. Each request has an address to be read. */
export function parseIpv4(text: string): Ipv4 | undefined {
  let value = 0;
  let octet = 0;
  let digits = 0;
  let dots = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) {
      if (digits > 0 && octet === 0) return undefined;
      octet = octet * 10 + code - ZERO;
      digits += 1;
      if (octet > 255) return undefined;
    } else if (code === DOT && digits > 0) {
      value = value * 256 + octet;
      dots += 1;
      octet = 0;
      digits = 0;
    } else return undefined;
  }
  return dots === 3 && digits > 0 ? ((value * 256 + octet) as Ipv4) : undefined;
}

export function formatIpv4(ip: Ipv4): string {
  return `${ip >>> 24}.${(ip >>> 16) & 255}.${(ip >>> 8) & 255}.${ip & 255}`;
}

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** The IPv4 address that an IPv6 socket shows as `::ffff:10.20.1.5` (RFC 4291 section 2.5.5.2); others as they are. */
export function unmapIpv4(address: string): string {
  return address.startsWith('::') ? (MAPPED.exec(address)?.[1] ?? address) : address;
}

/** `10.20.1.0/24`. Host bits must be zero, so that a typing slip is not read as another subnet. */
export function parseSubnet(text: string): Subnet | undefined {
  const [address, prefixText, ...rest] = text.split('/');
  if (address === undefined || prefixText === undefined || rest.length > 0) return undefined;
  const network = parseIpv4(address);
  if (network === undefined || !/^\d{1,2}$/.test(prefixText)) return undefined;
  const prefix = Number(prefixText);
  if (prefix > 32 || (network & ~maskOf(prefix)) !== 0) return undefined;
  return { network, prefix };
}

export function formatSubnet(subnet: Subnet): string {
  return `${formatIpv4(subnet.network)}/${subnet.prefix}`;
}

/** `10.20.1.100-10.20.1.199`; the first must not be above the last. */
export function parseIpv4Range(text: string): Ipv4Range | undefined {
  const [firstText, lastText, ...rest] = text.split('-').map((part) => part.trim());
  if (firstText === undefined || lastText === undefined || rest.length > 0) return undefined;
  const first = parseIpv4(firstText);
  const last = parseIpv4(lastText);
  if (first === undefined || last === undefined || first > last) return undefined;
  return { first, last };
}

export function formatIpv4Range(range: Ipv4Range): string {
  return `${formatIpv4(range.first)}-${formatIpv4(range.last)}`;
}

export function maskOf(prefix: number): Ipv4 {
  return (prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0) as Ipv4;
}

/** Undefined: the mask has holes. */
export function prefixOf(mask: Ipv4): number | undefined {
  return Array.from({ length: 33 }, (_, prefix) => prefix).find(
    (prefix) => maskOf(prefix) === mask,
  );
}

/** The subnet of that size in which the address is. */
export function subnetAround(address: Ipv4, prefix: number): Subnet {
  return { network: ((address & maskOf(prefix)) >>> 0) as Ipv4, prefix };
}

export function broadcastOf(subnet: Subnet): Ipv4 {
  return ((subnet.network | ~maskOf(subnet.prefix)) >>> 0) as Ipv4;
}

export function subnetContains(subnet: Subnet, ip: Ipv4): boolean {
  return (ip & maskOf(subnet.prefix)) >>> 0 === subnet.network;
}

export function rangeContains(range: Ipv4Range, ip: Ipv4): boolean {
  return ip >= range.first && ip <= range.last;
}

export function isLoopback(ip: Ipv4): boolean {
  return ip >>> 24 === 127;
}

/** Four bytes, most significant first. */
export function ipv4At(bytes: DataView, offset: number): Ipv4 {
  return bytes.getUint32(offset) as Ipv4;
}

/** Reads four bytes at `offset`; the caller has checked the length. */
export function ipv4FromBytes(bytes: Uint8Array, offset = 0): Ipv4 {
  const octet = (index: number) => bytes[offset + index] ?? 0;
  return (((octet(0) << 24) | (octet(1) << 16) | (octet(2) << 8) | octet(3)) >>> 0) as Ipv4;
}

export function ipv4ToBytes(ip: Ipv4): Uint8Array {
  return Uint8Array.of(ip >>> 24, (ip >>> 16) & 255, (ip >>> 8) & 255, ip & 255);
}
