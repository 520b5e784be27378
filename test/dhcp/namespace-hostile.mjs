// Sends ten thousands of random, cut and changed packets to port 67, by broadcast and to one address.
// Arguments: the address, the number of packets, a seed.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const [address, count, seed] = process.argv.slice(2);
let state = Number(seed);
/** xorshift32 */
function random(below) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
}

function mutant() {
  if (random(4) === 0) return Buffer.from(Array.from({ length: random(600) }, () => random(256)));
  const bytes = Buffer.alloc(300);
  bytes.set([1, 1, 6, 0, 1, 2, 3, 4]);
  bytes.set([0x0e, random(256), random(256), random(256), random(256), random(256)], 28);
  bytes.set([0x63, 0x82, 0x53, 0x63, 53, 1, 1 + random(8)], 236);
  for (let flips = random(10); flips > 0; flips -= 1) bytes[random(300)] = random(256);
  for (let at = 243; at < 260; at += 1) bytes[at] = random(256);
  return bytes.subarray(0, random(3) === 0 ? random(301) : 300);
}

const socket = createSocket('udp4');
socket.bind(0);
await once(socket, 'listening');
socket.setBroadcast(true);
for (let n = 0; n < Number(count); n += 1) {
  const to = n % 2 === 0 ? '255.255.255.255' : address;
  await new Promise((resolve) => socket.send(mutant(), 67, to, resolve));
}
socket.close();
process.stdout.write('sent\n');
