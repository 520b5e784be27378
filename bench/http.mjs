// The files of a site by HTTP, from offhook and from nginx, which has the folder that `generate` wrote: both run at once and are put
// to work in turns by wrk, once over connections that stay, and once with a new one for each request.

import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { startHttpServer } from './http-servers.mjs';
import { ENVIRONMENT, writeYamlSite } from './inventory.mjs';
import { installed, inTemporaryFolder, runOffhook } from './measure.mjs';
import { compareInTurns } from './pair.mjs';
import { printPairs } from './story-pair.mjs';

const run = promisify(execFile);
const WORKLOADS = {
  requests: { title: 'connections that stay', headers: [] },
  connections: { title: 'a new connection for each request', headers: ['Connection: close'] },
};
const SERVERS = { offhook: { program: process.execPath }, nginx: { program: 'nginx' } };
/** Code is compiled where it is run often, which takes long where the machine has much else to do. */
const WARM_SLICES = 5;
/** Each asks for the next of the files, all over again. */
const SCRIPT = `local at = 0
request = function()
  at = at % #paths + 1
  return paths[at]
end
done = function(summary)
  local failed = summary.errors
  io.write(string.format("done %d %d %d %d\\n", summary.requests, summary.duration, summary.bytes,
    failed.connect + failed.read + failed.write + failed.status + failed.timeout))
end
`;

export async function bench(args) {
  const { values } = parseArgs({
    args,
    options: {
      phones: { type: 'string', default: '1000' },
      clients: { type: 'string', default: '32' },
      seconds: { type: 'string', default: '2' },
      rounds: { type: 'string', default: '9' },
      workloads: { type: 'string', default: Object.keys(WORKLOADS).join() },
      beside: { type: 'string' },
      dir: { type: 'string' },
    },
  });
  if (installed({ wrk: { program: 'wrk' } }).length === 0) return;
  const { beside } = values;
  const other = beside === undefined ? [] : [{ name: 'offhook, beside', main: beside }];
  const servers = [...installed(SERVERS, beside === undefined ? undefined : ['offhook']), ...other];
  await inTemporaryFolder(values.dir, async (dir) => {
    writeYamlSite(dir, Number(values.phones));
    await runOffhook(['generate', '--quiet', '-o', 'files'], { cwd: dir, env: ENVIRONMENT });
    const names = readdirSync(join(dir, 'files')).filter((name) => !name.startsWith('.'));
    sayFiles(dir, names);
    for (const name of values.workloads.split(',')) {
      const load = { ...WORKLOADS[name], names, dir, ...values };
      console.log(`\n${name}: ${load.title}, ${values.clients} at a time\n`);
      const start = (server, side, round) => startOne(server, `${name}-${round}-${side}`, load);
      const results = await compareInTurns(servers, Number(values.rounds), start);
      if (servers.length === 2) printPairs(results, { unit: `${name}/s` });
    }
  });
}

function sayFiles(dir, names) {
  const bytes = names.reduce((sum, name) => sum + statSync(join(dir, 'files', name)).size, 0);
  console.log(`${names.length} files, ${Math.round(bytes / names.length)} bytes each on average`);
}

/** Each file is asked for once before anything is measured: what is rendered when it is asked for has been. */
async function startOne(server, place, load) {
  const own = join(load.dir, place);
  mkdirSync(own);
  const { pid, port, stop } = await startHttpServer(server, { site: load.dir, own });
  const script = join(own, 'paths.lua');
  writeFileSync(script, `paths = {\n${load.names.map(requestOf(load)).join('')}}\n${SCRIPT}`);
  const slice = () => runClients(script, port, load);
  const warm = () => runClients(script, port, { ...load, seconds: load.seconds * WARM_SLICES });
  return { pid, stop, warm, slice };
}

function requestOf({ headers }) {
  const more = headers.map((header) => `${header}\\r\\n`).join('');
  return (name) =>
    `"GET /${encodeURIComponent(name)} HTTP/1.1\\r\\nHost: bench\\r\\n${more}\\r\\n",\n`;
}

/** Rejects where an answer was none. */
async function runClients(script, port, { clients, seconds }) {
  const options = ['-t', '1', '--timeout', '20s', '-c', clients, '-d', `${seconds}s`, '-s', script];
  const { stdout } = await run('wrk', [...options, `http://127.0.0.1:${port}/`]);
  const [, done, micros, bytes, failed] = /^done (\d+) (\d+) (\d+) (\d+)$/m
    .exec(stdout)
    .map(Number);
  if (failed > 0 || done === 0) throw new Error(`${failed} failed, ${done} done:\n${stdout}`);
  return { done, perSecond: (done / micros) * 1e6, bytes };
}
