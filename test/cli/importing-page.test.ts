// docs/importing.md, done as written: its files, its commands, and what they print.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { missingIn, stepsOf } from '../e2e/page.js';
import { createFolder, offhook } from './cli-under-test.js';

const steps = stepsOf(readFileSync('docs/importing.md', 'utf8'));

it('prints what it shows', async () => {
  const folder = createFolder();
  for (const step of steps)
    if (step.kind === 'file') {
      mkdirSync(dirname(join(folder, step.path)), { recursive: true });
      writeFileSync(join(folder, step.path), step.text);
    }
  const commands = steps.flatMap((step) => (step.kind === 'command' ? [step] : []));
  expect(commands.length).toBeGreaterThan(4);
  for (const { command, expected } of commands) {
    const [program = '', ...words] = command.split(' ');
    if (program === 'cat') {
      expect(missingIn(readFileSync(join(folder, words[0] ?? ''), 'utf8'), expected)).toEqual([]);
      continue;
    }
    expect(program).toBe('offhook');
    const { code, out, err } = await offhook(folder, words);
    expect(code, out + err).toBe(0);
    expect(missingIn(out + err, expected), out + err).toEqual([]);
  }
});
