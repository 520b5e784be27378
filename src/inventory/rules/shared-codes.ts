// What several rules find, each on what it is asked about.

import { type CodeTable, impossible } from '../../findings/evidence.js';

export const SHARED_CODES = {
  'inventory/address-outside-subnet': impossible(
    'An address outside the subnet',
    'choose one inside the `subnet` of its network',
  ),
  'inventory/address-taken': impossible(
    'An address that somebody else has, or that no host can have',
    'choose one that is of no router, server or PBX, and neither the network nor the broadcast address',
  ),
  'inventory/unreachable-server': impossible(
    'A server address that a phone cannot reach',
    'write the address or name under which phones see this server',
  ),
} as const satisfies CodeTable;
