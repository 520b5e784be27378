// `doctor` on a machine with two wires: what it says before the start, beside others, and while offhook serves.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SOAKING } from '../soak.js';
import { CLIENT_INTERFACE, createLan, type Lan, SERVED_INTERFACE } from './lan.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const NETWORK = `{ interface: ${SERVED_INTERFACE}, subnet: 10.20.1.0/24, pool: 10.20.1.100-10.20.1.110 }`;
const INVENTORY = `site: { timeZone: Europe/Moscow, servers: [10.20.1.1] }
network: ${NETWORK}
pbx: { main: { host: pbx.lab.example } }
lines: { "7001": { pbx: main, password: { file: secret } } }
phones:
  - { mac: "5c:fc:66:5d:4f:9a", model: cisco-7931g, keys: { 1: { line: "7001" } } }
`;
const NODE = process.execPath;

const skipped = SOAKING
  ? reasonToSkip(['ip', 'dnsmasq', 'setpriv'], true)
  : 'at a desk test/serve/doctor has each of its looks';

describe.skipIf(skipped !== undefined)('doctor', () => {
  let folder = '';
  let lan: Lan;
  const running: Running[] = [];

  beforeAll(() => {
    lan = createLan();
    folder = mkdtempSync(join(tmpdir(), 'offhook-doctor-'));
    runProgram('chmod', ['755', folder]);
    writeFileSync(join(folder, 'secret'), 'sesame\n', { mode: 0o644 });
    writeFileSync(join(folder, 'offhook.yaml'), INVENTORY);
  });
  afterEach(async () => {
    for (const each of running.splice(0).toReversed()) await each.end();
    rmSync(join(folder, 'state'), { recursive: true, force: true });
  });
  afterAll(() => {
    lan?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  function startIn(namespace: string, ...command: string[]): Running {
    const started = start('ip', ['netns', 'exec', namespace, ...command], folder);
    running.push(started);
    return started;
  }

  /** Its exit code, and by subject all that it says: status, what was seen, what to do. */
  async function doctor(launcher: readonly string[], ...options: string[]) {
    const [program = NODE, ...before] = launcher;
    const command = [...before, OFFHOOK, 'doctor', '--state-dir', 'state', ...options];
    const started = startIn(lan.server, program, ...command);
    const code = await new Promise<number | null>((done) => started.child.once('close', done));
    const output = started.output();
    expect(output).toContain('problems: ');
    expect(output).not.toContain('sesame');
    const said = (subject: string) =>
      new RegExp(`^(?:ok|warning|problem) +${subject} .*(?:\\n +to do: .*)?`, 'm').exec(
        output,
      )?.[0];
    return { code, output, said };
  }

  it('finds nothing in the way, and leaves nothing behind', async () => {
    const { code, output, said } = await doctor([NODE]);
    expect(output).toMatch(/problems: 0, warnings: \d/);
    expect(code).toBe(0);
    expect(said('network')).toMatch(/^ok .*10\.20\.1\.0\/24 is on eth1.*10\.20\.1\.1$/);
    expect(said('announced')).toMatch(/^ok .*this machine on eth1$/);
    expect(said('dhcp-sockets')).toMatch(/^ok .*a socket on each interface$/);
    expect(said('tftp-port')).toMatch(/^ok .*0\.0\.0\.0:69 for TFTP/);
    expect(said('dhcp-port')).toMatch(/^ok .*0\.0\.0\.0:67 for DHCP/);
    expect(said('dhcp-others')).toMatch(/^ok /);
    expect(existsSync(join(folder, 'state'))).toBe(false);
  });

  it('knows offhook itself by its ports and its leases', async () => {
    const options = ['--state-dir', 'state', '--no-dhcp-search', '--http-port', '6970'];
    const server = startIn(lan.server, NODE, OFFHOOK, 'serve', ...options);
    await server.waitFor(/DHCP {2}10\.20\.1\.1:67/);
    const { code, said } = await doctor([NODE], '--http-port', '6970');
    for (const subject of ['tftp-port', 'http-port', 'dhcp-port']) {
      expect(said(subject)).toMatch(/^ok .*offhook serves on .* already/);
    }
    expect(said('state-lock')).toMatch(/^ok .*process \d+ has the leases open/);
    expect(said('dhcp-others')).toMatch(/^ok /);
    expect(code).toBe(0);
  });

  it('says what koffi would lift, and that its limits are none to stop for', async () => {
    const { code, said } = await doctor([NODE, '--no-addons'], '--no-dhcp-search');
    expect(said('tftp-sockets')).toMatch(
      /^warning .*dgram \(ERR_DLOPEN_DISABLED\).*\n +to do: .*koffi/,
    );
    expect(said('dhcp-sockets')).toMatch(
      /^warning .*one socket for all interfaces.*only reservations are served.*\n +to do: .*koffi/,
    );
    expect(said('dhcp-others')).toBeUndefined();
    expect(code).toBe(0);
  });

  it('names the program that has the port, and the server that answers on the wire', async () => {
    const quiet = ['--no-daemon', '--port=0', '--conf-file=/dev/null', '--no-ping'];
    const lease = (name: string) => `--dhcp-leasefile=${join(folder, name)}`;
    const range = '--dhcp-range=10.20.1.210,10.20.1.219,1h';
    runProgram(
      'ip',
      `-n ${lan.client} address add 10.20.1.200/24 dev ${CLIENT_INTERFACE}`.split(' '),
    );
    const far = [...quiet, `--interface=${CLIENT_INTERFACE}`, lease('far'), range];
    await startIn(lan.client, 'dnsmasq', ...far).waitFor(/DHCP, IP range/);
    const near = [...quiet, `--interface=${SERVED_INTERFACE}`, lease('near'), range];
    await startIn(lan.server, 'dnsmasq', ...near).waitFor(/DHCP, IP range/);
    const { code, said } = await doctor([NODE]);
    expect(said('dhcp-port')).toMatch(
      /^problem .*dnsmasq \(process \d+\) has UDP .*:67.*\n +to do: stop it/,
    );
    expect(said('dhcp-others')).toMatch(/^problem .*10\.20\.1\.200.*\n +to do: .*coexist: true/);
    expect(code).toBe(1);
  });

  it('says what a user without rights lacks', async () => {
    const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', NODE];
    const { code, said } = await doctor(nobody);
    expect(said('tftp-port')).toMatch(
      /^problem .*:69 for TFTP \(EACCES\).*\n +to do: .*cap_net_bind_service/,
    );
    expect(said('dhcp-port')).toMatch(
      /^problem .*:67 for DHCP \(EACCES\).*\n +to do: .*cap_net_bind_service/,
    );
    expect(said('dhcp-others')).toMatch(/^warning .*port 68.*EACCES.*\n +to do: run it as root/);
    expect(said('state-folder')).toMatch(/^problem .*EACCES.*\n +to do: .*--state-dir/);
    expect(code).toBe(1);
  });
});
