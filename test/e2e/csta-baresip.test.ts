// baresip as a phone without uaCSTA, on a wire of its own: it takes no loopback.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INVENTORY, MAC, PATIENT } from '../csta/played.js';
import { SOAKING } from '../soak.js';
import { createLan, type Lan } from './lan.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const skipped = SOAKING
  ? reasonToSkip(['ip', 'baresip'], true)
  : 'at a desk test/csta has phones without uaCSTA';
const ADDRESS = '10.20.1.50';
const CONFIG = [
  `sip_listen ${ADDRESS}:5060`,
  'module_path /usr/lib/baresip/modules',
  'module g711.so',
  'module_app account.so',
  'module_app menu.so',
  '',
].join('\n');

describe.skipIf(skipped !== undefined)('baresip', () => {
  let folder = '';
  let lan: Lan;
  let phone: Running;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-baresip-'));
    mkdirSync(join(folder, 'phone'));
    writeFileSync(join(folder, 'phone/config'), CONFIG);
    writeFileSync(join(folder, 'phone/accounts'), '<sip:181@10.20.1.2>;regint=0\n');
    writeFileSync(join(folder, 'phone/contacts'), '');
    writeFileSync(join(folder, 'offhook.yaml'), INVENTORY);
    lan = createLan();
    const address = ['address', 'add', `${ADDRESS}/24`, 'dev', 'phone0'];
    runProgram('ip', ['-n', lan.client, ...address]);
    const baresip = ['baresip', '-f', join(folder, 'phone')];
    phone = start('ip', ['netns', 'exec', lan.client, ...baresip], folder);
    await phone.waitFor(/baresip is ready/);
  });
  afterAll(async () => {
    await phone?.end();
    lan?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['udp', 'tcp'])('does not take the INVITE by %s: uaCSTA is off', async (transport) => {
    const where = ['--address', ADDRESS, '--transport', transport, '--state-dir', 'state'];
    const command = [process.execPath, OFFHOOK, 'csta', MAC, ...where, ...PATIENT];
    const asking = start('ip', ['netns', 'exec', lan.server, ...command], folder);
    const code = await asking.ended;
    expect(asking.output()).toMatch(/the phone says: baresip v.*\nanswered 500\n/);
    expect(asking.output()).toContain(
      '\nuaCSTA is off: the phone does not take what the INVITE holds\n',
    );
    expect(code).toBe(1);
  });
});
