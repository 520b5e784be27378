// What a device is doing, in Asterisk's own words, and which devices are lines of phones.

import { type AmiMessage, fieldOf } from '../ami/message.js';

/** What `Setvar DEVICE_STATE(Custom:…)` takes, and DeviceStateChange says. */
export const DEVICE_STATES = [
  ...['UNKNOWN', 'NOT_INUSE', 'INUSE', 'BUSY', 'INVALID', 'UNAVAILABLE', 'RINGING'],
  ...['RINGINUSE', 'ONHOLD'],
] as const;

export type DeviceState = string;

/** Of whose devices the name of the line is the rest: `PJSIP/7001`. */
export const TECHNOLOGIES = ['PJSIP', 'SIP'] as const;

export interface LineState {
  readonly line: string;
  readonly state: DeviceState;
}

/**
 * Undefined: it tells of no line. What was set by somebody (`Custom:…`) never is one, so what is carried to a PBX is not carried on
 * from there.
 */
export function lineStateOf(event: AmiMessage): LineState | undefined {
  if (fieldOf(event, 'Event') !== 'DeviceStateChange') return undefined;
  const device = fieldOf(event, 'Device') ?? '';
  const technology = TECHNOLOGIES.find((each) => device.startsWith(`${each}/`));
  if (!technology) return undefined;
  return { line: device.slice(technology.length + 1), state: stateOf(fieldOf(event, 'State')) };
}

/** A word that is none of Asterisk's cannot be set. */
export function stateOf(word = ''): DeviceState {
  const state = word.trim().toUpperCase();
  return DEVICE_STATES.some((each) => each === state) ? state : 'UNKNOWN';
}
