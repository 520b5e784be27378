// The command line in this process, with its streams as texts. Files are real, in a temporary folder.

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Io, Screen } from '../../src/cli/io.js';
import { run } from '../../src/cli/run.js';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly input?: string;
  /** In place of `input`, where it is no text. */
  readonly bytes?: Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly stop?: AbortSignal;
  /** The terminal; absent: there is none. */
  readonly screen?: Screen;
  /** Is given what a SIGHUP would call. */
  readonly onReload?: (reload: () => void) => void;
  /** Hears everything that was printed on standard output, each time that there is more. */
  readonly onOut?: (text: string) => void;
  /** The same for standard error. */
  readonly onErr?: (text: string) => void;
}

export function createFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-cli-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

export async function offhook(
  cwd: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Ran> {
  const { input = '', bytes, env = {}, stop = new AbortController().signal } = options;
  const text = { out: '', err: '' };
  const say = (data: string): void => {
    text.err += data;
    options.onErr?.(text.err);
  };
  const io: Io = {
    out: (data) => {
      text.out += data;
      options.onOut?.(text.out);
    },
    err: say,
    log: say,
    neverWait() {},
    readInput: async () => input,
    readInputBytes: async () => Buffer.from(bytes ?? input),
    env,
    cwd,
    colour: { out: false, err: false },
    terminal: false,
    openScreen: async () => options.screen,
    stop,
    onReload: (listener) => options.onReload?.(listener),
  };
  const code = await run(args, io);
  return { code, ...text };
}

export const INVENTORY = [
  'offhook: 1',
  'site: { timeZone: Europe/Moscow, servers: [10.20.1.1] }',
  'pbx: { main: { host: pbx.lab.example } }',
  'defaults: { pbx: main }',
  'lines:',
  '  "7001": { name: Ivanova, password: { env: SIP_7001 } }',
  'phones:',
  '  - mac: "5c:fc:66:5d:4f:9a"',
  '    model: cisco-7931g',
  '    keys: { 1: { line: "7001" } }',
  '    settings: { rollover: none }',
  '',
].join('\n');

export const SECRETS = { SIP_7001: 'hunter22' };
