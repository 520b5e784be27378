import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { startThread, type ThreadSystem } from '../../src/artifacts/start-thread.js';
import { codedError } from '../../src/core/coded-error.js';

const SCRIPT = new URL('file:///thread.js');

/** With so many descriptors left. */
function systemWith(left: number, code = 'EMFILE') {
  const seen = { open: 0, started: 0 };
  const system: ThreadSystem = {
    open() {
      if (seen.open === left) throw codedError(code, 'as the system says it');
      return seen.open++;
    },
    close: () => void seen.open--,
    start() {
      seen.started++;
      return {} as Worker;
    },
  };
  return { seen, system };
}

describe('a thread', () => {
  it('is started where there are descriptors for it, and none of them is kept', () => {
    const { seen, system } = systemWith(8);
    startThread(SCRIPT, {}, system);
    expect(seen).toEqual({ open: 0, started: 1 });
  });

  it.each(['EMFILE', 'ENFILE'])('is not even tried without (%s)', (code) => {
    const { seen, system } = systemWith(7, code);
    expect(() => startThread(SCRIPT, {}, system)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining('ulimit -n') }),
    );
    expect(seen).toEqual({ open: 0, started: 0 });
  });

  it('is started where nobody can tell', () => {
    const { seen, system } = systemWith(0, 'ENOENT');
    startThread(SCRIPT, {}, system);
    expect(seen.started).toBe(1);
  });

  it('that the system refuses is told with what to do', () => {
    const start = (): never => {
      throw codedError('ERR_WORKER_INIT_FAILED', 'Worker initialization failure: EAGAIN');
    };
    expect(() => startThread(SCRIPT, {}, { ...systemWith(8).system, start })).toThrow(
      expect.objectContaining({ code: 'EAGAIN', message: expect.stringContaining('ulimit -u') }),
    );
  });
});
