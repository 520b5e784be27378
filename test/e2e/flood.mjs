// A phone asks for its address among thousands of clients that do not exist, and sends each packet once. Arguments:
// our own address, the phone's MAC, an address that the others want, the first of their numbers, and how many of them
// ask before and behind each packet of the phone. Says in JSON how many of them there were and what the phone was
// offered and given; ends without a word if it is not answered.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const [address, mac, wanted, firstNumber, before, behind] = process.argv.slice(2);
const [DISCOVER, OFFER, REQUEST, ACK] = [1, 2, 3, 5];
const XID = 0x70707070;
/** Less than a test may take: on a busy machine a packet may wait for long, and none is sent twice. */
const PATIENCE_MS = 200_000;

const bytesOf = (text, separator, radix) =>
  text.split(separator).map((part) => Number.parseInt(part, radix));

async function openSocket(local) {
  const socket = createSocket({ type: 'udp4', reuseAddr: true, recvBufferSize: 1 << 20 });
  const listening = once(socket, 'listening');
  socket.bind(68, local);
  await listening;
  socket.setBroadcast(true);
  return socket;
}

/** Only a socket bound to an address sends by its interface; only one bound to none hears broadcasts. */
const mouth = await openSocket(address);
const ear = await openSocket('0.0.0.0');

function packet(type, xid, hardware, options) {
  const bytes = Buffer.alloc(300);
  bytes.set([1, 1, 6, 0]);
  bytes.writeUInt32BE(xid, 4);
  bytes.writeUInt16BE(0x8000, 10);
  bytes.set(hardware, 28);
  bytes.set([0x63, 0x82, 0x53, 0x63, 53, 1, type, ...options, 255], 236);
  return bytes;
}

const send = (bytes) => new Promise((sent) => mouth.send(bytes, 67, '255.255.255.255', sent));

let number = Number(firstNumber);
/** Every other one asks for the address by name. */
function invented() {
  number += 1;
  const hardware = Buffer.from([6, 0, 0, 0, 0, 0]);
  hardware.writeUInt32BE(number, 2);
  const options = number % 2 === 0 ? [] : [50, 4, ...bytesOf(wanted, '.', 10)];
  return packet(DISCOVER, number, hardware, options);
}

/** The phone's packet amid the others', and the answer to it. */
async function ask(type, answerType, options) {
  const answer = answerOf(answerType);
  const others = (count) => Array.from({ length: count }, invented);
  const phones = packet(type, XID, bytesOf(mac, ':', 16), options);
  await Promise.all([...others(Number(before)), phones, ...others(Number(behind))].map(send));
  return answer;
}

function answerOf(type) {
  return new Promise((resolve) => {
    ear.on('message', function look(bytes) {
      const isOurs = bytes[0] === 2 && bytes.readUInt32BE(4) === XID;
      if (!isOurs || optionOf(bytes, 53)[0] !== type) return;
      ear.off('message', look);
      resolve({ yiaddr: bytes.subarray(16, 20), server: optionOf(bytes, 54) });
    });
  });
}

function optionOf(bytes, code) {
  for (let at = 240; bytes[at] !== 255 && at < bytes.length; at += 2 + bytes[at + 1]) {
    if (bytes[at] === code) return bytes.subarray(at + 2, at + 2 + bytes[at + 1]);
  }
  return [];
}

setTimeout(() => process.exit(1), PATIENCE_MS).unref();
const offer = await ask(DISCOVER, OFFER, []);
const chosen = [50, 4, ...offer.yiaddr, 54, 4, ...offer.server];
const ack = await ask(REQUEST, ACK, chosen);
const [offered, given] = [offer, ack].map(({ yiaddr }) => yiaddr.join('.'));
console.log(JSON.stringify({ invented: number - Number(firstNumber), offered, given }));
mouth.close();
ear.close();
