// The TFTP servers that are compared, each told to serve `root` on 127.0.0.1:69 and to stay in the foreground.

import { fileURLToPath } from 'node:url';
import { installed } from './measure.mjs';
import { PAGE_PROGRAMS } from './page-pair.mjs';
import { PROGRAMS, writeInventory } from './story-pair.mjs';

const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const NPM_TFTP = fileURLToPath(new URL('./tftp-package.mjs', import.meta.url));
const WITHOUT_KOFFI = new URL('./without-koffi.mjs', import.meta.url).href;
const NODE = process.execPath;
const AT = '127.0.0.1';

const SERVERS = {
  offhook: { program: NODE, command: (root, dir) => [NODE, ...offhook(root, dir)] },
  'offhook, dgram': {
    program: NODE,
    command: (root, dir) => [NODE, '--import', WITHOUT_KOFFI, ...offhook(root, dir)],
  },
  'in.tftpd': {
    program: 'in.tftpd',
    command: (root) => ['in.tftpd', '-L', '-s', '-a', `${AT}:69`, '-u', 'nobody', root],
  },
  atftpd: {
    program: process.env.ATFTPD ?? 'atftpd',
    command: (root) => [
      ...[process.env.ATFTPD ?? 'atftpd', '--daemon', '--no-fork', '--port', '69'],
      ...['--bind-address', AT, '--maxthread', '5000', '--user', 'nobody.nogroup'],
      ...['--logfile', '/dev/null', root],
    ],
  },
  dnsmasq: {
    program: 'dnsmasq',
    command: (root) => [
      ...['dnsmasq', '-k', '--conf-file=/dev/null', '--port=0', '--enable-tftp'],
      ...[`--tftp-root=${root}`, '--tftp-max=5000', '--user=nobody', '--pid-file='],
      ...[`--listen-address=${AT}`, '--bind-interfaces', '--log-facility=/dev/null'],
    ],
  },
  'npm tftp': { program: NODE, command: (root) => [NODE, NPM_TFTP, root] },
};

/** Those that are installed, of `names` or of all; `beside`: the main.js of another build of offhook's. */
export function installedTftpServers(names, beside) {
  if (beside === undefined) return installed(SERVERS, names);
  const command = (root, dir) => [NODE, ...offhook(root, dir, beside)];
  return [...installed(SERVERS, names), { name: 'offhook, beside', program: NODE, command }];
}

const pairOf = (programs) =>
  Object.entries(programs).map(([name, program]) => ({
    name,
    command(root, dir) {
      const phone = { mac: '02:00:00:00:00:01', address: AT };
      const config = ['--config', writeInventory(dir, [phone])];
      return [...program, ...servingArgs(root, dir), ...config];
    },
  }));

/** All that comes from there is one phone's, so that all of it is noted, and nothing of it is left out. */
export const STORY_PAIR = pairOf(PROGRAMS);
export const PAGE_PAIR = pairOf(PAGE_PROGRAMS);

function offhook(root, dir, main = MAIN) {
  return [main, ...servingArgs(root, dir)];
}

function servingArgs(root, dir) {
  const where = ['--files', root, '--state-dir', dir, '--address', AT, '--dhcp', 'off'];
  return ['serve', ...where, '--no-watch'];
}
