import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { DatagramSocket, Outgoing, Receive } from '../../src/udp/datagram.js';
import { dgramSockets, openDgramSocket } from '../../src/udp/dgram-socket.js';
import { createKoffiSockets } from '../../src/udp/koffi-socket.js';
import { type Libc, loadLibc } from '../../src/udp/libc.js';
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
        socket.send(Buffer.alloc(n === 15 ? 100 : 1_432, n), client.address());
      }
      await expect.poll(() => firsts.length).toBe(32);
      expect(firsts).toEqual(Array.from({ length: 32 }, (_, n) => n >> 1));
      await socket.close();
      client.close();
    });

    it('tell of each packet of a row that it was sent', async () => {
      const socket = await openSocket({ address: '127.0.0.1', port: 0 }, () => {});
      const told: (string | undefined)[] = [];
      for (let n = 0; n < 5; n++) {
        socket.send(Buffer.alloc(516), socket.local, (code) => told.push(code));
      }
      await expect.poll(() => told).toEqual(Array.from({ length: 5 }));
      await socket.close();
    });

    it('go to the right address where clients have one port', async () => {
      const got: string[] = [];
      const clients: Socket[] = [];
      for (const address of ['127.0.0.1', '127.0.0.2']) {
        const client = createSocket('udp4');
        client.bind(clients[0]?.address().port ?? 0, address);
        await once(client, 'listening');
        client.on('message', () => got.push(address));
        clients.push(client);
      }
      const socket = await openSocket({ address: '127.0.0.1', port: 0 }, () => {});
      for (const client of clients) socket.send(Buffer.from('x'), client.address());
      await expect.poll(() => got.toSorted()).toEqual(['127.0.0.1', '127.0.0.2']);
      await socket.close();
      for (const client of clients) client.close();
    });

    it('carry the right part of a file in each packet, whoever else is served between', async () => {
      const clients = [createSocket('udp4'), createSocket('udp4')];
      const got: string[][] = [[], []];
      for (const [index, client] of clients.entries()) {
        client.bind(0, '127.0.0.1');
        await once(client, 'listening');
        client.on('message', (packet) => got[index]?.push(`${packet.readUInt32BE()} ${packet[4]}`));
      }
      const socket = await openSocket({ address: '127.0.0.1', port: 0 }, () => {});
      const files = [fileOfBlocks(50), fileOfBlocks(90)];
      for (let block = 0; block < 40; block += 4) {
        for (const [index, body] of files.entries()) {
          for (let head = block; head < block + 4; head++) {
            const part = { body, start: head * 512, end: head * 512 + 512 };
            socket.send({ head, ...part }, clients[index]?.address() ?? socket.local);
          }
        }
      }
      await expect.poll(() => got.map(({ length }) => length)).toEqual([40, 40]);
      const wanted = (first: number) =>
        Array.from({ length: 40 }, (_, head) => `${head} ${first + head}`);
      expect(got).toEqual([wanted(50), wanted(90)]);
      await socket.close();
      for (const client of clients) client.close();
    });

    it('travel as one message where they lie in two pieces of a file', async () => {
      const libc = await loadLibc();
      const counts: number[] = [];
      const sendmmsg: Libc['sendmmsg'] = (fd, messages, count, flags) => {
        counts.push(count);
        return libc.sendmmsg(fd, messages, count, flags);
      };
      const { open } = createKoffiSockets({ ...libc, sendmmsg }, dgramSockets);
      const got: string[] = [];
      const near = await open({ address: '127.0.0.1', port: 0 }, () => {});
      const far = await openDgramSocket({ address: '127.0.0.1', port: 0 }, (packet) =>
        got.push(`${packet[3]} ${packet[4]}`),
      );
      const [first, second] = [fileOfBlocks(50), fileOfBlocks(90)];
      for (const [head, body] of [first, first, second, second, first].entries()) {
        near.send({ head, body, start: head * 512, end: head * 512 + 512 }, far.local);
      }
      await expect.poll(() => got).toEqual(['0 50', '1 51', '2 92', '3 93', '4 54']);
      expect(counts).toEqual([1]);
      await near.close();
      await far.close();
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
  async function sendFive(
    refuse: (libc: Libc) => Partial<Libc>,
    packetOf: (length: number, n: number) => Outgoing = (length) => Buffer.alloc(length),
  ): Promise<readonly number[]> {
    const libc = await loadLibc();
    const open = createKoffiSockets({ ...libc, ...refuse(libc) }, dgramSockets).open;
    const got: number[] = [];
    const near = await open({ address: '127.0.0.1', port: 0 }, () => {});
    const far = await openDgramSocket({ address: '127.0.0.1', port: 0 }, (packet) =>
      got.push(packet.length),
    );
    for (const [n, length] of [516, 516, 516, 516, 20].entries()) {
      near.send(packetOf(length, n), far.local);
    }
    await expect.poll(() => got.length).toBe(5);
    await near.close();
    await far.close();
    return got;
  }

  const inFile = (body: Uint8Array) => (length: number) => ({
    ...{ head: 0, body, start: 100, end: 96 + length },
  });
  it.each([
    { what: 'packets', messagesCut: 1, packetOf: undefined },
    { what: 'blocks', messagesCut: 1, packetOf: inFile(new Uint8Array(1_000)) },
    {
      what: 'packets between blocks',
      messagesCut: 0,
      packetOf: (length: number, n: number) =>
        n % 2 === 0 ? Buffer.alloc(length) : inFile(new Uint8Array(1_000))(length),
    },
  ])(
    'because it cannot cut up messages, gets $what one by one',
    async ({ packetOf, messagesCut }) => {
      let refused = 0;
      const got = await sendFive(
        (libc) => ({
          sendmmsg(fd, messages, count, flags) {
            if (controlBytesOf(messages) === 0) return libc.sendmmsg(fd, messages, count, flags);
            refused++;
            return -1;
          },
          failure: () => 'EIO',
        }),
        packetOf,
      );
      expect(got).toEqual([516, 516, 516, 516, 20]);
      expect(refused).toBe(messagesCut);
    },
  );

  it('because one path cannot carry it, gets that one by one, and others as ever', async () => {
    const libc = await loadLibc();
    let isNarrow = true;
    const cut: number[] = [];
    const sendmmsg: Libc['sendmmsg'] = (fd, messages, count, flags) => {
      if (controlBytesOf(messages) === 0) return libc.sendmmsg(fd, messages, count, flags);
      if (isNarrow) return -1;
      cut.push(count);
      return libc.sendmmsg(fd, messages, count, flags);
    };
    const refusing: Libc = { ...libc, sendmmsg, failure: () => 'EINVAL' };
    const open = createKoffiSockets(refusing, dgramSockets).open;
    const got: number[] = [];
    const near = await open({ address: '127.0.0.1', port: 0 }, () => {});
    const far = await openDgramSocket({ address: '127.0.0.1', port: 0 }, (packet) =>
      got.push(packet.length),
    );
    const sendRow = async () => {
      for (let n = 0; n < 3; n++) near.send(Buffer.alloc(516), far.local);
      const wanted = got.length + 3;
      await expect.poll(() => got.length).toBe(wanted);
    };
    await sendRow();
    isNarrow = false;
    await sendRow();
    expect(cut).toEqual([1]);
    await near.close();
    await far.close();
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

  it('for long, loses what there is no room for, and says so', async () => {
    const libc = await loadLibc();
    let isBlocked = true;
    const sendmmsg: Libc['sendmmsg'] = (fd, messages, count, flags) =>
      isBlocked ? -1 : libc.sendmmsg(fd, messages, count, flags);
    const blocked: Libc = { ...libc, sendmmsg, failure: () => 'EAGAIN' };
    const open = createKoffiSockets(blocked, dgramSockets).open;
    const near = await open({ address: '127.0.0.1', port: 0 }, () => {});
    const got: number[] = [];
    const far = await openDgramSocket({ address: '127.0.0.1', port: 0 }, (packet) =>
      got.push(packet.length),
    );
    const lost: number[] = [];
    const send = (length: number) =>
      near.send(Buffer.alloc(length), far.local, (code) => code && lost.push(length));
    // None as short as the one before: each is a message of its own.
    for (let length = 1; length <= 40; length++) send(length);
    expect(lost).toEqual([33, 34, 35, 36, 37, 38, 39, 40]);
    isBlocked = false;
    await expect.poll(() => got.length).toBe(32);
    expect(got).toEqual(Array.from({ length: 32 }, (_, n) => n + 1));
    await near.close();
    await far.close();
  });
});

describe.skipIf(openSocket === undefined)('fragments on the way', () => {
  const IPPROTO_IP = 0;
  const IP_MTU_DISCOVER = 10;

  it('are not forbidden, as they are by default', async () => {
    const libc = await loadLibc();
    const opened: number[] = [];
    const bind: Libc['bind'] = (fd, address, length) => {
      opened.push(fd);
      return libc.bind(fd, address, length);
    };
    const open = createKoffiSockets({ ...libc, bind }, dgramSockets).open;
    const socket = await open({ address: '127.0.0.1', port: 0 }, () => {});
    const value = Int32Array.of(-1);
    const length = Int32Array.of(4);
    const bytes = new Uint8Array(value.buffer);
    const lengthBytes = new Uint8Array(length.buffer);
    const [fd = -1] = opened;
    expect(libc.getsockopt(fd, IPPROTO_IP, IP_MTU_DISCOVER, bytes, lengthBytes)).toBe(0);
    // IP_PMTUDISC_DONT of ip(7).
    expect(value[0]).toBe(0);
    await socket.close();
  });
});

describe.skipIf(openSocket === undefined)('a socket with much to read', () => {
  it('is not watched until it is quiet, and hears what comes then', async () => {
    const libc = await loadLibc();
    const watched: string[][] = [];
    const watch: Libc['watch'] = (...args) => {
      const calls: string[] = [];
      watched.push(calls);
      const real = libc.watch(...args);
      return {
        start(what, ready) {
          calls.push(what.writable ? 'start, writable too' : 'start');
          real.start(what, ready);
        },
        stop() {
          calls.push('stop');
          real.stop();
        },
        close: () => real.close(),
      };
    };
    const open = createKoffiSockets({ ...libc, watch }, dgramSockets).open;
    let received = 0;
    const near = await open({ address: '127.0.0.1', port: 0 }, () => {});
    const far = await open({ address: '127.0.0.1', port: 0 }, () => {
      received++;
    });
    // Rising lengths, so that each is a packet of its own for the system, too.
    for (let length = 1; length <= 64; length++) near.send(Buffer.alloc(length), far.local);
    await expect.poll(() => [received, watched]).toEqual([64, [[], ['stop', 'start']]]);
    near.send(Buffer.from('x'), far.local);
    await expect.poll(() => received).toBe(65);
    expect(watched).toEqual([[], ['stop', 'start']]);
    await near.close();
    await far.close();
  });
});

describe.skipIf(openSocket === undefined)('a socket that another one closes', () => {
  it('is not read any more, for its descriptor may be someone else’s', async () => {
    const libc = await loadLibc();
    const closed = new Set<number>();
    const readAfterwards: number[] = [];
    const open = createKoffiSockets(
      {
        ...libc,
        close(fd) {
          closed.add(fd);
          return libc.close(fd);
        },
        recvmmsg(fd, ...rest) {
          if (closed.has(fd)) readAfterwards.push(fd);
          return libc.recvmmsg(fd, ...rest);
        },
      },
      dgramSockets,
    ).open;
    const sockets: DatagramSocket[] = [];
    let received = 0;
    for (let n = 0; n < 2; n++) {
      const closeTheOther: Receive = () => {
        received++;
        void sockets[1 - n]?.close();
      };
      sockets.push(await open({ address: '127.0.0.1', port: 0 }, closeTheOther));
    }
    const near = await open({ address: '127.0.0.1', port: 0 }, () => {});
    for (const { local } of sockets) near.send(Buffer.from('x'), local);
    await expect.poll(() => received).toBe(1);
    await near.close();
    for (const socket of sockets) await socket.close();
    expect(closed.size).toBe(3);
    expect(readAfterwards).toEqual([]);
    expect(received).toBe(1);
  });
});

/** 512 bytes each of `first`, `first` + 1, and so on; 40 of them. */
function fileOfBlocks(first: number): Buffer {
  return Buffer.concat(Array.from({ length: 40 }, (_, n) => Buffer.alloc(512, first + n)));
}

/** Of the first message: msg_controllen of struct msghdr. */
function controlBytesOf(messages: Uint8Array): number {
  return new DataView(messages.buffer, messages.byteOffset).getUint32(40, true);
}
