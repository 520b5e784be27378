// ask-pnp.mjs ADDRESS MAC: looks for its URL by multicast as a phone does, and prints what it hears: the status, and the NOTIFY that
// it accepts; `silence` where nothing came.

import { createSocket } from 'node:dgram';

const [, , address = '', mac = ''] = process.argv;
const [GROUP, PORT, SILENCE_MS] = ['224.0.1.75', 5060, 3_000];
const who = `sip:MAC=${mac}@${GROUP}`;
const request = [
  `SUBSCRIBE ${who} SIP/2.0`,
  `Via: SIP/2.0/UDP ${address}:${PORT};branch=z9hG4bK${mac}`,
  'Max-Forwards: 5',
  `From: <${who}>;tag=77`,
  `To: <${who}>`,
  `Call-ID: ${mac}@${address}`,
  'CSeq: 1 SUBSCRIBE',
  `Contact: <sip:${address}:${PORT}>`,
  'Event: ua-profile;profile-type="device";vendor="Fanvil";model="X4";version="2.4.0"',
  'Expires: 0',
  'Accept: application/url',
  'Content-Length: 0',
  '',
  '',
].join('\r\n');

const socket = createSocket('udp4');
const silence = setTimeout(() => {
  console.log('silence');
  socket.close();
}, SILENCE_MS);
const header = (text, name) => new RegExp(`^${name}: (.*)\r$`, 'm').exec(text)?.[1] ?? '';
socket.on('message', (packet, { address: from, port }) => {
  const text = packet.toString();
  clearTimeout(silence);
  if (text.startsWith('SIP/2.0 ')) {
    console.log(text.slice(8, 11));
    return;
  }
  const [, body] = text.split('\r\n\r\n');
  console.log(`${text.slice(0, text.indexOf(' '))} ${header(text, 'Content-Type')} ${body}`);
  const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map(
    (name) => `${name}: ${header(text, name)}`,
  );
  const answer = ['SIP/2.0 200 OK', ...copied, 'Content-Length: 0', '', ''].join('\r\n');
  socket.send(answer, port, from, () => socket.close());
});
socket.bind(PORT, address, () => {
  socket.setMulticastInterface(address);
  socket.send(request, PORT, GROUP);
});
