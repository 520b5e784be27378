// How the phone finds its files again: the same in its own file and in the one that its model shares.

import { type Assignment, flag } from './assignment.js';
import type { FormContext, ModelContext } from './context.js';

/** `$mac` is the phone's own word. */
const FILE_NAME = '$mac.cfg';
const DHCP_OPTION = '66';

export function provisioningAssignments(
  { assign, model }: FormContext,
  settings: ModelContext['settings'],
  servers: readonly string[],
): readonly Assignment[] {
  const server = settings.provisioningServer || servers[0];
  const values = {
    // Only models that are known to have a redirection service have the setting.
    ...(model.settings.properties.fdps && { fdps: settings.fdps ?? '' }),
    fileName: FILE_NAME,
    ...(server !== undefined && { server }),
    protocol: settings.provisioningProtocol ?? '',
    mode: settings.provisioningMode ?? '',
    intervalHours: settings.provisioningIntervalHours ?? '',
    dhcpOption: DHCP_OPTION,
    pnp: settings.pnp ?? '',
    commonFile: flag(true),
    deviceFile: flag(true),
  };
  return Object.entries(values).map(([name, value]) => assign(`provisioning.${name}`, value));
}
