// Out of a made-up /proc, and out of this machine's for a port that really is taken.

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { findHolders } from '../../../src/serve/doctor/port-holders.js';
import { folderOfTest } from '../../folder-of-test.js';

let proc = '';
beforeEach(() => {
  proc = folderOfTest('proc');
  table('udp', [69, 501], [67, 502], [68, 503]);
  table('tcp', [6970, 601], [6970, 0]);
  addProcess(812, 'dnsmasq', ['socket:[502]', 'socket:[999]', '/dev/null']);
  addProcess(813, 'other', ['socket:[503]']);
  put('self', 'not a number');
});
function put(name: string, text: string): string {
  const path = join(proc, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

function table(name: string, ...sockets: readonly (readonly [number, number])[]): void {
  const rows = sockets.map(([port, inode], at) => {
    const local = `00000000:${port.toString(16).toUpperCase().padStart(4, '0')}`;
    return `  ${at}: ${local} 00000000:0000 07 00000000:00000000 00:00000000 00000000  0  0 ${inode} 2 0 0`;
  });
  put(`net/${name}`, `  sl  local_address rem_address   st\n${rows.join('\n')}\n`);
}

function addProcess(pid: number, name: string, links: readonly string[], ...command: string[]) {
  put(`${pid}/comm`, `${name}\n`);
  put(`${pid}/cmdline`, command.join('\0'));
  mkdirSync(join(proc, `${pid}/fd`));
  for (const [fd, target] of links.entries()) symlinkSync(target, join(proc, `${pid}/fd/${fd}`));
}

describe('the processes that have a port', () => {
  it('are those with one of its sockets', () => {
    expect(findHolders('udp', 67, proc)).toEqual({
      processes: [{ pid: 812, name: 'dnsmasq', isOffhook: false }],
      hidden: false,
    });
  });

  it('are several where a socket was passed on', () => {
    addProcess(1, 'systemd', ['socket:[502]']);
    const { processes } = findHolders('udp', 67, proc);
    expect(processes.map(({ pid }) => pid).sort((a, b) => a - b)).toEqual([1, 812]);
  });

  it('may be hidden', () => {
    expect(findHolders('udp', 69, proc)).toEqual({ processes: [], hidden: true });
  });

  it('may be hidden in part', () => {
    table('udp6', [67, 504]);
    expect(findHolders('udp', 67, proc)).toMatchObject({ processes: [{ pid: 812 }], hidden: true });
  });

  it('are found on IPv6, too', () => {
    table('udp6', [70, 504]);
    addProcess(814, 'tftpd', ['socket:[504]']);
    expect(findHolders('udp', 70, proc).processes).toMatchObject([{ name: 'tftpd' }]);
  });

  it('are looked for in the table of their protocol, and a dead connection is nobody', () => {
    addProcess(815, 'web', ['socket:[601]']);
    expect(findHolders('tcp', 6970, proc)).toMatchObject({
      processes: [{ pid: 815 }],
      hidden: false,
    });
    expect(findHolders('udp', 6970, proc)).toEqual({ processes: [], hidden: false });
  });

  it('are nobody where there is no such system', () => {
    expect(findHolders('udp', 69, join(proc, 'none'))).toEqual({ processes: [], hidden: false });
  });

  it('are us when they run our program, by whatever name', () => {
    const main = put('somewhere/offhook/dist/cli/main.js', '');
    symlinkSync(main, join(proc, 'bin'));
    addProcess(820, 'node', ['socket:[501]'], 'node', '--no-addons', join(proc, 'bin'), 'serve');
    expect(findHolders('udp', 69, proc).processes).toMatchObject([{ pid: 820, isOffhook: true }]);
  });

  it('are us when they run it from their own folder', () => {
    const checkout = dirname(put('offhook/dist/cli/main.js', '').replace('/dist/cli', ''));
    addProcess(821, 'node', ['socket:[501]'], 'node', 'dist/cli/main.js', 'serve');
    symlinkSync(checkout, join(proc, '821/cwd'));
    expect(findHolders('udp', 69, proc).processes).toMatchObject([{ pid: 821, isOffhook: true }]);
  });

  it("are not us when they merely run somebody's main.js", () => {
    const main = put('somewhere/chaton/dist/cli/main.js', '');
    addProcess(822, 'node', ['socket:[501]'], 'node', main, 'offhook');
    expect(findHolders('udp', 69, proc).processes).toMatchObject([{ pid: 822, isOffhook: false }]);
  });
});
