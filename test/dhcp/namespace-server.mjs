// Runs the built DHCP server in whatever network namespace it is started in. Argument: a JSON file with
// `journal`, `subnets` and `phones`. Says `ready` and then each exchange as a line of JSON.

import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { systemClock } from '../../dist/core/clock.js';
import { parseIpv4, parseIpv4Range, parseSubnet } from '../../dist/core/ipv4.js';
import { openLeaseJournal } from '../../dist/dhcp/journal/journal.js';
import { createJournalFiles } from '../../dist/dhcp/journal/journal-files.js';
import { openDhcpLink } from '../../dist/dhcp/link/open-link.js';
import { option } from '../../dist/dhcp/message/options.js';
import { createAddressCheck } from '../../dist/dhcp/offer/address-check.js';
import { createDhcpServer } from '../../dist/dhcp/server.js';
import { readNeighbours } from '../../dist/serve/neighbours.js';
import { chooseBackend } from '../../dist/udp/backend.js';

const config = JSON.parse(await readFile(process.argv[2], 'utf8'));
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

const subnets = config.subnets.map(
  ({ subnet, server, router = server, pool, relayed, checked }) => ({
    subnet: parseSubnet(subnet),
    serverAddress: parseIpv4(server),
    attached: !relayed,
    ...(pool === undefined ? {} : { pool: parseIpv4Range(pool) }),
    excluded: [],
    leaseSeconds: 3600,
    promisedTo: new Set(),
    checksAddresses: checked === true,
    options: [option('router', [parseIpv4(router)]), option('domainName', 'lab.example')],
  }),
);
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

const backend = await chooseBackend();
const journal = await openLeaseJournal({
  path: config.journal,
  files: createJournalFiles(backend.libc),
});
const log = Object.fromEntries(
  ['debug', 'info', 'warn', 'error'].map((level) => [
    level,
    (fields, text) => say({ level, text, ...fields, err: fields.err?.message }),
  ]),
);
// Node's own list leaves out an interface whose other end is not up yet.
const lines = execFileSync('ip', ['-o', '-4', 'address'], { encoding: 'utf8' }).trim().split('\n');
const deviceOf = new Map(
  lines.map((line) => {
    const [, device, , address] = line.split(/\s+/);
    return [parseIpv4(address.split('/')[0]), device];
  }),
);
const { link } = await openDhcpLink({
  wires: subnets
    .filter(({ attached }) => attached)
    .map(({ serverAddress }) => ({ device: deviceOf.get(serverAddress), address: serverAddress })),
  addresses: [...new Set(subnets.map(({ serverAddress }) => serverAddress))],
  port: 67,
  inherited: new Map(),
  coexist: false,
  backend,
  log,
});
const observe = config.quiet ? () => {} : (exchange) => say({ exchange });
const server = createDhcpServer({
  link,
  journal,
  checkAddress: createAddressCheck({ neighbours: readNeighbours }),
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
