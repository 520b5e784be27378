// The link that knows its wires: one ear on each interface that we serve, deaf to the others. Its sockets are
// opened by the C library, and read and written in batches.

import { codedError } from '../core/coded-error.js';
import type { Ipv4 } from '../core/ipv4.js';
import { listenError } from '../core/listen-error.js';
import { type Batches, createBatches } from '../udp/batches.js';
import type { Libc } from '../udp/libc.js';
import { createNativeSockets, type NativeBinding } from '../udp/native-socket.js';
import { type DhcpLink, devicesOf, type Wire } from './link.js';
import { closeSockets, createSocketLink, type LinkSocket } from './socket-link.js';
import { ANY, listenerAt } from './udp-socket.js';

export interface DeviceLinkOptions {
  readonly wires: readonly Wire[];
  /** Ours; each is heard and sent from. */
  readonly addresses: readonly Ipv4[];
  /** 67, but for tests. */
  readonly port: number;
}

/** Throws an Error with code, cause and advice if a port, address or interface cannot be had. */
export async function openDeviceLink(
  { wires, addresses, port }: DeviceLinkOptions,
  libc: Libc,
): Promise<DhcpLink> {
  const native = createNativeSockets(libc);
  const batches = createBatches(libc, { cuts: false });
  const opened: LinkSocket[] = [];
  const open = (binding: Omit<NativeBinding, 'port'>) => {
    const fd = bind({ ...binding, port, broadcast: true });
    const socket = batched(batches, fd);
    opened.push(socket);
    return { fd, socket };
  };
  function bind(binding: NativeBinding): number {
    try {
      return native.bind(binding);
    } catch (cause) {
      throw listenError(cause, listenerAt(binding.address, port, binding.device));
    }
  }
  try {
    // Alone on the port: that another server has it already is found out by the refusal.
    const ears = devicesOf(wires).map(({ device, ...local }) => ({
      ...open({ address: ANY, device }),
      ...local,
    }));
    for (const { fd } of ears) native.share(fd, true);
    const own = new Map(
      addresses.map((address) => [address, open({ address, shared: true }).socket] as const),
    );
    // And one that starts later is refused in its turn.
    for (const { fd } of ears) native.share(fd, false);
    return createSocketLink({ ears, own });
  } catch (error) {
    await closeSockets(opened);
    throw error;
  }
}

function batched(batches: Batches, fd: number): LinkSocket {
  let hear: (datagram: Uint8Array) => void = () => {};
  let fault: (error: Error) => void = () => {};
  // A request outlives the buffer of its batch: its lease has to reach the disk first.
  const socket = batches.adopt(fd, (datagram) => hear(datagram.slice()));
  const onSent = (code: string | undefined): void => {
    if (code !== undefined) fault(codedError(code, `sendmmsg: ${code}`));
  };
  return {
    receiveBufferBytes: socket.receiveBufferBytes,
    listen(listener, onFault) {
      hear = listener;
      fault = onFault;
    },
    send: (datagram, port, address) => socket.send(datagram, { address, port }, onSent),
    close: () => socket.close(),
  };
}
