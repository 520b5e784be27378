// Codes of findings about an inventory's networks as another DHCP server has them: what that server cannot say.

import { type CodeTable, ignored, impossible, style } from '../findings/evidence.js';

export const DHCP_EXPORT_CODES = {
  'dhcp/no-server': impossible(
    'A network of which nothing says where its phones find their files',
    'write `tftp` or `server` of the network, or an address under `site.servers`: another server cannot look at this machine',
  ),
  'dhcp/option-not-said': ignored(
    'A DHCP option that the other server cannot send',
    'shorten it, write it without quotes and backslashes, or use another server',
  ),
  'dhcp/address-check': ignored(
    'A check of addresses that the other server does not make, or makes everywhere',
    'say `addressCheck` alike for all networks, as the other server has it',
  ),
  'dhcp/no-room-kept': ignored(
    'A pool in which the other server keeps no address for phones',
    'reserve an address for each phone, or give strangers another network: they may take all of the pool',
  ),
  'dhcp/strangers': ignored(
    'Strangers whom the other server takes for something else',
    'put these phones into the inventory, or answer only phones of the inventory',
  ),
  'dhcp/wrong-address': style(
    'A phone from another network that has to ask twice',
    'nothing has to be done: it asks anew after a while',
  ),
  'dhcp/guests': ignored(
    'Phones with an address that the other server does not know in other networks',
    'give the phone an address in the network where it is',
  ),
} as const satisfies CodeTable;
