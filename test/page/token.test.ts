import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findToken, makeToken } from '../../src/page/token.js';
import { folderOfTests } from '../folder-of-test.js';

const folder = folderOfTests('token');
const write = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe('the token of the page', () => {
  it('is what the service manager gives, else what a file has, else what is kept', async () => {
    const stateDir = mkdtempSync(join(folder, 'state-'));
    expect(await findToken({ stateDir })).toBeUndefined();
    const made = await makeToken(stateDir, (bytes) => new Uint8Array(bytes).fill(1));
    expect(await findToken({ stateDir })).toBe(made);
    const file = write('file', 'of-the-file-0123456789\n');
    expect(await findToken({ stateDir, file })).toBe('of-the-file-0123456789');
    const credentials = mkdtempSync(join(folder, 'credentials-'));
    expect(await findToken({ stateDir, file, credentials })).toBe('of-the-file-0123456789');
    writeFileSync(join(credentials, 'offhook-token'), 'of-the-manager-0123456789');
    expect(await findToken({ stateDir, file, credentials })).toBe('of-the-manager-0123456789');
  });

  it('is not made where one is', async () => {
    const stateDir = mkdtempSync(join(folder, 'state-'));
    const random = (bytes: number) => new Uint8Array(bytes);
    await makeToken(stateDir, random);
    await expect(makeToken(stateDir, random)).rejects.toMatchObject({ code: 'EEXIST' });
  });

  it.each(['', '\n', 'short', 'with a blank in it 0123456789', 'two-lines-0123456789\nmore'])(
    'is not %j',
    async (text) => {
      const file = write('none', text);
      const stateDir = folder;
      await expect(findToken({ stateDir, file })).rejects.toMatchObject({
        code: 'EBADMSG',
        message: expect.not.stringContaining('0123456789'),
      });
    },
  );
});
