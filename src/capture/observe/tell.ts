// What all observers of a capture share: how they tell what they saw, and what they ask of others.

import { type Mac, macInName } from '../../core/mac.js';
import type { FileName } from '../../site/boot-script.js';
import type { PhoneEvent } from '../../timeline/events.js';

/** `from`: the address of whom it is about, where no MAC is known. */
export type Tell = (
  event: PhoneEvent,
  who: { readonly mac?: Mac; readonly address: string },
) => void;

/** What the name of a file means to phones; the vendors know. */
export interface NameReader {
  nameOf(name: string): FileName;
  /** A name that phones ask for and that rightly does not exist. */
  isExpectedMiss(name: string): boolean;
}

/** What an event says of the file that was asked for. */
export function namesOf(name: string, names: NameReader) {
  return { name, ...names.nameOf(name), namedMac: macInName(name) };
}

/** What follows while a capture is read. */
export interface Observer {
  /** Time has passed: what waited too long is told. */
  pass(nowMs: number): void;
  /** The capture ends; what is still under way is told as far as it came. */
  end(nowMs: number): void;
}
