// The servers that are compared, each told to serve the same pool from empty files in `dir`.

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installed } from './measure.mjs';
import { writeInventory } from './story-pair.mjs';

export const INTERFACE = 'lan';
export const SERVER = '10.64.0.1';
const NETWORK = '10.64.0.0';
const PREFIX = 13;
const MASK = '255.248.0.0';
/** Larger than any of the loads; some servers grow slow with the size alone. */
const POOL = ['10.65.0.0', '10.65.255.255'];
const LARGE_POOL = ['10.65.0.0', '10.67.255.255'];
const LEASE_SECONDS = 3600;
const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

/** Each gives a command; what it prints goes to a file. None looks for strangers on an address first. */
const SERVERS = {
  offhook: { program: process.execPath, prepare: prepareOffhook },
  kea: { program: 'kea-dhcp4', prepare: prepareKea },
  'kea-flushed': { program: 'kea-dhcp4', prepare: prepareFlushedKea },
  'isc-dhcpd': { program: 'dhcpd', prepare: prepareIsc },
  dnsmasq: { program: 'dnsmasq', prepare: prepareDnsmasq },
};

/** Those that are installed, of `names` or of all. */
export function installedServers(names) {
  return installed(SERVERS, names);
}

/** offhook with room for more leases than are compared. */
export function prepareLargeOffhook(dir) {
  return prepareOffhook(dir, LARGE_POOL);
}

/** Both with phones of these numbers in the inventory, so that what they do is noted. */
export function pairOf(programs, { firstPhone, phones }) {
  const macs = Array.from({ length: phones }, (_, index) => ({ mac: macOf(firstPhone + index) }));
  return Object.entries(programs).map(([name, program]) => ({
    name,
    prepare(dir) {
      const config = writeInventory(dir, macs, { network: networkOf(POOL) });
      return { command: [...program, ...servingArgs(dir, config)] };
    },
  }));
}

/** As dhcp-phones.mjs has it. */
function macOf(phone) {
  const digits = phone.toString(16).padStart(8, '0');
  return ['02', '00', ...digits.match(/../g)].join(':');
}

function prepareOffhook(dir, pool = POOL) {
  const config = join(dir, 'offhook.json');
  writeFileSync(config, JSON.stringify({ offhook: 1, network: networkOf(pool) }));
  return { command: [process.execPath, MAIN, ...servingArgs(dir, config)] };
}

function servingArgs(dir, config) {
  const where = ['--config', config, '--state-dir', dir, '--address', SERVER];
  return ['serve', ...where, '--no-watch'];
}

function networkOf(pool) {
  return {
    interface: INTERFACE,
    subnet: `${NETWORK}/${PREFIX}`,
    router: SERVER,
    dns: [SERVER],
    pool: pool.join('-'),
    lease: `${LEASE_SECONDS}s`,
    clients: 'any',
    addressCheck: false,
    coexist: true,
  };
}

function prepareKea(dir, leases = dir) {
  const Dhcp4 = {
    'interfaces-config': { interfaces: [INTERFACE] },
    'lease-database': {
      type: 'memfile',
      persist: true,
      name: join(leases, 'leases.csv'),
      'lfc-interval': 0,
    },
    'valid-lifetime': LEASE_SECONDS,
    authoritative: true,
    'option-data': [
      { name: 'routers', data: SERVER },
      { name: 'domain-name-servers', data: SERVER },
      { name: 'tftp-server-name', data: SERVER },
    ],
    subnet4: [{ subnet: `${NETWORK}/${PREFIX}`, pools: [{ pool: POOL.join(' - ') }] }],
    loggers: [
      {
        name: 'kea-dhcp4',
        severity: 'INFO',
        output_options: [{ output: join(dir, 'kea.log'), maxsize: 0 }],
      },
    ],
  };
  const config = join(dir, 'kea.json');
  writeFileSync(config, JSON.stringify({ Dhcp4 }));
  const env = { KEA_PIDFILE_DIR: dir, KEA_LOCKFILE_DIR: 'none', KEA_DHCP_DATA_DIR: dir };
  return { command: ['kea-dhcp4', '-c', config], env };
}

/**
 * Kea writes its leases and leaves them to the system. In a folder with the attribute S (chattr(1)) each write
 * returns when it is on the disk, as offhook's leases are before their ACK.
 */
function prepareFlushedKea(dir) {
  const leases = join(dir, 'flushed');
  mkdirSync(leases);
  execFileSync('chattr', ['+S', leases]);
  return prepareKea(dir, leases);
}

function prepareIsc(dir) {
  const config = join(dir, 'dhcpd.conf');
  const text = [
    'authoritative;',
    'ping-check false;',
    'ddns-update-style none;',
    `default-lease-time ${LEASE_SECONDS};`,
    `max-lease-time ${LEASE_SECONDS};`,
    `option domain-name-servers ${SERVER};`,
    `option tftp-server-name "${SERVER}";`,
    `subnet ${NETWORK} netmask ${MASK} { option routers ${SERVER}; range ${POOL.join(' ')}; }`,
  ];
  writeFileSync(config, `${text.join('\n')}\n`);
  writeFileSync(join(dir, 'dhcpd.leases'), '');
  const files = ['-cf', config, '-lf', join(dir, 'dhcpd.leases'), '-pf', join(dir, 'dhcpd.pid')];
  return { command: ['dhcpd', '-4', '-f', '-d', ...files, INTERFACE] };
}

function prepareDnsmasq(dir) {
  const options = {
    'conf-file': '/dev/null',
    port: 0,
    interface: INTERFACE,
    user: 'root',
    'pid-file': join(dir, 'dnsmasq.pid'),
    'dhcp-range': `${POOL.join(',')},${MASK},${LEASE_SECONDS}s`,
    'dhcp-leasefile': join(dir, 'dnsmasq.leases'),
    'dhcp-lease-max': 200_000,
    'dhcp-option': `66,${SERVER}`,
    'log-facility': join(dir, 'dnsmasq.log'),
  };
  const given = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  const flags = ['-k', '--bind-interfaces', '--dhcp-authoritative', '--no-ping'];
  return { command: ['dnsmasq', ...flags, ...given] };
}
