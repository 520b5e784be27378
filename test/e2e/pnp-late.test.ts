// What PnP needs is not there at first: its port is another program's, and the interface has no address. Both are told or waited for;
// then SIPp looks for its URL as a phone does, and finds it.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SOAKING } from '../soak.js';
import { CLIENT_INTERFACE, createLan, type Lan, SERVED_INTERFACE } from './lan.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const MAC = '00:a8:59:db:04:62';
const WHO = `sip:MAC=${MAC.replaceAll(':', '')}@224.0.1.75`;
const INVENTORY = `site: { timeZone: Europe/Moscow, pnp: true }
network: { interface: ${SERVED_INTERFACE}, subnet: 10.20.1.0/24, pool: 10.20.1.100-10.20.1.199 }
pbx: { main: { host: 10.20.1.3 } }
defaults: { pbx: main }
lines: { "7001": { password: { file: secret } } }
phones: [{ mac: "${MAC}", model: fanvil-x4, keys: { 1: { line: "7001" } } }]
`;
/** Asks again until it is heard, as RFC 3261 wants it, and takes the URL. */
const ASKING = `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="a phone that looks for its URL">
<send retrans="500"><![CDATA[

SUBSCRIBE ${WHO} SIP/2.0
Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
Max-Forwards: 5
From: <${WHO}>;tag=[call_number]
To: <${WHO}>
Call-ID: [call_id]
CSeq: 1 SUBSCRIBE
Contact: <sip:[local_ip]:[local_port]>
Event: ua-profile;profile-type="device";vendor="Fanvil";model="X4";version="2.4.0"
Expires: 0
Accept: application/url
Content-Length: 0

]]></send>
<recv response="200"/>
<recv request="NOTIFY"><action>
<ereg regexp="^tftp://10.20.1.1/.mac.cfg" search_in="body" check_it="true" assign_to="url"/>
<ereg regexp="application/url" search_in="hdr" header="Content-Type:" check_it="true" assign_to="type"/>
<ereg regexp="ua-profile" search_in="hdr" header="Event:" check_it="true" assign_to="event"/>
</action></recv>
<Reference variables="url,type,event"/>
<send><![CDATA[

SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
</scenario>
`;
/** Has the port to itself. */
const TAKER =
  "require('node:dgram').createSocket('udp4').bind(5060, () => console.log('it is mine'))";

const skipped = SOAKING ? reasonToSkip(['ip', 'sipp'], true) : 'PnP waits where all is tried';

describe.skipIf(skipped !== undefined)('PnP, of which something is missing', () => {
  let folder = '';
  let lan: Lan;
  let server: Running;
  let taker: Running;
  const address = (name: string, what: 'add' | 'del', of: string, device: string) =>
    runProgram('ip', ['-n', name, 'address', what, of, 'dev', device]);
  const inside = (name: string, ...command: readonly string[]) =>
    start('ip', ['netns', 'exec', name, ...command], folder);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-pnp-late-'));
    writeFileSync(join(folder, 'offhook.yaml'), INVENTORY);
    writeFileSync(join(folder, 'secret'), 'sesame');
    writeFileSync(join(folder, 'asking.xml'), ASKING);
    lan = createLan();
    lan.bePhone(MAC);
    address(lan.client, 'add', '10.20.1.50/24', CLIENT_INTERFACE);
    runProgram('ip', ['-n', lan.client, 'route', 'add', '224.0.0.0/4', 'dev', CLIENT_INTERFACE]);
    address(lan.server, 'del', '10.20.1.1/24', SERVED_INTERFACE);
    taker = inside(lan.server, process.execPath, '-e', TAKER);
    await taker.waitFor(/it is mine/);
    const options = ['--state-dir', 'state', '--no-dhcp-search', '--no-watch', '--page', 'off'];
    server = inside(lan.server, process.execPath, OFFHOOK, 'serve', ...options);
  });
  afterAll(async () => {
    await taker?.end();
    await server?.end();
    lan?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says that its port is taken, what to do, and serves phones all the same', async () => {
    await server.waitFor(/offhook serves 1 phone/);
    const [told] = await server.waitFor(/pnp: cannot listen on UDP 224\.0\.1\.75:5060[^\n]*/);
    expect(told).toMatch(/in use|another program/);
    expect(told).toContain('leave `pnp` out of `site`');
    expect(server.output()).toContain('EADDRINUSE');
  });

  it('listens once that is free', async () => {
    await taker.end();
    await server.waitFor(/pnp: phones that ask at UDP 224\.0\.1\.75:5060/);
    // What is tried every ten seconds is told once.
    expect(server.output().match(/pnp: cannot listen/g)).toHaveLength(1);
  });

  it('hears a phone on an interface that gets its address later', async () => {
    const by = ['-i', '10.20.1.50', '-p', '5060', '-t', 'u1', '-m', '1', '-nostdin'];
    const to = ['-sf', 'asking.xml', '-timeout', '120', '224.0.1.75:5060'];
    const phone = inside(lan.client, 'sipp', ...by, ...to);
    address(lan.server, 'add', '10.20.1.1/24', SERVED_INTERFACE);
    expect(await phone.ended, `${phone.output()}${server.output()}`).toBe(0);
    await server.waitFor(/pnp: the phone was told its URL/);
  });
});
