// DHCP clients that read the wire itself, as most do before they have an address: one socket for all frames of an
// interface (packet(7)). Arguments: the interface, how many clients (0 only looks), and `unicast` if these hear what is
// sent to their hardware address. Prints one line of JSON when all are bound, or when it is ended.

import koffi from 'koffi';
import { loadLibc } from '../../dist/udp/libc.js';

const [device, countText, hears] = process.argv.slice(2);
const count = Number(countText);
const flags = hears === 'unicast' ? 0 : 0x8000;
const RETRY_MS = 2000;

const [AF_PACKET, SOCK_RAW, SOCK_NONBLOCK, ETH_P_ALL] = [17, 3, 0o4000, 3];
const [SOL_SOCKET, SO_RCVBUFFORCE] = [1, 33];
const [SOL_PACKET, PACKET_ADD_MEMBERSHIP, PACKET_MR_PROMISC] = [263, 1, 1];
const [DISCOVER, OFFER, REQUEST, ACK] = [1, 2, 3, 5];
const [IP_AT, UDP_AT, DHCP_AT] = [14, 34, 42];
const OPTIONS_AT = DHCP_AT + 240;

const c = koffi.load(null);
const indexOf = c.func('uint if_nametoindex(str)');
const recv = c.func('int64 recv(int, void *, size_t, int)');
const send = c.func('int64 send(int, const void *, size_t, int)');

const libc = await loadLibc();
const fd = libc.socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK, 0);
const space = new Uint8Array(Int32Array.of(32 << 20).buffer);
libc.setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, space, space.length);
/** struct sockaddr_ll */
const address = Buffer.alloc(20);
address.writeUInt16LE(AF_PACKET, 0);
address.writeUInt16BE(ETH_P_ALL, 2);
address.writeInt32LE(indexOf(device), 4);
if (libc.bind(fd, address, address.length) < 0) throw new Error(`${device}: ${libc.failure()}`);
/** struct packet_mreq: the clients' hardware addresses are not the interface's, which would drop what is sent to them. */
const everything = Buffer.alloc(16);
everything.writeInt32LE(indexOf(device), 0);
everything.writeUInt16LE(PACKET_MR_PROMISC, 4);
if (libc.setsockopt(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, everything, everything.length) < 0) {
  throw new Error(`${device}: ${libc.failure()}`);
}

/** By xid, which is the client's number from 1 on. */
const clients = new Map();
const said = {
  bound: 0,
  acks: 0,
  addresses: [],
  frames: 0,
  broadcasts: 0,
  strays: 0,
  longestFrame: 0,
};

const frame = Buffer.alloc(70_000);
const watch = libc.watch(fd, { readable: true, writable: false }, () => setImmediate(readAll));
function readAll() {
  for (let bytes = recv(fd, frame, frame.length, 0); bytes > 0; ) {
    hear(frame.subarray(0, Number(bytes)));
    bytes = recv(fd, frame, frame.length, 0);
  }
}

/** One frame is one packet is one datagram: what a segmented message carries besides is not seen. */
function hear(bytes) {
  const isFromServer =
    bytes.readUInt16BE(12) === 0x0800 && bytes[23] === 17 && bytes.readUInt16BE(UDP_AT) === 67;
  // What a relay passes on to the server is from port 67, too.
  if (!isFromServer || bytes[DHCP_AT] !== 2) return;
  said.frames += 1;
  if (bytes.readUIntBE(0, 6) === 0xffffffffffff) said.broadcasts += 1;
  else if (bytes.compare(bytes, DHCP_AT + 28, DHCP_AT + 34, 0, 6) !== 0) said.strays += 1;
  said.longestFrame = Math.max(said.longestFrame, bytes.length);
  if (bytes.length !== bytes.readUInt16BE(16) + IP_AT) return;
  const client = clients.get(bytes.readUInt32BE(DHCP_AT + 4));
  const type = optionOf(bytes, 53)?.[0];
  if (client === undefined) return;
  if (type === OFFER && client.offered === undefined) {
    client.offered = Buffer.from(bytes.subarray(DHCP_AT + 16, DHCP_AT + 20));
    client.server = Buffer.from(optionOf(bytes, 54));
    ask(client);
  } else if (type === ACK) {
    said.acks += 1;
    if (client.isBound) return;
    client.isBound = true;
    said.bound += 1;
    said.addresses.push(bytes.subarray(DHCP_AT + 16, DHCP_AT + 20).join('.'));
    if (said.bound === count) finish();
  }
}

function optionOf(bytes, code) {
  for (let at = OPTIONS_AT; at < bytes.length && bytes[at] !== 255; ) {
    if (bytes[at] === 0) at += 1;
    else if (bytes[at] === code) return bytes.subarray(at + 2, at + 2 + bytes[at + 1]);
    else at += 2 + bytes[at + 1];
  }
  return undefined;
}

/** A broadcast frame from 0.0.0.0 port 68, without a UDP checksum, which RFC 768 leaves to the sender. */
function ask(client) {
  const bytes = Buffer.alloc(DHCP_AT + 300);
  bytes.fill(0xff, 0, 6);
  bytes.set(client.mac, 6);
  bytes.writeUInt16BE(0x0800, 12);
  bytes.set([0x45, 0], IP_AT);
  bytes.writeUInt16BE(bytes.length - IP_AT, IP_AT + 2);
  bytes.set([64, 17], IP_AT + 8);
  bytes.fill(0xff, IP_AT + 16, IP_AT + 20);
  bytes.writeUInt16BE(checksum(bytes.subarray(IP_AT, UDP_AT)), IP_AT + 10);
  bytes.writeUInt16BE(68, UDP_AT);
  bytes.writeUInt16BE(67, UDP_AT + 2);
  bytes.writeUInt16BE(bytes.length - UDP_AT, UDP_AT + 4);
  bytes.set([1, 1, 6, 0], DHCP_AT);
  bytes.writeUInt32BE(client.xid, DHCP_AT + 4);
  bytes.writeUInt16BE(flags, DHCP_AT + 10);
  bytes.set(client.mac, DHCP_AT + 28);
  bytes.writeUInt32BE(0x63825363, DHCP_AT + 236);
  const type = client.offered === undefined ? DISCOVER : REQUEST;
  const chosen = type === REQUEST ? [50, 4, ...client.offered, 54, 4, ...client.server] : [];
  bytes.set([53, 1, type, ...chosen, 55, 3, 1, 3, 6, 255], OPTIONS_AT);
  send(fd, bytes, bytes.length, 0);
}

function checksum(bytes) {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += bytes.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

for (let xid = 1; xid <= count; xid += 1) {
  const mac = Buffer.from([2, 0, 0, 9, xid >> 8, xid & 255]);
  clients.set(xid, { xid, mac, isBound: false });
}
const askAll = () => {
  for (const client of clients.values()) if (!client.isBound) ask(client);
};
askAll();
const timer = setInterval(askAll, RETRY_MS);
process.on('SIGTERM', finish);
process.stdout.write('looking\n');

function finish() {
  clearInterval(timer);
  watch.close();
  libc.close(fd);
  process.stdout.write(`${JSON.stringify({ ...said, addresses: [...new Set(said.addresses)] })}\n`);
}
