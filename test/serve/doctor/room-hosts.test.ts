// What doctor says of a PBX where the inventory has offhook run conferences.

import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createSecret } from '../../../src/core/secret.js';
import { checkRoomHosts } from '../../../src/serve/doctor/room-hosts.js';
import type { RoomHost } from '../../../src/site/site.js';
import { type FakeAri, startFakeAri } from '../../pbx/ari/fake-ari.js';

let ari: FakeAri;
beforeEach(async () => {
  ari = await startFakeAri();
});
afterEach(() => ari.close());

async function examined(given: Partial<RoomHost> = {}, word = 'word') {
  const secret = createSecret(word);
  const place = { host: '127.0.0.1', port: ari.port, tls: false, user: 'offhook' };
  const [check] = await checkRoomHosts(
    new Map([['main', { ...place, secret, rooms: ['800'], ...given }]]),
  );
  return check;
}

/** A port where this is done to who comes. */
async function portThat(greets: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => greets(socket.on('error', () => {})));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

describe('a PBX that is to have conferences of ours', () => {
  it('lets us, and no server of ours is thrown out for it', async () => {
    const seen = 'main lets offhook run conferences';
    expect(await examined()).toEqual({ subject: 'pbx', status: 'ok', seen });
    expect(ari.applications).toEqual(['offhook-doctor']);
  });

  it('refuses the password, which is not said', async () => {
    const check = await examined({}, 'planted-ari-word');
    expect(check).toMatchObject({
      status: 'warning',
      seen: expect.stringMatching(/^main lets .* compare with ari\.conf/),
      todo: expect.stringContaining('leave `ari` out'),
    });
    expect(JSON.stringify(check)).not.toContain('planted');
  });

  it('is not there', async () => {
    const gone = await startFakeAri();
    await gone.close();
    expect(await examined({ port: gone.port })).toMatchObject({
      seen: expect.stringMatching(/nothing listens there: .* http\.conf/),
    });
  });

  it('is not there with TLS, which has settings of its own', async () => {
    const gone = await startFakeAri();
    await gone.close();
    expect(await examined({ port: gone.port, tls: true })).toMatchObject({
      seen: expect.stringMatching(
        /nothing listens there: .* tlsenable and tlsbindaddr .* http\.conf/,
      ),
    });
  });

  it.each([
    ['SSH-2.0-OpenSSH_9.2\r\n', /speaks no HTTP: look at port of the ARI; it is 8088/],
    [
      'Asterisk Call Manager/11.0.0\r\n',
      /is the manager interface \(AMI\): look at port of the ARI/,
    ],
  ])('speaks something else than HTTP: %j', async (greeting, seen) => {
    const port = await portThat((socket) => socket.write(greeting));
    expect(await examined({ port })).toMatchObject({ seen: expect.stringMatching(seen) });
  });

  it('lets us read, and do nothing', async () => {
    ari.statuses['DELETE /bridges/offhook-doctor'] = 403;
    expect(await examined()).toMatchObject({
      status: 'warning',
      seen: expect.stringMatching(/the user may only read: write read_only = no in ari\.conf/),
    });
  });

  it('has nothing of ours that is ended for it', async () => {
    ari.statuses['DELETE /bridges/offhook-doctor'] = 404;
    expect(await examined()).toMatchObject({ status: 'ok' });
    expect(ari.asked).toEqual(['DELETE /bridges/offhook-doctor']);
  });

  it('has no ARI', async () => {
    ari.isLoaded = false;
    expect(await examined()).toMatchObject({
      seen: expect.stringMatching(/is no such interface: are res_ari_events/),
    });
  });

  it('speaks no TLS', async () => {
    expect(await examined({ tls: true })).toMatchObject({
      seen: expect.stringMatching(/does not speak TLS there|ended the connection/),
    });
  });

  it('hangs up', async () => {
    expect(await examined({ port: await portThat((socket) => socket.destroy()) })).toMatchObject({
      seen: expect.stringMatching(/it ended the connection/),
    });
  });
});
