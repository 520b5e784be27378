import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFolder, offhook } from './cli-under-test.js';

const TABLE = 'code;from;to;operator;region\n495;1000000;1999999;North;Moscow\n';
const IMPORT = ['numbers', 'import', 'table.csv', '--trunk', '8', '--country', '7'];

describe('offhook numbers', () => {
  it('makes a plan, and says whose a number is', async () => {
    const folder = createFolder({ 'table.csv': TABLE });
    const env = { OFFHOOK_STATE_DIR: join(folder, 'new/state') };
    expect(await offhook(folder, IMPORT, { env })).toEqual({
      ...{ code: 0, out: '' },
      err: 'new/state/numbers.plan: 1 range of 1 operator in 1 region\n',
    });
    const look = (...args: string[]) => offhook(folder, ['numbers', 'lookup', ...args], { env });
    const whose = { code: 0, out: '4951234567: North, Moscow\n', err: '' };
    expect(await look('+7 495 123-45-67')).toEqual(whose);
    expect(await look('84951234567')).toEqual(whose);
    expect((await look('495')).out).toBe('4951000000 to 4951999999: North, Moscow\n');
    expect(await look('4952234567')).toMatchObject({ code: 1, out: '' });
    const short = '495123 is no code of this plan, and no number: it has 6 digits, and numbers';
    expect(await look('495123')).toMatchObject({ code: 1, err: expect.stringContaining(short) });
    expect((await look('849512345')).err).toContain('no number: it has 9 digits');
    expect(await look('+49 30 1')).toMatchObject({ code: 2, out: '' });
    expect((await look('1'.repeat(20))).err).toMatch(/"1+" has 20 digits, and no number has more/);
    expect((await look('')).err).toMatch(/argument 'number'\. it is empty$/m);
    expect(JSON.parse((await look('4951234567', '--format', 'json')).out)).toMatchObject({
      operator: 'North',
    });
  });

  it('writes nothing where a row is wrong, and says where', async () => {
    const folder = createFolder({ 'table.csv': `${TABLE}495;x;1;A;B\n` });
    const { code, out, err } = await offhook(folder, [...IMPORT, '--plan', 'p']);
    expect(code).toBe(1);
    expect(out).toContain('table.csv:3:5');
    expect(err).toBe('nothing was written\n');
    expect(existsSync(join(folder, 'p'))).toBe(false);
  });

  it('keeps the plan before where the new one cannot be made', async () => {
    const folder = createFolder({ 'table.csv': TABLE, 'empty.csv': '' });
    await offhook(folder, [...IMPORT, '--plan', 'p']);
    expect((await offhook(folder, ['numbers', 'import', 'empty.csv', '--plan', 'p'])).code).toBe(1);
    expect((await offhook(folder, ['numbers', 'lookup', '495', '--plan', 'p'])).code).toBe(0);
  });

  it('says what is missing, and what is no plan', async () => {
    const folder = createFolder({ 'no.plan': 'something else, and long enough for one' });
    const look = (plan: string) => offhook(folder, ['numbers', 'lookup', '495', '--plan', plan]);
    expect(await look('absent')).toMatchObject({ code: 2, err: expect.stringContaining('import') });
    expect(await look('no.plan')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no plan'),
    });
    const { code, err } = await offhook(folder, ['numbers', 'import', 'absent.csv']);
    expect([code, err]).toEqual([2, expect.stringContaining('absent.csv')]);
  });
});
