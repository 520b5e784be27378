import { describe, expect, it } from 'vitest';
import { createLineBuffer } from '../../src/cli/line-buffer.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('log lines', () => {
  it('leave at the end of the turn, at once and in order, and those of the next turn after them', async () => {
    const writes: string[] = [];
    const { add } = createLineBuffer((lines) => writes.push(lines));
    for (const line of ['one\n', 'two\n', 'three\n']) add(line);
    expect(writes).toEqual([]);
    await turn();
    add('four\n');
    await turn();
    expect(writes).toEqual(['one\ntwo\nthree\n', 'four\n']);
  });

  it('leave before what must not wait, and only once', async () => {
    const writes: string[] = [];
    const { add, flush } = createLineBuffer((lines) => writes.push(lines));
    add('said before\n');
    flush();
    expect(writes).toEqual(['said before\n']);
    await turn();
    expect(writes).toEqual(['said before\n']);
  });

  it('leave when the process ends, and nothing waits for that end afterwards', async () => {
    const before = new Set(process.listeners('exit'));
    const added = () => process.listeners('exit').filter((listener) => !before.has(listener));
    const writes: string[] = [];
    const { add } = createLineBuffer((lines) => writes.push(lines));
    add('last words\n');
    expect(added()).toHaveLength(1);
    for (const listener of added()) listener(0);
    expect(writes).toEqual(['last words\n']);
    await turn();
    expect(added()).toEqual([]);
  });
});
