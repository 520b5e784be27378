// A SIP phone over TCP that is told things: it fetches its file, registers, and when it is asked to, does both again.
//
//   notified-phone.mjs JSON     { mac, file, address, pbx, number, password, status, starts }
//
// `status` is what it answers a NOTIFY with; 0: nothing. One that answers 200 does what it was told. With `starts` it leaves its
// PBX before, and registers by another Call-ID, as a phone that starts anew; else by the one that it has. Prints a line for
// what happened, and runs until it is ended.

import { randomBytes } from 'node:crypto';
import { createSecret } from '../../dist/core/secret.js';
import { fetchFile } from '../../dist/simulate/file-fetch.js';
import { registerLine } from '../../dist/simulate/register-line.js';
import { openUserAgent } from '../../dist/sip/agent/open-user-agent.js';
import { headerOf } from '../../dist/sip/message/headers.js';

const { mac, file, address, pbx, number, password, status, starts } = JSON.parse(process.argv[2]);
const { signal } = new AbortController();
const line = {
  ...{ number, authName: number, password: createSecret(password), domain: pbx },
  target: { host: pbx, port: 5060, transport: 'tcp' },
};
let callId = newCallId();
let cseq = 101;

const agent = await openUserAgent({
  local: { address, port: 5060 },
  transports: ['tcp'],
  product: 'Cisco-CP7942G/9.4.2',
  onRequest({ request, transport }) {
    if (request.method !== 'NOTIFY') return { status: 200 };
    const headers = request.headers.filter(({ name }) => /^(event|subscr|content-t)/i.test(name));
    const heard = {
      ...{ by: transport, uri: request.uri, from: headerOf(request, 'From'), callId },
      headers: headers.map(({ name, value }) => `${name}: ${value}`),
      body: Buffer.from(request.body).toString('latin1'),
    };
    console.log(`heard ${JSON.stringify(heard)}`);
    if (status === 200) void again();
    return status === 0 ? undefined : { status };
  },
});

await boot();

async function again() {
  if (starts) {
    await register(0);
    callId = newCallId();
  }
  await boot();
}

async function boot() {
  const got = await fetchFile(
    { server: pbx, tftpPort: 69, httpPort: 0 },
    file,
    address,
    {},
    signal,
  );
  console.log(`fetched ${got.kind}`);
  await register(300);
}

async function register(expiresSeconds) {
  const how = { mac, callId, expiresSeconds, cseq, giveUpMs: 20_000, signal };
  const outcome = await registerLine(agent, line, how);
  cseq = (outcome.cseq ?? cseq) + 1;
  console.log(`registered for ${expiresSeconds}: ${outcome.response?.status ?? outcome.kind}`);
}

/** As a 79xx makes it: its MAC first. */
function newCallId() {
  const [start, end] = [mac.replaceAll(':', '').slice(0, 8), mac.replaceAll(':', '').slice(8)];
  return `${start}-${end}0002-${randomBytes(4).toString('hex')}-11111111@${address}`;
}
