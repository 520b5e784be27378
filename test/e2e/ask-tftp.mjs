// Asks each address for a file that is not there, as a phone does that hears only the address that it asked, and
// prints those that answered, one a line.

import { fetchTftp } from '../../dist/tftp/client.js';

const patience = { timeoutMs: 60_000, resendMs: 200 };
const asked = process.argv.slice(2).map(async (server) => {
  const { kind } = await fetchTftp({ server, port: 69, name: 'missing', ...patience });
  return kind === 'error' ? [server] : [];
});
console.log((await Promise.all(asked)).flat().join('\n'));
