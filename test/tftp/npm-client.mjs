// Fetches files with the npm package `tftp`, one after the other, in a process of its own.
// node npm-client.mjs PORT (WINDOWSIZE REMOTE LOCAL)...
import { promisify } from 'node:util';
import tftp from 'tftp';

const [port, ...words] = process.argv.slice(2);
try {
  for (let at = 0; at < words.length; at += 3) {
    const [windowSize, remote, local] = words.slice(at, at + 3);
    const client = tftp.createClient({ host: '127.0.0.1', port: +port, windowSize: +windowSize });
    await promisify(client.get.bind(client))(remote, local);
  }
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
process.exit(0);
