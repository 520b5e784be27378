// Serves a folder with the npm package `tftp` as its README does, and prints the port. `guarded` adds the listener
// without which a failed request ends the process, and prints how requests fail.
// node npm-server.mjs ROOT careless|guarded
import tftp from 'tftp';

const [root, manner] = process.argv.slice(2);
const server = tftp.createServer({ host: '127.0.0.1', root });
if (manner === 'guarded') {
  server.on('request', (request) =>
    request.on('error', ({ message }) => console.log(`failed: ${message}`)),
  );
}
server.on('listening', () => console.log(server._socket.address().port));
// Its constructor takes 0 for 69.
server.port = 0;
server.listen();
