import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { openDgramSocket } from '../../src/tftp/dgram-socket.js';
import { createKoffiOpener } from '../../src/tftp/koffi-socket.js';
import { type Libc, loadLibc } from '../../src/tftp/libc.js';
import { describeDatagramSocket } from './datagram-contract.js';
import { koffiBackend } from './koffi-backend.js';

const openSocket = await koffiBackend();

if (openSocket === undefined) describe.skip('datagrams by koffi', () => {});
else {
  describeDatagramSocket('koffi', openSocket);

  describe('batches', () => {
    it('bring every packet once, in order for each client, whatever lengths follow each other', async () => {
      const clients = [createSocket('udp4'), createSocket('udp4')];
      const got: number[][] = [[], []];
      const lengths = [516, 516, 516, 20, 516, 600, 0, 516, 516, 1_472, 1_472, 9_000, 4];
      const rounds = 40;
      const done = clients.map(async (client, index) => {
        client.bind(0, '127.0.0.1');
        await once(client, 'listening');
        client.setRecvBufferSize(4 << 20);
        client.on('message', (packet) => got[index]?.push(packet.length));
      });
      await Promise.all(done);
      const socket = await openSocket({ address: '127.0.0.1', port: 0 }, () => {});
      let failures = 0;
      const sent = new Promise<void>((resolve) => {
        let left = rounds * lengths.length * clients.length;
        for (let round = 0; round < rounds; round++) {
          for (const length of lengths) {
            for (const client of clients) {
              socket.send(Buffer.alloc(length, round), client.address(), (code) => {
                if (code !== undefined) failures++;
                if (--left === 0) resolve();
              });
            }
          }
        }
      });
      await sent;
      const wanted = Array.from({ length: rounds }, () => lengths).flat();
      await expect
        .poll(() => got.map(({ length }) => length))
        .toEqual([wanted.length, wanted.length]);
      expect(got).toEqual([wanted, wanted]);
      expect(failures).toBe(0);
      await socket.close();
      for (const client of clients) client.close();
    });

    it('carry the right bytes in each packet of a row', async () => {
      const client = createSocket('udp4');
      client.bind(0, '127.0.0.1');
      await once(client, 'listening');
      const firsts: (number | undefined)[] = [];
      client.on('message', (packet) => firsts.push(packet[0], packet.at(-1)));
      const socket = await openSocket({ address: '127.0.0.1', port: 0 }, () => {});
      for (let n = 0; n < 16; n++) {
        const packet = Buffer.alloc(n === 15 ? 100 : 1_432, n);
        socket.send(packet, client.address());
        packet.fill(0xff);
      }
      await expect.poll(() => firsts.length).toBe(32);
      expect(firsts).toEqual(Array.from({ length: 32 }, (_, n) => n >> 1));
      await socket.close();
      client.close();
    });

    it('let promises made on receiving go on before anything else', async () => {
      const order: string[] = [];
      const socket = await openSocket({ address: '127.0.0.1', port: 0 }, () => {
        setTimeout(() => order.push('timer'));
        void Promise.resolve().then(() => order.push('promise'));
      });
      socket.send(Buffer.from('x'), socket.local);
      await expect.poll(() => order).toEqual(['promise', 'timer']);
      await socket.close();
    });
  });
}

describe.skipIf(openSocket === undefined)('a system that does not take what it is given', () => {
  /** What five packets in a row become, all of one length but the last. */
  async function sendFive(refuse: (libc: Libc) => Partial<Libc>): Promise<readonly number[]> {
    const libc = await loadLibc();
    const open = createKoffiOpener({ ...libc, ...refuse(libc) }, openDgramSocket);
    const got: number[] = [];
    const near = await open({ address: '127.0.0.1', port: 0 }, () => {});
    const far = await openDgramSocket({ address: '127.0.0.1', port: 0 }, (packet) =>
      got.push(packet.length),
    );
    for (const length of [516, 516, 516, 516, 20]) near.send(Buffer.alloc(length), far.local);
    await expect.poll(() => got.length).toBe(5);
    await near.close();
    await far.close();
    return got;
  }

  it('because it cannot cut up messages, gets each packet by itself', async () => {
    let refused = 0;
    const got = await sendFive((libc) => ({
      sendmmsg(fd, messages, count, flags) {
        if (controlBytesOf(messages) === 0) return libc.sendmmsg(fd, messages, count, flags);
        refused++;
        return -1;
      },
      failure: () => 'EIO',
    }));
    expect(got).toEqual([516, 516, 516, 516, 20]);
    expect(refused).toBe(1);
  });

  it('for now, gets it when it is ready', async () => {
    let refused = 0;
    const got = await sendFive((libc) => ({
      sendmmsg: (fd, messages, count, flags) =>
        refused++ < 3 ? -1 : libc.sendmmsg(fd, messages, count, flags),
      failure: () => 'EAGAIN',
    }));
    expect(got).toEqual([516, 516, 516, 516, 20]);
    expect(refused).toBe(4);
  });
});

/** Of the first message: msg_controllen of struct msghdr. */
function controlBytesOf(messages: Uint8Array): number {
  return new DataView(messages.buffer, messages.byteOffset).getUint32(40, true);
}
