// Runs a server of the npm package `dhcp`. On `loopback` it listens on a free port, prints it, and then prints each
// reply, as the package reads it, with its destination: the real one is port 68, which is not a test's to take.
// On `wire`, in a network namespace, nothing stands between.
// node dhcp-server.mjs loopback|wire CONFIG-AS-JSON
import dhcp from 'dhcp';
import protocol from 'dhcp/lib/protocol.js';

const [place, config] = process.argv.slice(2);
const server = dhcp.createServer(JSON.parse(config));
const socket = server._sock;

if (place === 'wire') {
  server.listen(67, '0.0.0.0', () => console.log('listening'));
} else {
  socket.send = (bytes, start, length, port, host) =>
    print({ host, port, ...protocol.parse(bytes.subarray(start, start + length)) });
  // Its listen() takes 0 for 67.
  socket.bind(0, '127.0.0.1', () => print(socket.address().port));
  endEndlessDraws();
}

function print(value) {
  console.log(JSON.stringify(value));
}

/** A draw among a handful of addresses that fails 100,000 times never ends: no clock is needed to know it. */
function endEndlessDraws() {
  const draw = Math.random;
  let draws = 0;
  Math.random = () => {
    draws += 1;
    if (draws <= 100_000) return draw();
    console.error('still drawing');
    process.exit(3);
  };
}
