import { describe, expect, it } from 'vitest';
import { createSocketChoice } from '../../../src/tftp/server/transfer-socket.js';
import type { DatagramSocket } from '../../../src/udp/datagram.js';

const socketAt = (port: number): DatagramSocket => {
  const socket: DatagramSocket = {
    backend: 'none',
    local: { address: '10.20.1.1', port },
    receiveBufferBytes: 0,
    send() {},
    from: (address) => ({ ...socket, local: { address, port } }),
    close: () => Promise.resolve(),
  };
  return socket;
};
const ASKED = socketAt(69);
const SOCKETS = [socketAt(1), socketAt(2)];
const client = (port: number, address = '10.20.1.153') => ({ address, port });

describe('the socket of a transfer', () => {
  it('is another than that of the last one from the same port', () => {
    const choose = createSocketChoice(SOCKETS);
    const ports = Array.from({ length: 5 }, () => choose(client(50_000), ASKED).local.port);
    expect(ports).toEqual([1, 2, 1, 2, 1]);
  });

  it('is the first for every other client, so that packets travel together', () => {
    const choose = createSocketChoice(SOCKETS);
    choose(client(50_000), ASKED);
    const others = [client(50_001), client(50_002), client(50_000, '10.20.1.154')];
    expect(others.map((each) => choose(each, ASKED).local.port)).toEqual([1, 1, 1]);
  });

  it('costs no memory for each client there ever was', () => {
    const choose = createSocketChoice(SOCKETS);
    choose(client(1), ASKED);
    for (let port = 2; port <= 8_192; port++) choose(client(port), ASKED);
    expect(choose(client(1), ASKED).local.port).toBe(2);
    expect(choose(client(1), ASKED).local.port).toBe(1);
    choose(client(8_193), ASKED);
    // Forgotten with the rest.
    expect(choose(client(1), ASKED).local.port).toBe(1);
    expect(choose(client(1), ASKED).local.port).toBe(2);
  });
});
