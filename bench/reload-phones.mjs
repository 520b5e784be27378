// Three phones that never rest, run in their own namespace by bench/reload.mjs: each remembers how long it waited.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const [address, server, count] = process.argv.slice(2);
/** Between one exchange and the next. */
const PAUSE_MS = 5;
/** Fewer in a second than one address may ask for before it is made to wait. */
const REQUEST_PAUSE_MS = 20;
/** A request that was lost is asked again; what it waited counts from the first. */
const REPEAT_MS = 1_000;
const waits = { transfer: [], RRQ: [], DHCP: [] };

/** Lockstep, one firmware after the other: the time from an ACK to the next block. */
async function transfer() {
  for (;;) {
    const socket = await open(0, address);
    let sentMs = performance.now();
    let next = 1;
    socket.send(rrq('image.bin'), 69, server);
    await new Promise((resolve) => {
      socket.on('message', (packet, from) => {
        if (packet.readUInt16BE(0) !== 3 || packet.readUInt16BE(2) !== (next & 0xffff)) return;
        waits.transfer.push(performance.now() - sentMs);
        next += 1;
        const ack = () => {
          sentMs = performance.now();
          socket.send(Buffer.from([0, 4, packet[2], packet[3]]), from.port, from.address);
        };
        if (packet.length < 516) resolve();
        else if (next % 8 === 0) setTimeout(ack, 1);
        else ack();
      });
    });
    socket.close();
  }
}

/** A phone's own file, each time another phone's: nobody has asked for it before. */
async function requests() {
  for (let index = 0; ; index = (index + 7919) % Number(count)) {
    const tail = index.toString(16).padStart(6, '0');
    const name = index % 2 === 0 ? `SEP001BD4${tail.toUpperCase()}.cnf.xml` : `00a859${tail}.cfg`;
    const socket = await open(0, address);
    const sentMs = performance.now();
    const ask = () => socket.send(rrq(name), 69, server);
    ask();
    const again = setInterval(ask, REPEAT_MS);
    const [packet, from] = await once(socket, 'message');
    clearInterval(again);
    if (packet.readUInt16BE(0) !== 3) throw new Error(`${name}: ${packet.subarray(4)}`);
    waits.RRQ.push(performance.now() - sentMs);
    // A transfer that lives on would take the next request from its port for one that was sent again.
    const sent = once(socket, 'sent');
    const end = Buffer.from([0, 5, 0, 0, 0]);
    socket.send(end, from.port, from.address, () => socket.emit('sent'));
    await sent;
    socket.close();
    await pause(REQUEST_PAUSE_MS);
  }
}

async function dhcp() {
  const ear = await open(68, '0.0.0.0');
  const mouth = await open(68, address);
  mouth.setBroadcast(true);
  for (let xid = 1; ; xid++) {
    const packet = Buffer.alloc(300);
    packet.set([1, 1, 6, 0]);
    packet.writeUInt32BE(xid, 4);
    packet.writeUInt16BE(0x8000, 10);
    packet.set([0x02, 0x00], 28);
    packet.writeUInt32BE(xid % 1000, 30);
    packet.set([0x63, 0x82, 0x53, 0x63, 53, 1, 1, 55, 2, 1, 66, 255], 236);
    const sentMs = performance.now();
    mouth.send(packet, 67, '255.255.255.255');
    await new Promise((resolve) => {
      ear.on('message', (reply) => {
        if (reply[0] !== 2 || reply.readUInt32BE(4) !== xid) return;
        ear.removeAllListeners('message');
        resolve();
      });
    });
    waits.DHCP.push(performance.now() - sentMs);
    await pause(PAUSE_MS);
  }
}

function rrq(name) {
  return Buffer.from(`\0\x01${name}\0octet\0`, 'latin1');
}

async function open(port, local) {
  const socket = createSocket({ type: 'udp4', reuseAddr: true });
  const listening = once(socket, 'listening');
  socket.bind(port, local);
  await listening;
  return socket;
}

function pause(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

function report() {
  const silences = Object.entries(waits).map(([kind, values]) => {
    const sorted = values.splice(0).toSorted((a, b) => a - b);
    const at = (share) =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return [kind, { longest: at(1), most: at(0.99), count: sorted.length }];
  });
  console.log(JSON.stringify(Object.fromEntries(silences)));
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'start') {
    for (const phone of [transfer, requests, dhcp]) void phone();
    console.log('{}');
  } else report();
}
