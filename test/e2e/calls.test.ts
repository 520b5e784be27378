// Calls and conferences of a real Asterisk, on the files that `export asterisk` writes for it: told and acted on while offhook
// serves, and what callers hear while it does not.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallAction, CallsAnswer, RoomSeen } from '../../src/page/wire/calls.js';
import { ask } from '../../src/serve/ask-socket.js';
import { SERVER_SOCKET } from '../../src/serve/server-socket.js';
import { offhook } from '../cli/cli-under-test.js';
import { type Asterisk, findAsterisk, MODULES, startAsterisk } from './asterisk.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const installation = findAsterisk();
const skipped = installation ? reasonToSkip(['ip'], true) : 'OFFHOOK_ASTERISK names none';
if (!installation) console.log(`calls of an Asterisk are not followed: ${skipped}`);

const NAMESPACE = `offhook-${process.pid}-calls`;
const INVENTORY = `
offhook: 1
site: { timeZone: Europe/Berlin, servers: [10.20.1.1] }
pbx:
  main:
    host: 10.20.1.1
    ami: { host: 127.0.0.1, secret: planted-ami }
    ari: { host: 127.0.0.1, secret: planted-ari, rooms: ["800"] }
lines: { "7001": { name: Anna, password: planted-sip } }
phones:
  - { mac: "00:1b:d4:00:00:01", model: cisco-7942g, pbx: main, keys: { 1: { line: "7001" } } }
`;
const MORE_MODULES = [
  ...['app_confbridge', 'bridge_softmix', 'bridge_holding', 'chan_bridge_media', 'app_echo'],
  ...['res_musiconhold', 'format_pcm', 'app_playback', 'res_clioriginate', 'func_strings'],
  ...['res_http_websocket', 'res_websocket_client', 'res_stasis', 'res_stasis_answer'],
  ...['res_stasis_playback', 'res_stasis_recording', 'res_stasis_snoop', 'app_stasis'],
  ...['res_ari', 'res_ari_model', 'res_ari_applications', 'res_ari_bridges', 'res_ari_channels'],
  'res_ari_events',
];
const OWN: Readonly<Record<string, string>> = {
  'manager.conf':
    '[general]\nenabled = yes\nbindaddr = 127.0.0.1\n#tryinclude "offhook/manager.conf"\n',
  'http.conf': '[general]\nenabled = yes\nbindaddr = 127.0.0.1\nbindport = 8088\n',
  'ari.conf': '[general]\nenabled = yes\n#tryinclude "offhook/ari.conf"\n',
  'pjsip.conf': '#tryinclude "offhook/pjsip.conf"\n',
  'extensions.conf':
    '[offhook]\nexten => 900,1,ConfBridge(900)\nexten => 901,1,Stasis(offhook-team,no/room)\n#tryinclude "offhook/extensions.conf"\n',
  'confbridge.conf': '[general]\n',
};

describe.skipIf(skipped !== undefined)('calls of an Asterisk', () => {
  let folder = '';
  let asterisk: Asterisk;
  let server: Running;

  const serve = () => {
    const words = ['serve', '--config', folder, '--state-dir', join(folder, 'state')];
    const none = ['--dhcp', 'off', '--tftp-port', '6969', '--address', '127.0.0.1'];
    return start(
      'ip',
      ['netns', 'exec', NAMESPACE, process.execPath, OFFHOOK, ...words, ...none],
      folder,
    );
  };
  const calls = async (): Promise<CallsAnswer> => {
    const { said } = await ask(join(folder, 'state', SERVER_SOCKET), 'GET', '/calls');
    return JSON.parse(said)[0];
  };
  const room = async (name: string): Promise<RoomSeen | undefined> =>
    (await calls()).rooms.find((each) => each.name === name);
  const members = async (name: string) => (await room(name))?.members ?? [];
  const act = async (action: Omit<CallAction, 'pbx'>) => {
    const body = JSON.stringify({ pbx: 'main', ...action });
    const { status, said } = await ask(
      join(folder, 'state', SERVER_SOCKET),
      'POST',
      '/calls',
      body,
    );
    expect(status, said).toBe(204);
  };
  const call = (number: string) =>
    asterisk.ask(`channel originate Local/${number}@offhook application Echo`);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-calls-'));
    writeFileSync(join(folder, 'offhook.yaml'), INVENTORY);
    const etc = join(folder, 'etc');
    mkdirSync(etc);
    const exported = await offhook(folder, ['export', 'asterisk', '-o', join(etc, 'offhook')]);
    expect(exported.code, exported.err).toBe(0);
    for (const [name, text] of Object.entries(OWN)) writeFileSync(join(etc, name), text);
    mkdirSync(join(etc, 'moh'));
    writeFileSync(join(etc, 'moh/silence.ulaw'), Buffer.alloc(80_000, 0xff));
    writeFileSync(
      join(etc, 'musiconhold.conf'),
      `[default]\nmode = files\ndirectory = ${join(etc, 'moh')}\n`,
    );
    runProgram('ip', ['netns', 'add', NAMESPACE]);
    runProgram('ip', ['-n', NAMESPACE, 'link', 'set', 'lo', 'up']);
    if (!installation) return;
    asterisk = await startAsterisk(installation, etc, NAMESPACE, [...MODULES, ...MORE_MODULES]);
    server = serve();
    await server.waitFor(/offhook runs conferences of the PBX main/);
    await server.waitFor(/the PBX main tells/);
  });

  afterAll(async () => {
    await server?.end();
    await asterisk?.end();
    runProgram('ip', ['netns', 'delete', NAMESPACE]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('are told, and hung up', async () => {
    call('900');
    await expect.poll(async () => (await calls()).calls.length).toBe(1);
    const [first] = (await calls()).calls;
    expect(first?.legs.length).toBe(2);
    const [{ channel = '' } = {}] = first?.legs ?? [];
    await act({ what: 'hangup', channel });
    await expect.poll(async () => (await calls()).calls).toEqual([]);
  });

  it('in a room of ConfBridge are muted, unmuted and kicked', async () => {
    call('900');
    await expect.poll(() => members('900')).toHaveLength(1);
    const [{ channel = '' } = {}] = await members('900');
    const one = { kind: 'confbridge', room: '900', channel } as const;
    await act({ what: 'mute', ...one });
    await expect.poll(async () => (await members('900'))[0]?.muted).toBe(true);
    await act({ what: 'unmute', ...one });
    await expect.poll(async () => (await members('900'))[0]?.muted).toBe(false);
    await act({ what: 'kick', ...one });
    await expect.poll(() => members('900')).toEqual([]);
  });

  it('in a room of ours hear music alone, one another, and talk on while offhook is away', async () => {
    call('800');
    await expect.poll(() => members('800')).toHaveLength(1);
    await asterisk.waitFor(/Started music on hold/);
    call('800');
    await expect.poll(() => members('800')).toHaveLength(2);
    await asterisk.waitFor(/Stopped music on hold/);
    const [{ channel = '' } = {}] = await members('800');
    const one = { kind: 'ours', room: '800', channel } as const;
    await act({ what: 'mute', ...one });
    expect((await members('800'))[0]?.muted).toBe(true);
    await server.end();
    // Who calls now is told so.
    call('800');
    await asterisk.waitFor(/Playback\("[^"]*", "all-circuits-busy-now"\)/);
    server = serve();
    await server.waitFor(/offhook runs conferences of the PBX main/);
    expect((await members('800')).map(({ muted }) => muted)).toEqual([undefined, undefined]);
    await act({ what: 'kick', ...one });
    await expect.poll(() => members('800')).toHaveLength(1);
    const [{ channel: last = '' } = {}] = await members('800');
    await act({ what: 'hangup', kind: 'ours', room: '800', channel: last });
    await expect.poll(() => room('800')).toBeUndefined();
  });

  it('that are not let into a room of ours go on in the dial plan, and who it was is told', async () => {
    call('901');
    await server.waitFor(/"state":"no-place","room":"no\/room"/);
    const { turnedAway = [] } = await calls();
    expect(turnedAway).toMatchObject([{ room: 'no/room', times: 1 }]);
    await expect.poll(async () => (await calls()).calls).toEqual([]);
  });

  it('are left to another program that takes the rooms, until somebody wants them back', async () => {
    const script = `
      const auth = 'Basic ' + Buffer.from('offhook:planted-ari').toString('base64');
      const socket = new WebSocket('ws://127.0.0.1:8088/ari/events?app=offhook-team', { headers: { authorization: auth } });
      socket.on('message', (data) => console.log(String(data)));
      setTimeout(() => process.exit(), 60000);`;
    const path = join(folder, 'other.mjs');
    writeFileSync(path, `import WebSocket from '${import.meta.resolve('ws')}';${script}`);
    const other = start('ip', ['netns', 'exec', NAMESPACE, process.execPath, path], folder);
    await server.waitFor(/another program runs conferences of the PBX main now/);
    expect((await calls()).ownRooms).toBe('replaced');
    await act({ what: 'take-back' });
    await other.waitFor(/ApplicationReplaced/);
    await expect.poll(async () => (await calls()).ownRooms).toBe('connected');
    await other.end();
  });

  it('show no secret to those who ask, nor in the log', async () => {
    const { said } = await ask(join(folder, 'state', SERVER_SOCKET), 'GET', '/calls');
    expect(said + server.output()).not.toMatch(/planted/);
  });

  it('are not had where each interface is looked for at the port of the other, which doctor names', async () => {
    const other = INVENTORY.replace('planted-ami }', 'planted-ami, port: 8088 }');
    mkdirSync(join(folder, 'other'));
    writeFileSync(
      join(folder, 'other/offhook.yaml'),
      other.replace('planted-ari,', 'planted-ari, port: 5038,'),
    );
    const doctor = start(
      'ip',
      ['netns', 'exec', NAMESPACE, process.execPath, OFFHOOK, 'doctor', '--config', 'other'],
      folder,
    );
    await doctor.ended;
    const said = doctor.output();
    expect(said).toMatch(/main tells nothing: .* what answers there speaks HTTP/);
    expect(said).toMatch(
      /main lets offhook run no conferences: .* is the manager interface \(AMI\)/,
    );
  });

  it('keep no server from ending in order, though its Asterisk hangs', async () => {
    asterisk.hang();
    const code = await server.end();
    asterisk.goOn();
    expect(code, server.output()).toBe(0);
  });
});
