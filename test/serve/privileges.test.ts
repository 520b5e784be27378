// Leaving root behind, in a child process of its own: there is no way back.

import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/core/log.js';
import { chooseAccount, warnOfUnreadable } from '../../src/serve/privileges.js';
import { folderOfTest } from '../folder-of-test.js';

const BUILT = join(import.meta.dirname, '../../dist/serve/privileges.js');
const isRoot = process.getuid?.() === 0 && existsSync(BUILT);
if (!isRoot) console.log('leaving root behind is not tested: it needs root and the build');

let folder = '';
beforeEach(() => {
  folder = folderOfTest('user');
});
const passwd = (user: string) => execFileSync('getent', ['passwd', user], { encoding: 'utf8' });
const [, , NOBODY, NOGROUP] = isRoot ? passwd('nobody').split(':').map(Number) : [];

/** What a process is and can be after it became `user`. */
function become(user: string): Readonly<Record<string, unknown>> {
  const script = `
    import { readFileSync } from 'node:fs';
    import { becomeUser, chooseAccount } from ${JSON.stringify(BUILT)};
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    becomeUser(chooseAccount(${JSON.stringify(user)}, log), log);
    const tried = (what) => { try { what(); return 'done'; } catch ({ code }) { return code; } };
    const [, capabilities] = /^CapEff:\\s*(\\w+)/m.exec(readFileSync('/proc/self/status', 'latin1'));
    console.log(JSON.stringify({
      uid: process.getuid(), gid: process.getgid(), groups: process.getgroups(), capabilities,
      rootAgain: tried(() => process.setuid(0)), rootsGroup: tried(() => process.setgid(0)),
    }));`;
  const args = ['--input-type=module', '-e', script];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

describe.skipIf(!isRoot)('a process that was root', () => {
  it('is someone else, in no group of root, without a way back', () => {
    expect(become('nobody')).toEqual({
      uid: NOBODY,
      gid: NOGROUP,
      groups: [NOGROUP],
      capabilities: '0000000000000000',
      rootAgain: 'EPERM',
      rootsGroup: 'EPERM',
    });
  });

  it('may be given another group', () => {
    const gid = Number(
      execFileSync('getent', ['group', 'daemon'], { encoding: 'utf8' }).split(':')[2],
    );
    expect(become('nobody:daemon')).toMatchObject({ uid: NOBODY, gid });
  });

  it.each(['nobody-here', 'nobody:no-such-group'])('cannot become %s', (user) => {
    expect(() => chooseAccount(user, silentLog)).toThrow(
      expect.objectContaining({ code: 'ENOENT' }),
    );
  });

  it('may stay root where it is told to', () => {
    expect(chooseAccount('root', silentLog)).toBeUndefined();
  });
});

describe('files that a reload will need', () => {
  it('are named where they may not be read', () => {
    const named: unknown[] = [];
    const log = { ...silentLog, warn: (fields: object) => void named.push(fields) };
    const [there, gone] = [join(folder, 'there'), join(folder, 'gone')];
    writeFileSync(there, '');
    warnOfUnreadable([there], log);
    warnOfUnreadable([there, gone], log);
    expect(named).toEqual([{ files: [gone] }]);
  });
});
