// What the lines of an Asterisk are doing, told to it over and over as another of its site would tell it: PUBLISH of
// asterisk-devicestate (res_pjsip_publish_asterisk), so many a second. Then one last state for each, and it says how many it were.
// node storm-of-states.mjs PBX OWN LINES SECONDS RATE

import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const [pbx, own, ...numbers] = process.argv.slice(2);
const [lines, seconds, rate] = numbers.map(Number);
const PORT = 5060;
const STATES = ['RINGING', 'INUSE', 'ONHOLD', 'NOT_INUSE'];
const EVERY_MS = 5;
/** UDP loses some where everybody is busy. */
const AGAIN_MS = 500;

const socket = createSocket('udp4');
/** What was not answered yet, by its branch. */
const waiting = new Map();
/** Of what was published last of each line: the next must name it (RFC 3903). */
const tags = new Map();
/** Lines of which all is answered, whose turn it is longest first. */
const free = [];
let count = 0;
let whenAnswered = () => {};

socket.on('message', (bytes) => {
  const answer = bytes.toString();
  const [, status = ''] = /^SIP\/2\.0 (\d+)/.exec(answer) ?? [];
  const [, branch = ''] = /branch=(\w+)/.exec(answer) ?? [];
  const asked = waiting.get(branch);
  if (asked === undefined || Number(status) < 200) return;
  if (status !== '200') throw new Error(answer);
  waiting.delete(branch);
  clearInterval(asked.again);
  tags.set(asked.line, /^SIP-ETag: *(\S+)/im.exec(answer)?.[1]);
  free.push(asked.line);
  if (waiting.size === 0) whenAnswered();
});

function publish(line, state) {
  count += 1;
  const branch = `z9hG4bK${count}`;
  const body = JSON.stringify({
    ...{ type: 'devicestate', device: `PJSIP/${line}`, state },
    ...{ cachable: 'cachable', eid: '02:00:00:00:00:03' },
  });
  const tag = tags.get(line);
  const text = [
    `PUBLISH sip:storm@${pbx} SIP/2.0`,
    `Via: SIP/2.0/UDP ${own}:${PORT};branch=${branch}`,
    `From: <sip:storm@${own}>;tag=storm`,
    `To: <sip:storm@${pbx}>`,
    `Call-ID: ${line}@${own}`,
    `CSeq: ${count} PUBLISH`,
    ...['Max-Forwards: 70', 'Event: asterisk-devicestate', 'Expires: 3600'],
    ...(tag === undefined ? [] : [`SIP-If-Match: ${tag}`]),
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...['', body],
  ].join('\r\n');
  const send = () => socket.send(text, PORT, pbx);
  waiting.set(branch, { line, again: setInterval(send, AGAIN_MS) });
  send();
}

const allAnswered = () =>
  new Promise((resolve) => {
    whenAnswered = resolve;
  });

/** One behind the other, as fast as the rate and the lines that are free allow. */
function storm() {
  const wanted = seconds * rate;
  let [due, sent] = [0, 0];
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      due = Math.min(due + (rate * EVERY_MS) / 1_000, wanted);
      for (; sent < due && free.length > 0; sent += 1) {
        publish(free.shift(), STATES[Math.floor(sent / lines) % STATES.length]);
      }
      if (sent < wanted) return;
      clearInterval(timer);
      resolve(allAnswered());
    }, EVERY_MS);
  });
}

socket.bind(PORT, own);
await once(socket, 'listening');
const all = Array.from({ length: lines }, (_, at) => String(7_001 + at));
for (const line of all) publish(line, 'NOT_INUSE');
await allAnswered();
const before = count;
await storm();
console.log(`told ${count - before} changes`);
for (const [at, line] of all.entries()) publish(line, STATES[at % STATES.length]);
await allAnswered();
console.log('told the last');
socket.close();
