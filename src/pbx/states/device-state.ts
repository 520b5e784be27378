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

/** What ExtensionStatus says of a hint, as a device says it. */
const OF_STATUS: Readonly<Record<string, DeviceState>> = {
  ...{ 0: 'NOT_INUSE', 1: 'INUSE', 2: 'BUSY', 4: 'UNAVAILABLE', 8: 'RINGING', 9: 'RINGINUSE' },
  ...{ 16: 'ONHOLD', 17: 'ONHOLD' },
};

/**
 * Undefined: it tells of no line. What was set by somebody (`Custom:…`) never is one, so what is carried to a PBX is not carried on
 * from there. An Asterisk without `res_manager_devicestate` has no DeviceStateChange, and tells of hints alone.
 */
export function lineStateOf(event: AmiMessage): LineState | undefined {
  switch (fieldOf(event, 'Event')) {
    case 'DeviceStateChange':
      return lineStateAt(fieldOf(event, 'Device'), stateOf(fieldOf(event, 'State')));
    case 'ExtensionStatus':
      return lineStateAt(fieldOf(event, 'Hint'), OF_STATUS[fieldOf(event, 'Status') ?? '']);
    default:
      return undefined;
  }
}

/** A hint may be of several devices, `SIP/7001&SIP/7002`: it says of none what it is doing. */
function lineStateAt(device = '', state: DeviceState | undefined): LineState | undefined {
  const technology = TECHNOLOGIES.find((each) => device.startsWith(`${each}/`));
  if (!technology || state === undefined || /[&,]/.test(device)) return undefined;
  return { line: device.slice(technology.length + 1), state };
}

/** A word that is none of Asterisk's cannot be set. */
export function stateOf(word = ''): DeviceState {
  const state = word.trim().toUpperCase();
  return DEVICE_STATES.some((each) => each === state) ? state : 'UNKNOWN';
}
