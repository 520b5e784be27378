// As systemd does it: opens UDP port 67 on each interface named before `--`, then becomes parent of the command
// behind it, with the sockets as descriptors from 3 on.

import { spawn } from 'node:child_process';
import { loadLibc } from '../../dist/udp/libc.js';
import { createNativeSockets } from '../../dist/udp/native-socket.js';

const split = process.argv.indexOf('--');
const [devices, command] = [process.argv.slice(2, split), process.argv.slice(split + 1)];
const native = createNativeSockets(await loadLibc());
const fds = devices.map((device) => native.bind({ address: 0, port: 67, device, shared: true }));
const env = {
  ...process.env,
  LISTEN_FDS: `${fds.length}`,
  LISTEN_FDNAMES: devices.map((device) => `dhcp-${device}`).join(':'),
};
// The shell names its own number, and stays it when it becomes the command.
const child = spawn('sh', ['-c', 'LISTEN_PID=$$ exec "$@"', 'sh', ...command], {
  env,
  stdio: ['ignore', 'inherit', 'inherit', ...fds],
});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code) => process.exit(code ?? 1));
