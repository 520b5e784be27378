// Pretend phones on one interface: run in their own namespace by bench/dhcp.mjs. Reads jobs as lines of JSON,
// answers each with one. Sends by broadcast without an address of its own in the packet, as a phone does.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const [address] = process.argv.slice(2);
const SERVER_PORT = 67;
const CLIENT_PORT = 68;
const EVERYONE = '255.255.255.255';
const [DISCOVER, OFFER, REQUEST, ACK] = [1, 2, 3, 5];
const COOKIE = 0x63825363;
/** How long a client waits before it asks again, RFC 2131 section 4.1. */
const RETRY_MS = 4000;
const TICK_MS = 5;

/** Only a socket bound to the address sends by its interface; only one bound to none hears broadcasts. */
const ear = await openSocket('0.0.0.0');
const mouth = await openSocket(address);
/** By xid: the exchange that it belongs to. */
const exchanges = new Map();
let finished = () => {};

ear.on('message', (packet) => {
  const now = performance.now();
  const exchange = exchanges.get(packet.readUInt32BE(4));
  const type = packet[0] === 2 ? optionOf(packet, 53)?.[0] : undefined;
  if (exchange === undefined) return;
  if (type === OFFER && exchange.offerMs === undefined) {
    exchange.offerMs = now - exchange.sentMs;
    exchange.yiaddr = packet.subarray(16, 20);
    exchange.server = optionOf(packet, 54);
    send(exchange, REQUEST);
  } else if (type === ACK) {
    exchange.ackMs = now - exchange.sentMs;
    exchanges.delete(exchange.xid);
    finished(exchange);
  }
});

async function openSocket(local) {
  const socket = createSocket({
    type: 'udp4',
    reuseAddr: true,
    recvBufferSize: 16 << 20,
    lookup: (host, _options, found) => found(null, host, 4),
  });
  const listening = once(socket, 'listening');
  socket.bind(CLIENT_PORT, local);
  await listening;
  socket.setBroadcast(true);
  return socket;
}

function optionOf(packet, code) {
  for (let at = 240; at < packet.length && packet[at] !== 255; ) {
    if (packet[at] === 0) at += 1;
    else if (packet[at] === code) return packet.subarray(at + 2, at + 2 + packet[at + 1]);
    else at += 2 + packet[at + 1];
  }
  return undefined;
}

const BLANK = Buffer.alloc(300);
BLANK.set([1, 1, 6, 0]);
BLANK.writeUInt16BE(0x8000, 10);
BLANK.set([0x02, 0x00], 28);
BLANK.writeUInt32BE(COOKIE, 236);

function send(exchange, type) {
  const packet = Buffer.from(BLANK);
  packet.writeUInt32BE(exchange.xid, 4);
  packet.writeUInt32BE(exchange.phone, 30);
  const chosen = type === REQUEST ? [50, 4, ...exchange.yiaddr, 54, 4, ...exchange.server] : [];
  packet.set([53, 1, type, ...chosen, 55, 5, 1, 3, 6, 66, 150, 255], 240);
  exchange.sentMs = performance.now();
  exchange.type = type;
  mouth.send(packet, SERVER_PORT, EVERYONE);
}

let lastXid = 0;
function begin(phone) {
  lastXid += 1;
  const exchange = { xid: lastXid, phone };
  exchanges.set(exchange.xid, exchange);
  send(exchange, DISCOVER);
}

/** All at once; who hears nothing asks again after four seconds. */
async function boot({ phones, firstPhone, deadlineMs }) {
  const start = performance.now();
  let [bound, retransmissions, lastMs] = [0, 0, 0];
  await new Promise((resolve) => {
    finished = () => {
      bound += 1;
      lastMs = performance.now() - start;
      if (bound === phones) resolve();
    };
    const timer = setInterval(() => {
      const now = performance.now();
      for (const exchange of exchanges.values()) {
        if (now - exchange.sentMs < RETRY_MS) continue;
        retransmissions += 1;
        send(exchange, exchange.type);
      }
      if (now - start > deadlineMs) resolve();
    }, TICK_MS);
    for (let n = 0; n < phones; n += 1) begin(firstPhone + n);
    setTimeout(() => clearInterval(timer), deadlineMs + 1000).unref();
  });
  exchanges.clear();
  return { bound, retransmissions, seconds: lastMs / 1000 };
}

/** `width` exchanges at any time until `count` are done or `forMs` is over; then what is under way, until the deadline. */
async function stream({ count = Infinity, forMs = Infinity, width, ...given }) {
  const { firstPhone, phones, deadlineMs } = given;
  const start = performance.now();
  let [begun, done, lastMs, last] = [0, 0, start, count];
  const next = () => {
    if (performance.now() - start > forMs) last = Math.min(last, begun);
    if (begun === last) return;
    begin(firstPhone + (begun % phones));
    begun += 1;
  };
  let timer;
  await new Promise((resolve) => {
    finished = () => {
      done += 1;
      lastMs = performance.now();
      next();
      if (done === last) resolve();
    };
    for (let n = 0; n < width; n += 1) next();
    timer = setInterval(() => {
      const now = performance.now();
      // A lost packet must not take its place for ever.
      for (const exchange of exchanges.values()) {
        if (now - exchange.sentMs > 1000) send(exchange, exchange.type);
      }
      if (now - start > deadlineMs) resolve();
    }, 100);
  });
  clearInterval(timer);
  exchanges.clear();
  return { done, perSecond: (done / (lastMs - start)) * 1000 };
}

/** `rate` a second, whatever comes back; what has no ACK half a second later is lost. */
async function pace({ rate, seconds, firstPhone, phones }) {
  const [offers, acks] = [[], []];
  finished = ({ offerMs, ackMs }) => {
    offers.push(offerMs);
    acks.push(ackMs);
  };
  const start = performance.now();
  const total = rate * seconds;
  let begun = 0;
  for (let now = start; begun < total && now - start < seconds * 1200; now = performance.now()) {
    const due = Math.min(total, Math.floor(((now - start) / 1000) * rate));
    for (; begun < due; begun += 1) begin(firstPhone + (begun % phones));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const reached = (begun / (performance.now() - start)) * 1000;
  await new Promise((resolve) => setTimeout(resolve, 500));
  exchanges.clear();
  const lost = (begun - acks.length) / begun;
  const ackP99Ms = acks.toSorted((a, b) => a - b)[Math.floor(acks.length * 0.99)];
  return { offerMs: average(offers), ackMs: average(acks), ackP99Ms, lost, reached };
}

function average(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const JOBS = { boot, stream, pace };
console.log(JSON.stringify({ ready: true }));
for await (const line of createInterface({ input: process.stdin })) {
  const { job, ...options } = JSON.parse(line);
  console.log(JSON.stringify(await JOBS[job](options)));
}
process.exit(0);
