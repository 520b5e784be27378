// Begins COUNT connections to PORT of this machine from its other addresses, and ends none of them, nor any request on them:
// half-open.mjs PORT COUNT LEFT. Says how many were begun once no more than LEFT are open, and holds those until it is ended.

import { connect } from 'node:net';

const [port = 0, count = 0, left = 0] = process.argv.slice(2).map(Number);
const AT_ONCE = 200;
let begun = 0;
let open = 0;

/** Resolves when it is there, or was refused. */
function begin(at) {
  const localAddress = `127.0.${1 + Math.floor(at / 200)}.${1 + (at % 200)}`;
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    socket.once('connect', () => {
      begun += 1;
      open += 1;
      socket.write('GET /api/v1/events HTTP/1.1\r\nHost: 127');
      socket.once('close', () => {
        open -= 1;
      });
      resolve();
    });
    socket.on('error', resolve);
    // Or its end would not be heard.
    socket.resume();
  });
}

for (let at = 0; at < count; at += AT_ONCE) {
  await Promise.all(Array.from({ length: AT_ONCE }, (_, next) => begin(at + next)));
}
// Those that the server has not come to yet are ended a little later.
setInterval(() => {
  if (open <= left) console.log(`begun ${begun}, open ${open}`);
}, 100);
