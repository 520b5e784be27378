// An Ethernet address: any usual spelling in, one canonical spelling inside.

/** Canonical form: six lower-case hex pairs joined by colons, `5c:fc:66:5d:4f:9a`. */
export type Mac = string & { readonly __brand: 'Mac' };

/** `5c:fc:66:..`, `5C-FC-66-..`, `5cfc.665d.4f9a`, `5cfc665d4f9a`, each with its separator throughout. */
const SPELLINGS = [
  /^[0-9a-f]{12}$/i,
  /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/i,
  /^[0-9a-f]{2}(?:-[0-9a-f]{2}){5}$/i,
  /^[0-9a-f]{2}(?: [0-9a-f]{2}){5}$/i,
  /^[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}$/i,
  /^[0-9a-f]{6}-[0-9a-f]{6}$/i,
];

const CANONICAL = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/;

/** Each byte as two digits: DHCP reads an address out of every packet. */
const HEX_PAIRS: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, '0'),
);

export function parseMac(text: string): Mac | undefined {
  const trimmed = text.trim();
  if (CANONICAL.test(trimmed)) return trimmed as Mac;
  if (!SPELLINGS.some((spelling) => spelling.test(trimmed))) return undefined;
  return fromHex(trimmed.replace(/[^0-9a-f]/gi, ''));
}

const MAC_IN_NAME = /(?:^|[^0-9a-f])([0-9a-f]{12})(?:[^0-9a-f]|$)/i;

/** Of `CTLSEP001BD4000001.tlv`: the twelve digits that a name of a file holds. */
export function macInName(name: string): Mac | undefined {
  const [, hex] = MAC_IN_NAME.exec(name) ?? [];
  return hex === undefined ? undefined : fromHex(hex);
}

/** Broadcast, multicast or nothing: not the address of one device (IEEE 802, the lowest bit of the first byte). */
export function isGroupMac(mac: Mac): boolean {
  return (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1 || /^[0:]*$/.test(mac);
}

/** Reads the first six of `bytes`; the caller has checked the length. */
export function macFromBytes(bytes: Uint8Array): Mac {
  const pairs: string[] = [];
  for (let at = 0; at < 6; at += 1) pairs.push(HEX_PAIRS[bytes[at] ?? 0] ?? '');
  return pairs.join(':') as Mac;
}

/** Of the first six of `bytes`, as macToNumber of them. */
export function macNumberOf(bytes: Uint8Array): number {
  const [high, low] = [readBytes(bytes, 0), readBytes(bytes, 3)];
  return high * 0x100_0000 + low;
}

/** Three of them, as one integer. */
function readBytes(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
}

export function macToBytes(mac: Mac): Uint8Array {
  return Buffer.from(macHex(mac), 'hex');
}

/** Its 48 bits as an integer: the order of numbers is that of texts. */
export function macToNumber(mac: Mac): number {
  let value = 0;
  for (let at = 0; at < mac.length; at += 3) {
    value = value * 256 + digitAt(mac, at) * 16 + digitAt(mac, at + 1);
  }
  return value;
}

export function macFromNumber(value: number): Mac {
  return fromHex(value.toString(16).padStart(12, '0'));
}

/** Of `0` to `9` and `a` to `f`. */
function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 0x3a ? code - 0x30 : code - 0x57;
}

/** Twelve lower-case hex digits, as file names use them. */
export function macHex(mac: Mac): string {
  return mac.replaceAll(':', '');
}

/** The first three bytes, `5c:fc:66`: the maker's block as IEEE assigned it. */
export function macOui(mac: Mac): string {
  return mac.slice(0, 8);
}

function fromHex(hex: string): Mac {
  const pairs = hex.toLowerCase().match(/../g) ?? [];
  return pairs.join(':') as Mac;
}
