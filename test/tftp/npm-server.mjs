// Serves a folder with the npm package `tftp`, in a process of its own, until its input ends.
// node npm-server.mjs ROOT PORT
import tftp from 'tftp';

const [root, port] = process.argv.slice(2);
const server = tftp.createServer({ host: '127.0.0.1', port: +port, root, denyPUT: true });
// Without a listener for each request's errors, a file that is not there ends the process.
server.on('request', (request) => request.on('error', () => {}));
server.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
server.on('listening', () => console.log('listening'));
server.listen();
process.stdin.on('end', () => process.exit(0)).resume();
