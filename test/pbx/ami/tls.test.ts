// What openssl made a certificate for: a manager interface that is asked through TLS.

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openAmiSession } from '../../../src/pbx/ami/open-session.js';
import type { AmiServer } from '../../../src/pbx/ami/session.js';
import { AMI_TIMES, type AmiTimes } from '../../../src/pbx/ami/talk.js';
import { closedAfterEach } from './fake-asterisk.js';
import { makeCertificate, type OwnCertificate } from './own-certificate.js';

const { opened, fakeAsterisk } = closedAfterEach();
let made: OwnCertificate;

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-ami-'));
  made = makeCertificate(folder);
  rmSync(folder, { recursive: true });
});

async function open(server: AmiServer, times?: AmiTimes) {
  const session = await openAmiSession(server, { ...(times && { times }) });
  opened.push(session);
  return session;
}

describe('with TLS', () => {
  it('it is the one whose certificate is named', async () => {
    const fake = await fakeAsterisk({ tls: made });
    const named = (fingerprint: string) => open({ ...fake.server, tls: { fingerprint } });
    await expect(named(made.fingerprint)).resolves.toBeDefined();
    await expect(named(made.fingerprint.replaceAll(':', '').toLowerCase())).resolves.toBeDefined();
    await expect(named('00'.repeat(32))).rejects.toMatchObject({
      message: expect.stringContaining(`it has ${made.fingerprint}`),
    });
  });

  it('it is one that an authority vouches for', async () => {
    const fake = await fakeAsterisk({ tls: made });
    await expect(open({ ...fake.server, tls: {} })).rejects.toMatchObject({
      message: expect.stringContaining('its certificate is not trusted here'),
    });
    expect(fake.logins).toEqual({ accepted: 0, refused: 0 });
  });

  it.each([
    ['nobody vouches for', undefined],
    ['is another than the one that is named', '00'.repeat(32)],
  ])('it is none that speaks HTTP, by a certificate that %s', async (_, fingerprint) => {
    const https = createHttps(made, (__, response) => response.writeHead(404).end());
    https.on('tlsClientError', () => {});
    await once(https.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void https.close());
    const { port } = https.address() as AddressInfo;
    const { server } = await fakeAsterisk();
    const tls = fingerprint === undefined ? {} : { fingerprint };
    await expect(open({ ...server, port, tls })).rejects.toMatchObject({
      message: expect.stringContaining('what answers there speaks HTTP: that is no manager port'),
    });
  });

  it('it is not one that speaks without', async () => {
    const fake = await fakeAsterisk();
    await expect(open({ ...fake.server, tls: {} })).rejects.toMatchObject({
      message: expect.stringContaining('it does not speak TLS there'),
    });
  });

  it('it is none that says nothing to who speaks without, who is told so', async () => {
    const fake = await fakeAsterisk({ tls: made });
    await expect(open(fake.server, { ...AMI_TIMES, connectMs: 100 })).rejects.toMatchObject({
      code: 'EBADMSG',
      message: expect.stringContaining('TLS is spoken there: write "tls" of the AMI'),
    });
  });

  it('it is not waited for when it is not wanted any more', async () => {
    const fake = await fakeAsterisk({ tls: made });
    const signal = AbortSignal.abort();
    await expect(openAmiSession(fake.server, { signal })).rejects.toThrow();
  });
});
