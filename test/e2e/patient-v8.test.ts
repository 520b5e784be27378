// The flag by which V8 is asked to wait is one that it knows: it complains of others on the terminal, in the midst of what we say.

import { describe, expect, it } from 'vitest';
import { patienceFlag } from '../../src/core/patient-v8.js';
import { runProgram } from './programs.js';

describe('the flag for a patient V8', () => {
  it('is given where the V8 that runs has it, and nowhere else', () => {
    const options = runProgram(process.execPath, ['--v8-options']);
    const isKnown = /^ +--interrupt-budget /m.test(options);
    expect(patienceFlag(process.versions.node, 8) !== undefined).toBe(isKnown);
  });

  it('is so many times what V8 waits unless told', () => {
    expect(patienceFlag('20.19.0', 8)).toBe('--interrupt-budget=540672');
    expect(patienceFlag('22.12.0', 8)).toBeUndefined();
  });
});
