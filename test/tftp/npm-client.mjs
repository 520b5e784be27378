// Fetches a file with the npm package `tftp`, in a process of its own.
// node npm-client.mjs PORT WINDOWSIZE REMOTE LOCAL
import tftp from 'tftp';

const [port, windowSize, remote, local] = process.argv.slice(2);
const client = tftp.createClient({ host: '127.0.0.1', port: +port, windowSize: +windowSize });
client.get(remote, local, (error) => {
  if (error) console.error(error.message);
  process.exit(error ? 1 : 0);
});
