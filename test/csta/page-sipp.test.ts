// docs/csta.md, done as written: SIPp plays the phone of the page.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFolder, offhook } from '../cli/cli-under-test.js';
import { missingIn, type Step, stepsOf } from '../e2e/page.js';
import { ROOT, reasonToSkip } from '../e2e/programs.js';
import { CLOSES, csta, opens } from './played.js';
import { answers, hears, NET, playPhone, replies, type SippPhone, type SippStep } from './sipp.js';

/** As the page has it, and where it is played. */
const PHONE = '127.66.9.1';
const here = (text: string): string => text.replaceAll(PHONE, `${NET}.9.1`);
const there = (text: string): string => text.replaceAll(`${NET}.9.1`, PHONE);

const skipped = reasonToSkip(['sipp']);

/** What the phone does, by the word of the page. */
const PLAYS: Readonly<Record<string, readonly SippStep[]>> = {
  on: [...opens(), ...CLOSES],
  off: [hears('INVITE'), answers('415 Unsupported Media Type'), hears('ACK')],
  call: [
    ...opens(),
    hears('INFO', '<MakeCall', '<calledDirectoryNumber>302</calledDirectoryNumber>'),
    replies('200 OK', {
      body: csta('MakeCallResponse', '<callingDevice><callID>7</callID></callingDevice>'),
    }),
    ...CLOSES,
  ],
};

describe.skipIf(skipped !== undefined)('docs/csta.md', () => {
  const steps = stepsOf(readFileSync(join(ROOT, 'docs/csta.md'), 'utf8'));

  it('is what its reader sees', async () => {
    const folder = createFolder();
    let phone: SippPhone | undefined;
    const done: string[] = [];
    for (const step of steps) {
      if (step.kind === 'file') writeFileSync(join(folder, step.path), here(step.text));
      else if (step.kind === 'does') phone = await play(step);
      else if (step.kind === 'command') {
        await type(step, folder);
        expect(await phone?.ended, step.command).toEqual(phone && { code: 0, said: '' });
        phone = undefined;
        done.push(step.command);
      }
    }
    expect(done.length).toBeGreaterThan(4);
  });
});

async function play({ words: [word = ''] }: Extract<Step, { kind: 'does' }>): Promise<SippPhone> {
  const steps = PLAYS[word];
  if (!steps) throw new Error(`nobody plays ${word}`);
  return playPhone(here(PHONE), ...steps);
}

async function type({ command, expected }: Extract<Step, { kind: 'command' }>, folder: string) {
  const typed = command.replace(/^offhook /, '').replace(/ +#.*$/, '');
  const words = [...typed.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
  const { code, out, err } = await offhook(folder, [
    ...words,
    '--state-dir',
    'state',
    '--timeout',
    '100',
  ]);
  expect(code, out + err).toBe(Number(/# exit code (\d+)/.exec(command)?.[1] ?? 0));
  expect(missingIn(there(out + err), expected), out + err).toEqual([]);
}
