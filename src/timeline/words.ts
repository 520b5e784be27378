// Counts, times and texts from the wire, for sentences.

import { formatIpv4, type Ipv4 } from '../core/ipv4.js';
import { printableStart } from '../core/printable.js';

export function times(count: number): string {
  if (count === 1) return 'once';
  return count === 2 ? 'twice' : `${count} times`;
}

/** `800 ms`, `30 s`, `5 min`, `8 h`, `3 d`: the largest unit of which there are two, rounded. */
export function spell(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  if (ms < 2 * 3_600_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 2 * 86_400_000) return `${Math.round(ms / 3_600_000)} h`;
  return `${Math.round(ms / 86_400_000)} d`;
}

/** `7,385 bytes`, `3.1 MB`. */
export function spellBytes(bytes: number): string {
  if (bytes < 100_000) return `${bytes.toLocaleString('en')} ${bytes === 1 ? 'byte' : 'bytes'}`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Of a file's name or another text of the wire. */
export function wire(text: string): string {
  return printableStart(text);
}

export function addressText(address: Ipv4 | undefined): string {
  return address === undefined ? 'an address' : formatIpv4(address);
}
