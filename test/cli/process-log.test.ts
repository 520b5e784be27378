import { describe, expect, it } from 'vitest';
import { createProcessLog } from '../../src/cli/process-log.js';

/** What reaches standard error, write by write, as the messages in it. */
function logged() {
  const writes: string[][] = [];
  const messagesOf = (lines: string) =>
    lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).msg);
  const io = {
    err: (lines: string) => void writes.push(messagesOf(lines)),
    interactive: false,
    colour: { out: false, err: false },
  };
  return { writes, log: createProcessLog(io, false) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('the log', () => {
  it('writes what one turn of the event loop says at once, in order, and loses nothing of the next', async () => {
    const { writes, log } = logged();
    for (const message of ['one', 'two', 'three']) log.info({}, message);
    expect(writes).toEqual([]);
    await turn();
    log.info({}, 'four');
    await turn();
    expect(writes).toEqual([['one', 'two', 'three'], ['four']]);
  });

  it('writes what was said last when the process ends, and then no more', async () => {
    const before = new Set(process.listeners('exit'));
    const { writes, log } = logged();
    log.info({}, 'last words');
    const own = process.listeners('exit').filter((listener) => !before.has(listener));
    expect(own).toHaveLength(1);
    for (const listener of own) listener(0);
    expect(writes).toEqual([['last words']]);
    await turn();
    expect(process.listeners('exit').filter((listener) => !before.has(listener))).toEqual([]);
  });
});
