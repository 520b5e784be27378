// `offhook watch` beside a server that is asked by its socket: on a screen that the test holds, and in lines.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Screen } from '../../../src/cli/io.js';
import { type Mac, parseMac } from '../../../src/core/mac.js';
import { type AskSocket, openAskSocket } from '../../../src/serve/ask-socket.js';
import { serverRoutes } from '../../../src/serve/server-routes.js';
import { SERVER_SOCKET } from '../../../src/serve/server-socket.js';
import { createStory, type Story } from '../../../src/serve/story/story.js';
import { askedServer } from '../../serve/asked-server.js';
import { servedSiteOf } from '../../serve/snapshot-under-test.js';
import { createFolder, offhook } from '../cli-under-test.js';

const PHONE = parseMac('5c:fc:66:00:00:01') as Mac;
const INVENTORY = [
  'pbx: { main: { host: pbx.lab.example } }',
  'defaults: { pbx: main }',
  'lines: { "7001": { password: { env: A } } }',
  'phones:',
  '  - { mac: "5c:fc:66:00:00:01", model: cisco-7931g, label: Hall, keys: { 1: { line: "7001" } } }',
].join('\n');
/** What a text of others may do to a terminal. */
const HOSTILE = '\x1b]0;owned\x07\x1b[2J\u202e';

let folder = '';
let socket: AskSocket;
let story: Story;
let nowMs = 0;

async function open(): Promise<void> {
  story = createStory({
    site: servedSiteOf(INVENTORY),
    ...{
      dhcp: false,
      now: () => nowMs,
      wall: () => Date.now(),
      transfersTo: () => [],
      told() {},
      heard() {},
    },
    ...{ namedBy: () => undefined, holderOf: () => PHONE },
  });
  socket = await openAskSocket(
    join(folder, SERVER_SOCKET),
    serverRoutes(askedServer({ story, startedMs: 0 })),
  );
}

/** The phone gets its file. */
function fetch(): void {
  nowMs = performance.now();
  const request = { protocol: 'tftp' as const, address: '10.0.0.9' };
  const file = 'SEP5CFC66000001.cnf.xml';
  story.request({ ...request, fileName: file, outcome: 'sent', bytes: 7, durationMs: 1 });
  const action = { kind: 'action', what: 'release', by: HOSTILE, outcome: 'done' } as const;
  story.note(PHONE, { ...action, atMs: nowMs });
}

beforeAll(async () => {
  folder = createFolder();
  await open();
});
afterAll(async () => {
  await socket.close();
  rmSync(folder, { recursive: true });
});

describe('watch', () => {
  it('on a terminal draws what changes, opens a phone, and leaves the terminal as it was', async () => {
    const keys = { press: (_: string) => {} };
    const told = { text: '', closed: 0 };
    const screen: Screen = {
      size: () => ({ columns: 80, rows: 24 }),
      write(text) {
        told.text += text;
      },
      onResize() {},
      onInput(listener) {
        keys.press = listener;
      },
      suspend() {},
      close() {
        told.closed += 1;
      },
    };
    const ran = offhook(folder, ['watch', '--state-dir', '.'], { screen });
    await expect.poll(() => told.text).toContain(' · unseen     Hall ');
    fetch();
    await expect.poll(() => told.text).toContain(' ✓ fetched    Hall ');
    keys.press('\r');
    await expect.poll(() => told.text).toContain('✓ fetched   Hall · cisco-7931g');
    await expect.poll(() => told.text).toContain('\\u{1b}]0;owned');
    expect(told).toMatchObject({ closed: 0 });
    keys.press('q');
    keys.press('q');
    expect(await ran).toEqual({ code: 0, out: '', err: '' });
    expect(told.closed).toBe(1);
    // What draws is ours: a place, a colour, the whole screen.
    const drawn = told.text.split('\x1b').map((each) => each.replace(/^\[(\d+;1H|\d*m|2J)/, ''));
    expect(drawn.join('')).not.toMatch(/\p{Cc}|\u202e/u);
  });

  it('elsewhere says a line for each change, and that no server answers for a while', async () => {
    await socket.close();
    await open();
    const stop = new AbortController();
    const heard = { out: '', err: '' };
    const ran = offhook(folder, ['watch', '--state-dir', '.'], {
      stop: stop.signal,
      onOut: (text) => (heard.out = text),
      onErr: (text) => (heard.err = text),
    });
    await expect.poll(() => heard.out).toBe('1 phone   · 1 unseen\n');
    await socket.close();
    await expect.poll(() => heard.err).toContain('no server answers at');
    await open();
    fetch();
    await expect.poll(() => heard.out).toContain('Hall  fetched, was unseen: has got its file');
    stop.abort();
    const { code, out, err } = await ran;
    expect(code).toBe(0);
    expect(out.split('\n')).toHaveLength(3);
    expect(err).toMatch(/no server answers at .*\nthe server answers again\n$/);
  });

  it('as JSON says all once, and then who changes', async () => {
    const stop = new AbortController();
    const ran = offhook(folder, ['watch', '--state-dir', '.', '--format', 'json'], {
      stop: stop.signal,
      onOut: () => stop.abort(),
    });
    const { out } = await ran;
    expect(JSON.parse(out)).toMatchObject({ version: 1, mac: PHONE, word: 'fetched' });
  });

  it('that finds no server says so, and opens no screen', async () => {
    const { code, err } = await offhook(folder, ['watch', '--state-dir', 'elsewhere']);
    expect(code).toBe(2);
    expect(err).toContain('no server answers at');
  });
});
