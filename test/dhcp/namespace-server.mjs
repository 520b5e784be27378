// Runs the built DHCP server in whatever network namespace it is started in. Argument: a JSON file with
// `journal`, `subnets` and `phones`. Says `ready` and then each exchange as a line of JSON.

import { readFile } from 'node:fs/promises';
import { systemClock } from '../../dist/core/clock.js';
import { parseIpv4, parseIpv4Range, parseSubnet } from '../../dist/core/ipv4.js';
import { openDgramLink } from '../../dist/dhcp/dgram-link.js';
import { openLeaseJournal } from '../../dist/dhcp/journal.js';
import { option } from '../../dist/dhcp/options.js';
import { createDhcpServer } from '../../dist/dhcp/server.js';

const config = JSON.parse(await readFile(process.argv[2], 'utf8'));
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

const subnets = config.subnets.map(({ subnet, server, pool }) => ({
  subnet: parseSubnet(subnet),
  serverAddress: parseIpv4(server),
  attached: true,
  ...(pool === undefined ? {} : { pool: parseIpv4Range(pool) }),
  excluded: [],
  leaseSeconds: 3600,
  promisedTo: new Set(),
  checksAddresses: false,
  options: [option('router', [parseIpv4(server)]), option('domainName', 'lab.example')],
}));
const tftp = (server) => [
  option('serverName', 'tftp.lab.example'),
  option('tftpServerAddress', [server, parseIpv4('10.99.0.9')]),
];
const policy = {
  reservationOf: (mac) => parseIpv4(config.phones[mac] ?? ''),
  clientFor({ mac }, { serverAddress }) {
    const address = config.phones[mac];
    if (address === undefined && config.strangers !== 'pooled') return undefined;
    return {
      ...(address === undefined ? {} : { reservation: parseIpv4(address) }),
      options: tftp(serverAddress),
      always: [66, 150],
      pooled: address === undefined,
    };
  },
};

const journal = await openLeaseJournal({ path: config.journal });
const link = await openDgramLink({
  addresses: subnets.map(({ serverAddress }) => serverAddress),
  port: 67,
});
const log = Object.fromEntries(
  ['debug', 'info', 'warn', 'error'].map((level) => [
    level,
    (fields, text) => say({ level, text, ...fields, err: fields.err?.message }),
  ]),
);
const observe = config.quiet ? () => {} : (exchange) => say({ exchange });
const server = createDhcpServer({
  link,
  journal,
  clock: systemClock,
  log,
  policy,
  subnets,
  observe,
});
say({ ready: true });

process.on('SIGUSR2', () => say({ stats: server.stats() }));
process.on('SIGTERM', async () => {
  await server.close();
  await journal.close();
});
