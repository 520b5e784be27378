// Phones of a server that serves are told to read their files again, and seen as they do: by the commands, with phones that
// speak SIP and TFTP as the real ones.

import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchFile } from '../../src/simulate/file-fetch.js';
import { openUserAgent } from '../../src/sip/agent/open-user-agent.js';
import { headerOf } from '../../src/sip/message/headers.js';
import { offhook } from '../cli/cli-under-test.js';
import { SOAKING } from '../soak.js';
import { missingIn, type Step, stepsOf } from './page.js';
import { OFFHOOK, type Running, start } from './programs.js';

const NET = `127.${randomInt(64, 120)}.${randomInt(0, 255)}`;
/** In two waves. */
const PHONES = 2;
const macAt = (at: number) => `5c:fc:66:00:00:0${at}`;
const addressAt = (at: number) => `${NET}.1${at}`;
const ALL = Array.from({ length: PHONES }, (_, at) => at);

const inventory = (label: string) => `site: { timeZone: Europe/Moscow, ntp: [10.20.1.1] }
pbx: { main: { host: pbx.lab.example } }
defaults: { pbx: main }
groups: { desks: {} }
lines: { ${ALL.map((at) => `"700${at}": { password: { file: secret } }`).join(', ')} }
phones:
${ALL.map((at) => `  - { mac: "${macAt(at)}", label: ${label}${at}, groups: [desks], model: cisco-7931g, keys: { 1: { line: "700${at}" } } }`).join('\n')}
`;

/**
 * What changes nothing of the page: at a desk nobody waits until two phones have been quiet for ten seconds each, nor for
 * another start; test/serve/rollout has no such times.
 */
const LOOKS = 2;

interface PretendPhone {
  /** Values of Event that it was told. */
  readonly heard: string[];
  status: number;
  fetch(): Promise<void>;
  close(): Promise<void>;
}

describe('phones that are told', () => {
  let folder = '';
  let server: Running;
  let tftpPort = 0;
  const phones: PretendPhone[] = [];
  const at = (name: string) => join(folder, name);
  const ask = (...args: readonly string[]) => offhook(folder, [...args, '--state-dir', 'state']);

  async function pretend(which: number): Promise<PretendPhone> {
    const address = addressAt(which);
    const name = `SEP${macAt(which).replaceAll(':', '').toUpperCase()}.cnf.xml`;
    const fetch = async () => {
      const to = { server: '127.0.0.1', tftpPort, httpPort: 0 };
      const got = await fetchFile(to, name, address, {}, new AbortController().signal);
      if (got.kind !== 'file') throw new Error(`${name}: ${got.kind}`);
    };
    const heard: string[] = [];
    const phone: PretendPhone = { heard, status: 200, fetch, close: () => agent.close() };
    const agent = await openUserAgent({
      local: { address, port: 5060 },
      transports: ['udp'],
      product: 'Cisco-CP7931G/8.5.3',
      onRequest({ request }) {
        heard.push(headerOf(request, 'Event') ?? '');
        if (phone.status === 200) void fetch();
        return { status: phone.status };
      },
    });
    return phone;
  }

  async function serve(): Promise<void> {
    const options = ['--address', '127.0.0.1', '--tftp-port', '0', '--page', 'off', '--no-watch'];
    server = start(
      process.execPath,
      [OFFHOOK, 'serve', '--state-dir', 'state', ...options],
      folder,
    );
    const [, port] = await server.waitFor(/TFTP {2}127\.0\.0\.1:(\d+)/);
    tftpPort = Number(port);
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-resync-'));
    writeFileSync(at('offhook.yaml'), inventory('Desk'));
    writeFileSync(at('secret'), 'sesame\n');
    await serve();
    for (const which of ALL) phones.push(await pretend(which));
    for (const { fetch } of phones) await fetch();
  });
  afterAll(async () => {
    await server?.end();
    for (const { close } of phones) await close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** As the page has them. */
  const shown = (text: string) => text.replaceAll(`${NET}.1`, '10.20.1.15');

  async function type(command: string, expected: readonly string[]): Promise<void> {
    const words = command.replace(/ *#.*/, '').split(' ').slice(1);
    const { code, out, err } = await ask(...words);
    expect(code, out + err).toBe(Number(/# exit code (\d+)/.exec(command)?.[1] ?? 0));
    expect(missingIn(shown(out + err), expected), out + err).toEqual([]);
  }

  const DEEDS: Readonly<Record<string, () => Promise<unknown>>> = {
    async change() {
      writeFileSync(at('offhook.yaml'), inventory('Table'));
      server.child.kill('SIGHUP');
      await server.waitFor(/phones have an older file/);
    },
    async refuse() {
      const [first] = phones;
      if (first) first.status = 400;
    },
    async restart() {
      await server.end();
      await serve();
      await expect.poll(async () => (await ask('rollout')).out).toMatch(/started anew/);
    },
  };

  it('are none where all have what they would be given', async () => {
    await expect
      .poll(async () => (await ask('resync', '--stale')).err)
      .toBe('no phone is known to have an older file: nobody is told anything\n');
    const { code, out, err } = await ask('resync', '--stale', '--group', 'desks', '--dry-run');
    expect([code, out]).toEqual([0, '']);
    expect(err).toMatch(/^no phone in group desks is known .* nobody would be told anything\n$/);
    expect((await ask('restart', '--group', 'attic')).err).toMatch(/^no phone is in group attic: /);
  });

  const steps = stepsOf(readFileSync('docs/resync.md', 'utf8'));
  it.each(
    (SOAKING ? steps : steps.slice(0, LOOKS)).map((step) => ({ step, title: titleOf(step) })),
  )('$title', async ({ step }) => {
    if (step.kind === 'does') await DEEDS[step.what]?.();
    else if (step.kind === 'command') await type(step.command, step.expected);
    else throw new Error(`nobody does ${step.kind} here`);
  });

  it.skipIf(SOAKING)('are told until one refuses', async () => {
    await DEEDS.refuse?.();
    const { code, out, err } = await ask('resync', '--group', 'desks');
    expect(code, err).toBe(1);
    expect(out).toContain('Table0  refused: 400 Bad Request');
    expect(phones.map(({ heard }) => heard)).toEqual([['check-sync'], []]);
  });

  it.runIf(SOAKING)(
    'were told once each, in the words of their family, and none after the first refused',
    () => {
      expect(phones.map(({ heard }) => heard)).toEqual([
        ['check-sync', 'check-sync'],
        ['check-sync'],
      ]);
    },
  );

  it('are told by who says which, and of no rollout that is not there', async () => {
    const all = [
      ['resync'],
      ['resync', macAt(0), '--stale'],
      ['resync', 'hall'],
      ['resync', '02:00:00:00:00:01'],
      ['resync', '--stale', '--at-once', '0'],
      ['rollout', '9'],
      ['rollout', '2', '--pause', '--cancel'],
      ['rollout', '--cancel'],
    ];
    for (const words of all) {
      const { code, out, err } = await ask(...words);
      expect(code, out + err).toBe(2);
      expect(err).toMatch(/\w/);
    }
    const [id, state] = SOAKING ? [2, 'cancelled'] : [1, 'paused'];
    const json = await ask('rollout', `${id}`, '--format', 'json');
    expect(JSON.parse(json.out)).toMatchObject({ version: 1, id, state });
  });
});

function titleOf(step: Step): string {
  return step.kind === 'command' ? step.command : JSON.stringify(step);
}
