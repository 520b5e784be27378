import { describe, expect, it } from 'vitest';
import { exitNameOf, isShortage } from '../../src/cli/exit-codes.js';
import { describeFailure } from '../../src/cli/run.js';

/** As Node says it when a module of the program is loaded. */
const outOfDescriptors = (code: string) =>
  Object.assign(new Error(`${code}: too many open files, open '/opt/x/pino.js'`), {
    ...{ code, syscall: 'open', path: '/opt/x/pino.js' },
  });

describe.each(['EMFILE', 'ENFILE'])('a start without descriptors, %s', (code) => {
  it('may go well another time', () => {
    const error = outOfDescriptors(code);
    expect([exitNameOf(error), isShortage(error)]).toEqual(['unavailable', true]);
  });

  it('is told without the file that happened to be the next', () => {
    const told = describeFailure(outOfDescriptors(code), false);
    expect(told).toMatch(/^offhook: too many files are open; /);
    expect(told).not.toContain('pino');
  });
});
