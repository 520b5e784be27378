// offhook and nginx, each told to serve the files of one site by HTTP on a port of 127.0.0.1, with a log of its own.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import { ENVIRONMENT } from './inventory.mjs';
import { MAIN, SYSTEM_ENV } from './measure.mjs';

const AT = '127.0.0.1';
const TRIES = 1200;
const TRY_AFTER_MS = 50;

const COMMANDS = {
  offhook: ({ main = MAIN, site, own, port }) => [
    ...[process.execPath, main, 'serve', '--config', site, '--state-dir', join(own, 'state')],
    ...['--address', AT, '--tftp-port', '0', '--http-port', `${port}`, '--dhcp', 'off'],
    ...['--no-watch', '--page', 'off'],
  ],
  nginx: ({ own, ...given }) => {
    const config = join(own, 'nginx.conf');
    writeFileSync(config, nginxConfig({ own, ...given }));
    return ['nginx', '-p', own, '-c', config, '-e', join(own, 'error.log')];
  },
};

/** As Debian ships it, but for one worker, as offhook serves in one thread. */
function nginxConfig({ site, own, port }) {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  // What generate writes is for its owner alone; whoever is not root has nothing to choose.
  const user = process.getuid() === 0 ? 'user root;\n' : '';
  return `${user}daemon off;
pid ${own}/nginx.pid;
worker_processes 1;
events { worker_connections 4096; }
http {
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  types { text/xml xml; text/plain txt cfg; }
  access_log ${own}/access.log;
  ${temporary.map((name) => `${name}_temp_path ${own}/${name};`).join('\n  ')}
  server { listen ${AT}:${port} backlog=4096; root ${site}/files; }
}
`;
}

/** `main`: that of another build of offhook's. Resolves when it answers; `pid` is of the process that does, and `stop` resolves when all has ended. */
export async function startHttpServer({ name, main }, { site, own }) {
  const port = await freePort();
  const [program, ...args] = COMMANDS[main ? 'offhook' : name]({ main, site, own, port });
  chmodSync(own, 0o755);
  const log = openSync(join(own, `${name}.log`), 'a');
  const env = { ...SYSTEM_ENV, ...ENVIRONMENT };
  const server = spawn(program, args, { stdio: ['ignore', log, log], env });
  const ended = once(server, 'exit');
  const stop = async () => {
    server.kill('SIGTERM');
    await ended;
  };
  try {
    await untilAnswered(port, server);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: workerOf(server.pid) ?? server.pid, port, stop };
}

async function freePort() {
  const server = createServer().listen(0, AT);
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function untilAnswered(port, server) {
  for (let tries = 0; tries < TRIES && server.exitCode === null; tries++) {
    try {
      await (await fetch(`http://${AT}:${port}/none`)).arrayBuffer();
      return;
    } catch {
      await passed(TRY_AFTER_MS);
    }
  }
  throw new Error('the server does not answer');
}

/** Of nginx; undefined: it has none. */
function workerOf(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim();
  return children === '' ? undefined : Number(children.split(' ')[0]);
}
