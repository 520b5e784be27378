// What is found at a port where an interface of Asterisk was wanted and did not answer.

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTls } from 'node:tls';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createSecret } from '../../src/core/secret.js';
import { openAriSession } from '../../src/pbx/ari/session.js';
import { troubleThere } from '../../src/pbx/what-speaks.js';
import { makeCertificate, type OwnCertificate } from './ami/own-certificate.js';

let made: OwnCertificate;
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-speaks-'));
  made = makeCertificate(folder);
  rmSync(folder, { recursive: true });
});

const greets = (text: string) => (socket: Socket) => {
  socket.on('error', () => {}).write(text);
};
const AMI = 'Asterisk Call Manager/11.0.0\r\n';
const KINDS: Readonly<Record<string, () => Server>> = {
  HTTP: () => createHttp((_, response) => response.writeHead(404).end()),
  'HTTP with TLS': () => createHttps(made, (_, response) => response.writeHead(404).end()),
  AMI: () => createServer(greets(AMI)),
  'AMI with TLS': () => createTls(made, greets(AMI)),
  SSH: () => createServer(greets('SSH-2.0-OpenSSH_9.2\r\n')),
  'what hangs up': () => createServer((socket) => socket.destroy()),
};

async function portOf(kind: string): Promise<number> {
  const server = KINDS[kind]?.() ?? createServer();
  server.on('tlsClientError', () => {});
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const { signal } = new AbortController();

describe.each([
  ['ami', false, { HTTP: 'other-interface', 'HTTP with TLS': 'other-interface' }],
  ['ami', false, { AMI: undefined, 'AMI with TLS': 'tls-there' }],
  ['ami', true, { HTTP: 'other-interface', 'HTTP with TLS': 'other-interface' }],
  ['ami', true, { AMI: 'no-tls', 'AMI with TLS': undefined }],
  ['http', false, { HTTP: undefined, 'HTTP with TLS': 'tls-there' }],
  ['http', false, { AMI: 'other-interface', 'AMI with TLS': 'other-interface' }],
  ['http', true, { HTTP: 'no-tls', 'HTTP with TLS': undefined }],
  ['http', true, { AMI: 'other-interface', 'AMI with TLS': 'other-interface' }],
  ['http', true, { SSH: undefined, 'what hangs up': undefined }],
] as const)('where %s was wanted, with TLS: %s', (wanted, isTls, found) => {
  it.each(Object.entries(found))('%s is found: %s', async (kind, trouble) => {
    const place = { host: '127.0.0.1', port: await portOf(kind), isTls };
    expect(await troubleThere(place, wanted, signal)).toBe(trouble);
  });
});

it('who asks ARI by TLS is told that AMI is there, and not that its certificate is not trusted', async () => {
  const at = { host: '127.0.0.1', port: await portOf('AMI with TLS'), tls: true };
  const server = { ...at, user: 'offhook', secret: createSecret('word'), application: 'x' };
  await expect(openAriSession(server, () => {})).rejects.toMatchObject({
    message: expect.stringContaining('what answers there is the manager interface (AMI)'),
  });
  const trusted = { ...server, port: await portOf('HTTP with TLS') };
  await expect(openAriSession(trusted, () => {})).rejects.toMatchObject({
    message: expect.stringContaining('its certificate is not trusted here'),
  });
});

it('nothing is found where nobody wants to know any more', async () => {
  const silent = createServer();
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as AddressInfo;
  const place = { host: '127.0.0.1', port, isTls: false };
  expect(await troubleThere(place, 'ami', AbortSignal.abort())).toBeUndefined();
});
