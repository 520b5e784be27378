import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { firstWords } from '../../src/cli/first-words.js';
import type { Io } from '../../src/cli/io.js';
import { run } from '../../src/cli/run.js';

/** What is said to somebody who reads a terminal or not, and how it ends. */
async function refused(args: readonly string[], terminal = false) {
  let said = '';
  const say = (text: string): void => {
    said += text;
  };
  const io: Io = {
    out() {},
    err: say,
    log: say,
    neverWait() {},
    readInput: async () => '',
    readInputBytes: async () => new Uint8Array(),
    env: {},
    cwd: '/',
    colour: { out: false, err: false },
    terminal,
    stop: new AbortController().signal,
    onReload() {},
  };
  return { code: await run(args, io), said };
}

describe('options that serve refuses', () => {
  it.each([
    { args: ['serve', '--log-format', 'json', '--tftp-port', 'x'], word: 'tftp-port' },
    { args: ['serve', '--tftp-prot', '69', '--log-format=json'], word: 'Did you mean' },
    { args: ['serve', '--log-format', 'xml'], word: 'log-format' },
    { args: ['--debug', 'serve', '--address', 'here'], word: 'address' },
    { args: ['serve', '--log-format', 'text', '--log-format', 'json', 'more'], word: 'too many' },
  ])('$args are one line of JSON', async ({ args, word }) => {
    const { code, said } = await refused(args);
    expect(said.split('\n')).toHaveLength(2);
    expect(JSON.parse(said)).toMatchObject({
      ...{ level: 'error', event: 'failed', exit: EXIT.failed },
      msg: expect.stringMatching(new RegExp(`^(?!error).*${word}`)),
    });
    expect(code).toBe(EXIT.failed);
  });

  it('are a line of logfmt where that is asked for', async () => {
    const { said } = await refused(['serve', '--http-port', '-1', '--log-format', 'logfmt'], true);
    expect(said).toMatch(
      /^level=error time=\S+ event=failed exit=2 msg="[^\n]*http-port[^\n]*"\n$/,
    );
  });

  it.each([
    { args: ['serve', '--tftp-prot', '69'], terminal: true },
    { args: ['serve', '--tftp-prot', '69', '--log-format', 'text'], terminal: false },
    { args: ['doctor', '--tftp-prot', '69', '--log-format', 'json'], terminal: false },
    { args: ['probe', 'serve', '--tftp-prot', '69'], terminal: false },
  ])('$args are for people', async ({ args, terminal }) => {
    const { said } = await refused(args, terminal);
    expect(said).toMatch(/^error: unknown option '--tftp-prot'\n/);
  });
});

it('what keeps serve from being loaded is a line, however many it has', () => {
  let said = '';
  const err = (text: string): void => {
    said += text;
  };
  firstWords(['serve'], { err, terminal: false })('offhook: too many files\n    at once\n', 69);
  expect(JSON.parse(said)).toMatchObject({ exit: 69, msg: 'too many files     at once' });
});
