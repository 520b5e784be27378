// What `serve` says on standard error, from its first word to its last, is lines of the format that was chosen.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createFolder, INVENTORY, offhook, SECRETS } from './cli-under-test.js';

const WARNED = INVENTORY.replace('    settings: { rollover: none }\n', '');
const BROKEN = INVENTORY.replace('pbx: main }', 'pbx: mian }');

/** Serves until it says on standard output that it does, or fails. */
async function serve(inventory: string | undefined, ...args: readonly string[]) {
  const folder = createFolder(inventory === undefined ? {} : { 'offhook.yaml': inventory });
  const stop = new AbortController();
  const fixed = ['serve', '--address', '127.0.0.1', '--tftp-port', '0', '--no-watch'];
  return offhook(folder, [...fixed, ...args], {
    env: SECRETS,
    stop: stop.signal,
    onOut: () => stop.abort(),
  });
}

function linesOf(text: string): readonly Record<string, unknown>[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const finding = {
  level: 'warn',
  event: 'finding',
  severity: 'warning',
  code: 'cisco/one-call',
  file: 'offhook.yaml',
  line: 10,
  col: expect.any(Number),
  mac: '5c:fc:66:5d:4f:9a',
  hint: expect.stringContaining('rollover'),
};

describe('the log of serve', () => {
  it('is JSON with its first findings', async () => {
    const { code, err } = await serve(WARNED);
    expect(code).toBe(0);
    expect(linesOf(err)[0]).toMatchObject(finding);
  });

  it('is logfmt with its first findings', async () => {
    const { err } = await serve(WARNED, '--log-format', 'logfmt');
    for (const line of err.trimEnd().split('\n')) expect(line).toMatch(/^level=\w+ time=\S+Z /);
    expect(err).toContain(' event=finding code=cisco/one-call severity=warning ');
  });

  it('is as people read it where text is wanted', async () => {
    const { err } = await serve(WARNED, '--log-format', 'text');
    expect(err).toMatch(/^offhook\.yaml:10:\d+: warning: .* \[cisco\/one-call\]\n {2}hint: /);
    expect(err).toContain('\n1 warning\n');
    const failed = await serve(undefined, '--log-format', 'text');
    expect(failed.err).toMatch(/^offhook: .*\n$/);
  });

  it.each([
    ['errors in the inventory', BROKEN, [], 78, 'the inventory has errors'],
    ['no inventory', undefined, [], 2, 'offhook.yaml'],
    ['a secret that is missing', INVENTORY.replace('SIP_7001', 'SIP_9'), [], 78, 'has errors'],
    ['a folder that is not there', INVENTORY, ['--files', 'nowhere'], 2, 'there is no folder'],
    ['no templates', INVENTORY, ['--templates', 'nowhere'], 2, 'there is no folder'],
    ['DHCP without a network', INVENTORY, ['--dhcp', 'on'], 2, '"network" section'],
  ])('is JSON with what kept it from starting: %s', async (_name, inventory, args, exit, why) => {
    const { code, err } = await serve(inventory, ...args);
    expect(code).toBe(exit);
    expect(linesOf(err).at(-1)).toMatchObject({
      level: 'error',
      event: 'failed',
      exit,
      msg: expect.stringContaining(why),
    });
  });

  it('is JSON with a port that another program has', async () => {
    const other = createSocket('udp4').bind(0, '127.0.0.1');
    await once(other, 'listening');
    const { code, err } = await serve(INVENTORY, '--tftp-port', `${other.address().port}`);
    other.close();
    const last = { event: 'failed', code: 'EADDRINUSE', exit: 69 };
    expect([code, linesOf(err).at(-1)]).toEqual([69, expect.objectContaining(last)]);
  });
});
