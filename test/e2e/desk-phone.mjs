// A SIP phone that knows what its file says and no more: it registers, takes calls, and makes one.
//
//   desk-phone.mjs FILE ADDRESS [NUMBER]     NUMBER is called, and hung up on when it has answered
//
// It asks twice a second, TRIES times (20). With RINGS it rings and is not picked up; with STAYS it does
// not hang up. CALL_ID is that of its REGISTER, in place of one at random. INSIDE is the address that it says it has, as a phone
// behind a NAT does.
//
// A Cisco sends from a port that changes and hears answers at its control port alone, as captures of a 7931G show;
// another phone sends from where it listens. Prints a line for what happened. With NUMBER it ends by itself, with 1 if
// nobody answered its requests; without, it runs until it is ended. SIGUSR2 has it register again; SIGHUP has it leave, as one
// does that is told to start again.

import { createHash, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

const [file, address, number] = process.argv.slice(2);
const phone = accountIn(readFileSync(file, 'latin1'));
const inside = process.env.INSIDE ?? address;
const TRIES = Number(process.env.TRIES ?? 20);
const SDP = [
  ...['v=0', `o=- 1 1 IN IP4 ${address}`, 's=-', `c=IN IP4 ${address}`, 't=0 0'],
  ...['m=audio 20000 RTP/AVP 8', 'a=rtpmap:8 PCMA/8000', ''],
].join('\r\n');

const ear = createSocket('udp4').bind(phone.port, address);
const mouth = phone.isCisco ? createSocket('udp4').bind(0, address) : ear;
/** Who waits for the final answer to a request, by CSeq and Call-ID: the answer to one that was repeated may come twice. */
const waiting = new Map();
ear.on('message', (data, from) => {
  const text = data.toString('latin1');
  if (!text.startsWith('SIP/2.0 ')) return answer(text, from);
  const key = `${headerOf(text, 'CSeq')} ${headerOf(text, 'Call-ID')}`;
  if (Number(text.slice(8, 11)) >= 200) waiting.get(key)?.(text);
});
await once(ear, 'listening');

/** What stays the same of all its REGISTERs. */
const { callId, from } = await register(300);
const own = { callId, from, to: `<sip:${phone.user}@${phone.server}>` };
let cseq = 1;
for (const [signal, seconds] of [
  ['SIGUSR2', 300],
  ['SIGHUP', 0],
]) {
  process.on(signal, () => {
    // One without its password, and one with it.
    cseq += 2;
    register(seconds, { ...own, cseq });
  });
}
if (number !== undefined) {
  await call();
  process.exit(0);
}

/** From a Cisco's XML, or a Fanvil's text of the older generation. */
function accountIn(text) {
  const isCisco = text.includes('<device');
  const line = /<line [\s\S]*?<\/line>/.exec(text)?.[0] ?? '';
  const element = (name, within) => new RegExp(`<${name}>([^<]*)</`).exec(within)?.[1];
  const key = (name) => new RegExp(`^SIP1 ${name} *:(.*?)\\r?$`, 'm').exec(text)?.[1];
  return isCisco
    ? {
        isCisco,
        server: element('proxy', line),
        user: element('name', line),
        login: element('authName', line),
        password: element('authPassword', line),
        port: Number(element('voipControlPort', text)),
      }
    : {
        isCisco,
        server: key('Register Addr'),
        user: key('Phone Number'),
        login: key('Register User'),
        password: key('Register Pswd'),
        port: 5060,
      };
}

async function register(seconds, within = undefined) {
  const headers = [`Expires: ${seconds}`];
  const asked = await ask('REGISTER', `sip:${phone.server}`, phone.user, headers, '', within);
  console.log(`${phone.user} ${seconds > 0 ? 'is registered' : 'has left'}`);
  return asked;
}

async function call() {
  const target = `sip:${number}@${phone.server}`;
  const invite = ['Content-Type: application/sdp'];
  const { response, callId, from } = await ask('INVITE', target, number, invite, SDP);
  console.log(`${number} answers`);
  const dialog = { callId, from, to: headerOf(response, 'To') };
  const contact = /<(.*)>/.exec(headerOf(response, 'Contact'))?.[1] ?? target;
  say(request('ACK', contact, { ...dialog, cseq: 2 }));
  if (process.env.STAYS !== undefined) await new Promise(() => {});
  await ask('BYE', contact, number, [], '', { ...dialog, cseq: 3 });
  console.log(`${phone.user} has hung up`);
}

/** Sends until there is a final answer, with the password where that is asked for. */
async function ask(method, uri, to, headers = [], body = '', within = undefined) {
  const first = within ?? {
    callId:
      (method === 'REGISTER' ? process.env.CALL_ID : undefined) ??
      `${randomBytes(8).toString('hex')}@${address}`,
    from: `<sip:${phone.user}@${phone.server}>;tag=${randomBytes(4).toString('hex')}`,
    to: `<sip:${to}@${phone.server}>`,
    cseq: 1,
  };
  let response = await exchange(method, request(method, uri, first, headers, body), first);
  if (response.startsWith('SIP/2.0 401')) {
    if (method === 'INVITE') {
      say(request('ACK', uri, { ...first, to: headerOf(response, 'To') }));
    }
    const proof = `Authorization: ${digest(method, uri, headerOf(response, 'WWW-Authenticate'))}`;
    const second = { ...first, cseq: first.cseq + 1 };
    const again = request(method, uri, second, [...headers, proof], body);
    response = await exchange(method, again, second);
  }
  if (!response.startsWith('SIP/2.0 200')) fail(response.split('\r\n', 1)[0]);
  return { response, callId: first.callId, from: first.from };
}

function exchange(method, text, { callId, cseq }) {
  const key = `${cseq} ${method} ${callId}`;
  return new Promise((resolve) => {
    let tries = 0;
    const send = () => {
      tries += 1;
      if (tries > TRIES) fail(`no answer to ${method}`);
      say(text);
    };
    const timer = setInterval(send, 500);
    waiting.set(key, (response) => {
      clearInterval(timer);
      waiting.delete(key);
      resolve(response);
    });
    send();
  });
}

function fail(what) {
  console.log(`${phone.user}: ${what}`);
  process.exit(1);
}

function request(method, uri, { callId, from, to, cseq }, headers = [], body = '') {
  const branch = `z9hG4bK${randomBytes(8).toString('hex')}`;
  return [
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/UDP ${inside}:${phone.port};branch=${branch}${inside === address ? '' : ';rport'}`,
    ...['Max-Forwards: 70', `From: ${from}`, `To: ${to}`, `Call-ID: ${callId}`],
    `CSeq: ${cseq} ${method}`,
    `Contact: <sip:${phone.user}@${inside}:${phone.port};transport=udp>`,
    ...headers,
    ...[`Content-Length: ${body.length}`, '', body],
  ].join('\r\n');
}

function say(text) {
  mouth.send(text, 5060, phone.server);
}

/** What somebody asks of us. */
function answer(text, { address: host, port }) {
  const method = text.split(' ', 1)[0];
  if (method === 'ACK') return;
  const rings = method === 'INVITE' && process.env.RINGS !== undefined;
  const isCall = method === 'INVITE' && !rings;
  const body = isCall ? SDP : '';
  const to = headerOf(text, 'To');
  const reply = [
    rings ? 'SIP/2.0 180 Ringing' : 'SIP/2.0 200 OK',
    ...text.split('\r\n').filter((line) => /^(Via|From|Call-ID|CSeq): /i.test(line)),
    `To: ${to.includes('tag=') ? to : `${to};tag=desk`}`,
    `Contact: <sip:${phone.user}@${address}:${phone.port}>`,
    ...(isCall ? ['Content-Type: application/sdp'] : []),
    ...[`Content-Length: ${body.length}`, '', body],
  ].join('\r\n');
  ear.send(reply, port, host);
  if (rings) console.log(`${phone.user} rings`);
  if (isCall) console.log(`${phone.user} takes a call from ${headerOf(text, 'From')}`);
}

function headerOf(text, name) {
  return new RegExp(`^${name}: *(.*?)\\r?$`, 'im').exec(text)?.[1] ?? '';
}

/** RFC 2617, with qop=auth where it is offered, or RFC 2069. */
function digest(method, uri, challenge) {
  const value = (name) => new RegExp(`${name}="?([^",]+)`).exec(challenge)?.[1] ?? '';
  const md5 = (text) => createHash('md5').update(text).digest('hex');
  const [realm, nonce, cnonce] = [value('realm'), value('nonce'), randomBytes(4).toString('hex')];
  const secret = md5(`${phone.login}:${realm}:${phone.password}`);
  const act = md5(`${method}:${uri}`);
  const qop = challenge.includes('qop=');
  const response = md5(
    [secret, nonce, ...(qop ? ['00000001', cnonce, 'auth'] : []), act].join(':'),
  );
  return [
    `Digest username="${phone.login}", realm="${realm}", nonce="${nonce}", uri="${uri}"`,
    `response="${response}", algorithm=MD5`,
    ...(qop ? [`qop=auth, nc=00000001, cnonce="${cnonce}"`] : []),
    ...(value('opaque') === '' ? [] : [`opaque="${value('opaque')}"`]),
  ].join(', ');
}
