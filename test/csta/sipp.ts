// A phone played by SIPp: a scenario of ours as steps, a process of its own on an address of its own. What we send it is checked
// by SIPp, whose exit code says so.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';

export type SippStep = string;

const TYPE = 'Content-Type: application/csta+xml';
const AGENT = 'User-Agent: Fanvil X4 2.4.0.5486 00a859db0462\nMAC: 00:a8:59:db:04:62';
const checks = { count: 0 };
/** 127.64 to 127.250. */
const NETS = { first: 64, count: 187 };

/** It must come, with each of these in its body. */
export function hears(method: string, ...body: readonly string[]): SippStep {
  const names = body.map(() => {
    checks.count += 1;
    return `c${checks.count}`;
  });
  const looks = body.map(
    (text, at) =>
      `<ereg regexp="${escaped(text)}" search_in="body" check_it="true" assign_to="${names[at]}"/>`,
  );
  const keeps =
    method === 'INVITE'
      ? '<ereg regexp=".*" search_in="hdr" header="From:" assign_to="us"/><ereg regexp=".*" search_in="hdr" header="To:" assign_to="me"/><ereg regexp="signal;handling=required" search_in="hdr" header="Content-Disposition:" check_it="true" assign_to="how"/>'
      : '';
  const used = [...names, ...(keeps === '' ? [] : ['how', 'us', 'me'])];
  return [
    `<recv request="${method}"${method === 'INVITE' ? ' rrs="true"' : ''}><action>${keeps}${looks.join('')}</action></recv>`,
    ...(used.length > 0 ? [`<Reference variables="${used.join(',')}"/>`] : []),
  ].join('\n');
}

export const hearsAnswer = (status = 200): SippStep => `<recv response="${status}"/>`;

export interface SippAnswer {
  readonly body?: string;
  /** In place of CSTA's. */
  readonly type?: string;
  readonly headers?: string;
}

/** To the request that came last. */
export function answers(
  status: string,
  { body = '', type = TYPE, headers = AGENT }: SippAnswer = {},
): SippStep {
  return sends(
    [
      `SIP/2.0 ${status}`,
      ...['Via', 'From'].map((name) => `[last_${name}:]`),
      '[last_To:];tag=phone',
      ...['Call-ID', 'CSeq'].map((name) => `[last_${name}:]`),
      'Contact: <sip:181@[local_ip]:[local_port]>',
      headers,
      ...(body === '' ? [] : [type]),
      'Content-Length: [len]',
      '',
      body,
    ].join('\n'),
  );
}

/** The same to a request inside the dialog, which has a tag already. */
export const replies = (status: string, how: SippAnswer = {}): SippStep =>
  answers(status, how).replace(';tag=phone', '');

/** A request of the phone's own. `more`: further headers, a line each. */
export function tells(
  cseq: number,
  body: string,
  method = 'INFO',
  type = TYPE,
  more: readonly string[] = [],
): SippStep {
  return sends(
    [
      `${method} [next_url] SIP/2.0`,
      'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
      'From:[$me];tag=phone',
      'To:[$us]',
      'Call-ID: [call_id]',
      `CSeq: ${cseq} ${method}`,
      'Contact: <sip:181@[local_ip]:[local_port]>',
      'Max-Forwards: 70',
      ...more,
      ...(body === '' ? [] : [type]),
      'Content-Length: [len]',
      '',
      body,
    ].join('\n'),
  );
}

export const waits = (milliseconds: number): SippStep => `<pause milliseconds="${milliseconds}"/>`;

function sends(text: string): SippStep {
  return `<send><![CDATA[\n\n${text}\n]]></send>`;
}

const escaped = (text: string): string => text.replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export interface SippPhone {
  readonly address: string;
  readonly port: number;
  /** Resolves when it has played its part: 0 where all that it heard was as it should be; `said`: what it noted. */
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>;
}

/**
 * Of 127/8 the first two bytes that are the phones' of this file alone, also where the same tests run elsewhere on this machine at the
 * same time.
 */
export const NET = await ownNet();

/** Whoever has such a network listens at its last address. */
async function ownNet(): Promise<string> {
  const from = Math.floor(Math.random() * NETS.count);
  for (let at = 0; at < NETS.count; at++) {
    const net = `127.${NETS.first + ((from + at) % NETS.count)}`;
    const claim = createServer().unref();
    claim.listen(5060, `${net}.255.254`);
    const isOurs = await once(claim, 'listening').then(
      () => true,
      () => false,
    );
    if (isOurs) return net;
  }
  throw new Error('all networks of 127/8 for phones are taken');
}

/** On an address of `NET` that no other test of the file has. */
export const playPhone = (address: string, ...steps: readonly SippStep[]) =>
  playPhoneBy('udp', address, ...steps);

/** The same where SIP is heard by TCP alone. */
export async function playPhoneBy(
  transport: 'udp' | 'tcp',
  address: string,
  ...steps: readonly SippStep[]
): Promise<SippPhone> {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-sipp-'));
  const file = join(folder, 'phone.xml');
  const text = [
    '<?xml version="1.0" encoding="ISO-8859-1" ?>',
    '<scenario name="phone">',
    ...steps,
  ];
  writeFileSync(file, `${[...text, '</scenario>'].join('\n')}\n`);
  const child = spawn(
    'sipp',
    [
      ...[
        '-sf',
        file,
        '-i',
        address,
        '-p',
        '5060',
        '-m',
        '1',
        '-t',
        transport === 'udp' ? 'u1' : 't1',
        '-nostdin',
        '-timeout',
        '200',
        '-watchdog_interval',
        '0',
      ],
      ...['-timeout_error', '-trace_err', '-error_file', join(folder, 'errors.log')],
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let stderr = '';
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const ended = new Promise<{ code: number | null; said: string }>((resolve) =>
    child.once('close', (code) =>
      resolve({ code, said: code === 0 ? '' : stderr + errorsIn(folder) }),
    ),
  );
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  // The kernel says when its socket is open: SIPp itself says nothing.
  await expect.poll(() => isOver || hears5060(transport, address)).toBe(true);
  return { address, port: 5060, ended };
}

function errorsIn(folder: string): string {
  try {
    return readFileSync(join(folder, 'errors.log'), 'utf8');
  } catch {
    return '';
  }
}

function hears5060(transport: 'udp' | 'tcp', address: string): boolean {
  const bytes = address.split('.').map((each) => Number(each).toString(16).padStart(2, '0'));
  const name = `${bytes.toReversed().join('').toUpperCase()}:13C4`;
  return readFileSync(`/proc/net/${transport}`, 'utf8').includes(` ${name} `);
}
