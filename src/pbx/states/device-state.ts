// What a device is doing, in Asterisk's own words, and which devices are lines of phones.

import { type AmiMessage, fieldOf } from '../ami/message.js';
import { readDevice } from '../device.js';

/** What `Setvar DEVICE_STATE(Custom:…)` takes, and DeviceStateChange says. */
export const DEVICE_STATES = [
  ...['UNKNOWN', 'NOT_INUSE', 'INUSE', 'BUSY', 'INVALID', 'UNAVAILABLE', 'RINGING'],
  ...['RINGINUSE', 'ONHOLD'],
] as const;

export type DeviceState = string;

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
function lineStateAt(
  text: string | undefined,
  state: DeviceState | undefined,
): LineState | undefined {
  const device = readDevice(text);
  if (!device || state === undefined || /[&,]/.test(device.account)) return undefined;
  return { line: device.account, state };
}

/** A word that is none of Asterisk's cannot be set. */
export function stateOf(word = ''): DeviceState {
  const state = word.trim().toUpperCase();
  return DEVICE_STATES.some((each) => each === state) ? state : 'UNKNOWN';
}
