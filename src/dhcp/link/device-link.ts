// The link that knows its wires: one ear on each interface that we serve, deaf to the others. Its sockets are
// opened by the C library, and read and written in batches.

import { codedError, codeOf } from '../../core/coded-error.js';
import type { Ipv4 } from '../../core/ipv4.js';
import { listenError } from '../../core/listen-error.js';
import { type Batches, createBatches } from '../../udp/batches.js';
import type { Libc } from '../../udp/libc.js';
import { createNativeSockets, type NativeBinding } from '../../udp/native-socket.js';
import { earsOn, type MovableLink, type Refusal, type WantedEar } from './link.js';
import {
  type LinkSocket,
  openEach,
  openSocketLink,
  type SocketLinkOptions,
  type SocketOpener,
} from './socket-link.js';
import { ANY, listenerAt } from './udp-socket.js';

export interface DeviceLinkOptions extends SocketLinkOptions {
  /** 67, but for tests. */
  readonly port: number;
}

/** Of this machine, whatever the interface, and nobody's: to ask whether a port is free beside sockets of ours. */
const NOBODY = 0x7f_00_00_43 as Ipv4;

/** Throws an Error with code, cause and advice if a port, address or interface cannot be had. */
export function openDeviceLink(options: DeviceLinkOptions, libc: Libc): Promise<MovableLink> {
  return openSocketLink(createDeviceOpener(libc, options.port), options);
}

function createDeviceOpener(libc: Libc, port: number): SocketOpener {
  const native = createNativeSockets(libc);
  const batches = createBatches(libc, { cuts: false });
  /** Of the ears that are open. */
  const ears = new Map<LinkSocket, number>();
  let hasOwn = false;

  function bind(binding: Omit<NativeBinding, 'port'>): number {
    try {
      return native.bind({ ...binding, port, broadcast: true });
    } catch (cause) {
      throw listenError(cause, listenerAt(binding.address, port, binding.device));
    }
  }
  /** That another server has the port already is found out by the refusal. */
  function openEar(device: string): LinkSocket {
    // Beside sockets of ours that are bound to addresses an ear cannot be alone: one that is nobody's asks for it.
    if (hasOwn) refuseCompany(device);
    const fd = bind({ address: ANY, device, shared: hasOwn, neighboursOnly: true });
    const socket = batched(batches, fd);
    ears.set(socket, fd);
    return socket;
  }
  function refuseCompany(device: string): void {
    try {
      libc.close(bind({ address: NOBODY, device }));
    } catch (error) {
      // Without a loopback interface this cannot be asked.
      if (codeOf(error) !== 'EADDRNOTAVAIL') throw error;
    }
  }
  function openOwn(address: Ipv4): LinkSocket {
    return batched(batches, bind({ address, shared: true }));
  }
  const share = (shared: boolean): void => {
    for (const fd of ears.values()) native.share(fd, shared);
  };
  return {
    earsFor: earsOn,
    async open(wantedEars, addresses) {
      const refusals: Refusal[] = [];
      const opened = await openEach(
        wantedEars,
        ({ device = '' }: WantedEar) => openEar(device),
        ({ key }) => key,
        ({ device = '' }, error) => refusals.push({ device, error }),
      );
      share(true);
      const own = await openEach(
        addresses,
        openOwn,
        (address) => address,
        (address, error) => refusals.push({ address, error }),
      );
      // And one that starts later is refused in its turn.
      share(false);
      hasOwn ||= own.size > 0;
      return { ears: opened, own, refusals };
    },
    closed(sockets) {
      for (const socket of sockets) ears.delete(socket);
    },
  };
}

function batched(batches: Batches, fd: number): LinkSocket {
  let hear: (datagram: Uint8Array) => void = () => {};
  let fault: (error: Error) => void = () => {};
  // A request outlives the buffer of its batch: its lease has to reach the disk first.
  const socket = batches.adopt(fd, (datagram) => hear(datagram.slice()));
  return {
    receiveBufferBytes: socket.receiveBufferBytes,
    listen(listener, onFault) {
      hear = listener;
      fault = onFault;
    },
    send(datagram, port, address) {
      const onSent = (code: string | undefined): void => {
        if (code === undefined) return;
        fault(Object.assign(codedError(code, `sendmmsg to ${address}: ${code}`), { address }));
      };
      socket.send(datagram, { address, port }, onSent);
    },
    sendNear(datagram, port, address, from, failed) {
      const told = (code: string | undefined): void => void (code !== undefined && failed());
      socket.from(from).send(datagram, { address, port }, told);
    },
    close: () => socket.close(),
  };
}
