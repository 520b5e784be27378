// Questions about one inventory, asked again and again: what did not change is not read again, and what did change is.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Mac } from '../../src/core/mac.js';
import { createKeptSources } from '../../src/inventory/read/kept-sources.js';
import { createAnswering } from '../../src/serve/desk/answer-question.js';
import { createKeptReadings } from '../../src/serve/desk/kept-readings.js';
import type { DeskAnswer } from '../../src/serve/desk/questions.js';
import { INVENTORY } from '../cli/cli-under-test.js';
import { folderOfTest } from '../folder-of-test.js';

const NEW = '5c:fc:66:5d:4f:9b' as Mac;
const FREE = '  "7002": { password: tulip }\nphones:';
const MAIN = `${INVENTORY.replace('phones:', FREE)}include: [adopted.yaml]\n`;

let cwd = '';
beforeEach(() => {
  cwd = folderOfTest('kept');
  write('offhook.yaml', MAIN);
  write('adopted.yaml', '');
});
const write = (name: string, text: string) => writeFileSync(join(cwd, name), text);
const source = () => ({ cwd, file: 'offhook.yaml', env: { SIP_7001: 'hunter22' } });
const adopt = (address?: string) =>
  ({
    subject: 'adopt',
    asked: {
      ...{ mac: NEW, write: false },
      wish: { model: 'cisco-7931g', line: 'next', ...(address && { address }) },
    },
  }) as const;

const adopted = (said: DeskAnswer) => said as DeskAnswer<'adopt'>;

describe('an inventory that is asked about again', () => {
  it('is the same as long as no file of it changed, and another at once when one did', async () => {
    const readings = createKeptReadings();
    const first = await readings.snapshot(source());
    expect(await readings.snapshot(source())).toBe(first);
    write('adopted.yaml', 'lines: { "7003": { password: rose } }\n');
    const second = await readings.snapshot(source());
    expect(second.lines).toEqual(['7001', '7002', '7003']);
    expect(await readings.snapshot({ ...source(), file: 'adopted.yaml' })).not.toBe(second);
  });

  it('is read without secrets', async () => {
    const snapshot = await createKeptReadings().snapshot(source());
    expect(snapshot.diagnostics.map(({ code }) => code)).not.toContain('inventory/missing-secret');
  });

  it('is judged with each new phone, and with what was written meanwhile', async () => {
    const answer = createAnswering();
    const one = adopted(await answer(source(), adopt()));
    expect(one).toMatchObject({
      answer: { isSound: true, adoption: { line: { number: '7002' } } },
    });
    write('offhook.yaml', MAIN.replace('model: cisco-7931g', '$&\n    address: 10.20.1.9'));
    const clashing = adopted(await answer(source(), adopt('10.20.1.9')));
    expect(clashing).toMatchObject({ answer: { isSound: false } });
    const other = adopted(await answer(source(), adopt('10.20.1.10')));
    expect(other).toMatchObject({ answer: { isSound: true } });
    write('offhook.yaml', MAIN.replace('7002', '7005'));
    const later = adopted(await answer(source(), adopt()));
    expect(later).toMatchObject({ answer: { adoption: { line: { number: '7005' } } } });
  });
});

it('a file is read again where it says something else, or is judged by others', () => {
  const kept = createKeptSources();
  let reads = 0;
  const read = () => {
    reads += 1;
    return {} as ReturnType<Parameters<typeof kept>[1]>;
  };
  const [one, other] = [() => ({}) as never, () => ({}) as never];
  const asked = { path: 'a.yaml', text: 'phones:', validate: one };
  const first = kept(asked, read);
  expect(kept({ ...asked }, read)).toBe(first);
  expect(reads).toBe(1);
  kept({ ...asked, text: 'lines:' }, read);
  kept({ ...asked, path: 'b.yaml' }, read);
  kept({ ...asked, path: 'b.yaml', validate: other }, read);
  expect(reads).toBe(4);
});
