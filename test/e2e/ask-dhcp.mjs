// A DHCP client of many faces, in a namespace of its own. Arguments: a JSON list of questions. Each is asked until it is
// answered; whether one is to hear nothing is known when a later one, asked behind it, was answered. Prints the answers
// as JSON, by the names of the questions: fields of the message and options in hexadecimal.
//
// { name, mac, vendorClass?, clientId?, asks?: [code, …], says?: { code: hex }, giaddr?, type?, wants?, silent? }

import { createSocket } from 'node:dgram';

const AGAIN_MS = 1000;
const TYPES = { DISCOVER: 1, REQUEST: 3, INFORM: 8 };
const NAMES = { 2: 'OFFER', 5: 'ACK', 6: 'NAK' };
const COOKIE = 0x63825363;

const questions = JSON.parse(process.argv[2]);
const server = process.argv[3];
const answers = {};
const waiting = new Map();

const near = createSocket('udp4');
near.on('message', hear);
near.bind(68, () => {
  near.setBroadcast(true);
  const relayed = questions.find(({ giaddr }) => giaddr !== undefined);
  if (relayed === undefined) return run();
  far = createSocket('udp4');
  far.on('message', hear);
  far.bind(67, relayed.giaddr, run);
});
let far;

async function run() {
  let xid = 1;
  for (const question of questions) {
    const first = { ...question, xid: xid++, type: question.type ?? 'DISCOVER' };
    if (question.silent) {
      send(first);
      waiting.set(first.xid, (answer) => (answers[question.name] = [answer]));
      answers[question.name] = [];
      continue;
    }
    const answer = await ask(first);
    answers[question.name] = [answer];
    if (answer.type !== 'OFFER') continue;
    const says = { ...question.says, 50: hexOf(answer.yiaddr), 54: answer.options[54] };
    answers[question.name].push(await ask({ ...question, says, xid: xid++, type: 'REQUEST' }));
  }
  process.stdout.write(`${JSON.stringify(answers)}\n`);
  near.close();
  far?.close();
}

function ask(question) {
  return new Promise((resolve) => {
    send(question);
    const timer = setInterval(() => send(question), AGAIN_MS);
    waiting.set(question.xid, (answer) => {
      clearInterval(timer);
      resolve(answer);
    });
  });
}

function hexOf(address) {
  return Buffer.from(address.split('.').map(Number)).toString('hex');
}

function send({ xid, mac, type, vendorClass, clientId, asks, says = {}, giaddr, ciaddr }) {
  const options = [[53, Buffer.of(TYPES[type])]];
  if (vendorClass !== undefined) options.push([60, Buffer.from(vendorClass, 'latin1')]);
  if (clientId !== undefined) options.push([61, Buffer.from(clientId, 'hex')]);
  for (const [code, hex] of Object.entries(says))
    options.push([Number(code), Buffer.from(hex, 'hex')]);
  if (asks !== undefined) options.push([55, Buffer.from(asks)]);
  const fixed = Buffer.alloc(240);
  fixed.set([1, 1, 6, giaddr === undefined ? 0 : 1]);
  fixed.writeUInt32BE(xid, 4);
  fixed.writeUInt16BE(0x8000, 10);
  if (ciaddr !== undefined) fixed.set(Buffer.from(hexOf(ciaddr), 'hex'), 12);
  if (giaddr !== undefined) fixed.set(Buffer.from(hexOf(giaddr), 'hex'), 24);
  fixed.set(Buffer.from(mac.replaceAll(':', ''), 'hex'), 28);
  fixed.writeUInt32BE(COOKIE, 236);
  const list = options.map(([code, value]) =>
    Buffer.concat([Buffer.of(code, value.length), value]),
  );
  const message = Buffer.concat([fixed, ...list, Buffer.of(255)]);
  const whole = Buffer.concat([message, Buffer.alloc(Math.max(0, 300 - message.length))]);
  if (giaddr === undefined) near.send(whole, 67, '255.255.255.255');
  else far.send(whole, 67, server);
}

function hear(bytes) {
  if (bytes[0] !== 2) return;
  const xid = bytes.readUInt32BE(4);
  const take = waiting.get(xid);
  waiting.delete(xid);
  take?.(read(bytes));
}

function read(bytes) {
  const options = {};
  readList(bytes.subarray(240), options);
  const at = (from) => bytes.subarray(from, from + 4).join('.');
  const text = (from, to) => bytes.toString('latin1', from, to).replace(/\0.*$/s, '');
  return {
    type: NAMES[Number.parseInt(options[53], 16)],
    yiaddr: at(16),
    siaddr: at(20),
    sname: text(44, 108),
    file: text(108, 236),
    options,
  };
}

/** Repeats are joined (RFC 3396). */
function readList(bytes, options) {
  for (let at = 0; at < bytes.length && bytes[at] !== 255; ) {
    if (bytes[at] === 0) at += 1;
    else {
      const [code, length] = [bytes[at], bytes[at + 1]];
      options[code] = (options[code] ?? '') + bytes.toString('hex', at + 2, at + 2 + length);
      at += 2 + length;
    }
  }
}
