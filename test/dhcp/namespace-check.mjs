// Runs the built address check in whatever network namespace it is started in. Arguments: our address, then
// those to look at. Prints who uses each.

import { parseIpv4 } from '../../dist/core/ipv4.js';
import { createAddressCheck } from '../../dist/dhcp/offer/address-check.js';
import { readNeighbours } from '../../dist/serve/neighbours.js';

const [from, ...addresses] = process.argv.slice(2).map(parseIpv4);
const check = createAddressCheck({ neighbours: readNeighbours });
const found = await Promise.all(addresses.map((address) => check(address, from)));
process.stdout.write(JSON.stringify(found.map((occupant) => occupant ?? 'nobody')));
