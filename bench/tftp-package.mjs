// The npm package `tftp` as a read-only server: node tftp-package.mjs ROOT

import tftp from 'tftp';

const [root] = process.argv.slice(2);
const limits = { windowSize: 64, blockSize: 65_464 };
const server = tftp.createServer({ host: '127.0.0.1', port: 69, root, denyPUT: true, ...limits });
server.on('error', (error) => console.error(error.message));
server.on('request', (request) => request.on('error', (error) => console.error(error.message)));
server.listen();
