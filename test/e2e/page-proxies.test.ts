// The shipped examples of proxies, each by the proxy that it is for: below a path, by TLS, under the site's name, with live
// changes that nobody gathers.

import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ONE } from '../serve/live/certificates.js';
import { SOAKING } from '../soak.js';
import { OFFHOOK, ROOT, type Running, reasonToSkip, runProgram, start } from './programs.js';

const NAME = 'phones.example.org';
const PHONE = '00:a8:59:00:00:01';
const INVENTORY = `site: { timeZone: Europe/Moscow }
pbx: { main: { host: 10.20.1.1 } }
lines: { "7001": { pbx: main, password: { file: secret } } }
phones:
  - { mac: "${PHONE}", model: fanvil-x4, keys: { 1: { line: "7001" } } }
`;
/** As both examples name it. */
const PAGE = '127.0.0.1:8068';

interface Site {
  readonly folder: string;
  /** Where the page is. */
  readonly page: string;
  readonly port: number;
}

const shipped = (name: string, page: string) => {
  const text = readFileSync(join(ROOT, 'packaging/proxy', name), 'utf8');
  expect(text).toContain(PAGE);
  return text.replaceAll(PAGE, page);
};

const PROXIES = {
  nginx({ folder, page, port }: Site) {
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    writeFileSync(join(folder, 'example.conf'), shipped('nginx.conf', page));
    writeFileSync(
      join(folder, 'nginx.conf'),
      `daemon off; pid ${folder}/nginx.pid; events {}
http {
  access_log off;
  ${temporary.map((each) => `${each}_temp_path ${folder}/${each};`).join(' ')}
  server {
    listen 127.0.0.1:${port} ssl; server_name ${NAME};
    ssl_certificate ${folder}/one.crt; ssl_certificate_key ${folder}/one.key;
    include ${folder}/example.conf;
  }
}`,
    );
    return ['nginx', '-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'] as const;
  },
  /** On ports of its own, with a certificate that nobody is asked for. */
  caddy({ folder, page, port }: Site) {
    const own = ['admin off', `storage file_system ${folder}/caddy`, `https_port ${port}`];
    const still = ['auto_https disable_redirects', 'local_certs', 'skip_install_trust'];
    const options = [...own, ...still, 'default_bind 127.0.0.1'].join('\n');
    const path = join(folder, 'Caddyfile');
    writeFileSync(path, `{\n${options}\n}\n${shipped('Caddyfile', page)}`);
    return ['caddy', 'run', '--adapter', 'caddyfile', '--config', path] as const;
  },
} satisfies Record<string, (site: Site) => readonly string[]>;

const skipped = SOAKING
  ? reasonToSkip(['nginx', 'caddy'])
  : 'at a desk the page has a proxy of its own in test/serve/live/page-listener.test.ts';

describe.skipIf(skipped !== undefined)('the page behind a proxy', () => {
  let folder = '';
  let server: Running;
  let page = '';
  let tftp = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-proxies-'));
    for (const [name, text] of [
      ['offhook.yaml', INVENTORY],
      ['secret', 'sesame\n'],
      ['one.crt', ONE.cert],
      ['one.key', ONE.key],
    ] as const) {
      writeFileSync(join(folder, name), text);
    }
    const where = ['--address', '127.0.0.1', '--tftp-port', '0', '--dhcp', 'off'];
    const behind = ['--page', '127.0.0.1:0', '--page-proxy', '127.0.0.1', '--page-host', NAME];
    const options = ['--state-dir', 'state', '--no-watch', ...where, ...behind];
    server = start(process.execPath, [OFFHOOK, 'serve', ...options], folder);
    [, page = ''] = await server.waitFor(/page {2}http:\/\/([\d.:]+)\//);
    [, tftp = ''] = await server.waitFor(/TFTP {2}127\.0\.0\.1:(\d+)/);
  });
  afterAll(async () => {
    await server?.end();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Any phone that asks, for somebody to see. */
  const fetchFile = () =>
    runProgram(process.execPath, [OFFHOOK, 'probe', PHONE, '--port', tftp], folder);

  describe.each(Object.entries(PROXIES))('%s, as the example has it', (name, configure) => {
    let proxy: Running;
    let port = 0;
    let cookie = '';

    beforeAll(async () => {
      const own = join(folder, name);
      mkdirSync(own);
      for (const each of ['one.crt', 'one.key']) {
        writeFileSync(join(own, each), readFileSync(join(folder, each)));
      }
      port = await freePort();
      const [command, ...args] = configure({ folder: own, page, port });
      proxy = start(command, args, own);
      // It listens before it has made its certificate.
      await vi.waitFor(() => ask('/offhook/livez'), { timeout: 30_000 });
    });
    afterAll(() => proxy?.end());

    const ask = (path: string, options: Asked = {}) => askProxy(port, path, options);
    const acting = () => ({ cookie, origin: `https://${NAME}:${port}` });

    it('leads who leaves out the last slash to the page, whose parts are found below the path', async () => {
      const { status, headers } = await ask('/offhook');
      // nginx names the site as well.
      expect(`${headers.location}`.replace(/^https:\/\/[^/]+/, '')).toBe('/offhook/');
      expect(String(status)).toMatch(/^30[1278]$/);
      const { status: found, text } = await ask('/offhook/');
      expect(found).toBe(200);
      const parts = [...text.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, each]) => each);
      expect(parts.length).toBeGreaterThan(1);
      for (const each of parts)
        expect(await ask(`/offhook/${each}`)).toMatchObject({ status: 200 });
      expect(await ask('/elsewhere')).not.toMatchObject({ text });
    });

    it('has readers log in, and knows them again', async () => {
      expect(await ask('/offhook/api/v1/phones')).toMatchObject({ status: 401 });
      const token = readFileSync(join(folder, 'state/page-token'), 'utf8').trim();
      const said = await ask('/offhook/api/v1/session', { ...acting(), body: { token } });
      expect(said.status).toBe(200);
      const [set = ''] = said.headers['set-cookie'] ?? [];
      expect(set).toMatch(/^__Host-offhook=.*; Secure/);
      cookie = set.replace(/;.*/, '');
      const { status, text } = await ask('/offhook/api/v1/phones', { cookie });
      expect([status, text]).toEqual([200, expect.stringContaining(PHONE)]);
    });

    it('lets the page act under its name, and no page elsewhere', async () => {
      const reload = (more: Asked) => ask('/offhook/api/v1/reload', { ...more, body: {} });
      expect(await reload({ ...acting(), origin: 'https://evil.example' })).toMatchObject({
        status: 403,
      });
      expect(await reload(acting())).toMatchObject({ status: 202 });
    });

    it('tells a change while the stream goes on', async () => {
      const { answer, heard } = await stream(port, cookie);
      await heard(/^event: /m);
      fetchFile();
      await heard(/"fetched"[\s\S]*\n\n/);
      expect(answer.complete).toBe(false);
      answer.destroy();
    });
  });
});

interface Asked {
  readonly cookie?: string;
  readonly origin?: string;
  /** Makes it a POST. */
  readonly body?: object;
}

function askProxy(port: number, path: string, { cookie, origin, body }: Asked) {
  const said = body && JSON.stringify(body);
  return new Promise<{ status: number; headers: IncomingMessage['headers']; text: string }>(
    (resolve, reject) => {
      const headers = {
        ...(cookie && { cookie }),
        ...(origin && { origin }),
        ...(said && { 'content-type': 'application/json', 'content-length': said.length }),
      };
      request(placeOf(port, path, said ? 'POST' : 'GET', headers), async (answer) => {
        const pieces: Buffer[] = [];
        for await (const piece of answer) pieces.push(piece);
        const { statusCode: status = 0, headers } = answer;
        resolve({ status, headers, text: Buffer.concat(pieces).toString() });
      })
        .on('error', reject)
        .end(said);
    },
  );
}

/** What changes, as it comes. */
async function stream(port: number, cookie: string) {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(placeOf(port, '/offhook/api/v1/events', 'GET', { cookie }), resolve)
      .on('error', reject)
      .end();
  });
  expect(answer.statusCode).toBe(200);
  let text = '';
  const waiting = new Set<() => void>();
  answer.on('data', (piece) => {
    text += piece;
    for (const look of waiting) look();
  });
  const heard = (pattern: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!pattern.test(text)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      answer.once('close', () => reject(new Error(`it ended without ${pattern}:\n${text}`)));
      look();
    });
  return { answer, heard };
}

/** Asked by the site's name, whoever signed its certificate. */
function placeOf(port: number, path: string, method: string, headers: object) {
  const where = { host: '127.0.0.1', servername: NAME, port, rejectUnauthorized: false };
  return {
    ...where,
    ...{ path, method, agent: false, headers: { ...headers, host: `${NAME}:${port}` } },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
