import { describe, expect, it } from 'vitest';
import { codedError } from '../../src/core/coded-error.js';
import { silentLog } from '../../src/core/log.js';
import { chooseBackend, socketsBy } from '../../src/udp/backend.js';
import { filesBelow } from '../shape/source-files.js';

const { libc } = await chooseBackend();

describe('the way that a machine sends', () => {
  it('is dgram where the C library cannot be called, and tells why', async () => {
    const refusal = codedError('ERR_DLOPEN_DISABLED', 'no addons');
    const backend = await chooseBackend(() => Promise.reject(refusal));
    expect(backend).toEqual({ name: 'dgram', refusal });
    const sockets = socketsBy(backend, silentLog);
    expect(sockets.unbatched).toBe('ERR_DLOPEN_DISABLED');
    const socket = await sockets.open({ address: '127.0.0.1', port: 0 }, () => {});
    expect(socket.backend).toBe('dgram');
    await socket.close();
  });

  it('tells of an error without a code by its text', async () => {
    const backend = await chooseBackend(() => Promise.reject(new Error('hidden')));
    expect(socketsBy(backend, silentLog).unbatched).toBe('Error: hidden');
  });

  it.skipIf(libc === undefined)('is koffi where it can be called', async () => {
    const backend = await chooseBackend();
    const sockets = socketsBy(backend, silentLog);
    expect(sockets.unbatched).toBeUndefined();
    const socket = await sockets.open({ address: '127.0.0.1', port: 0 }, () => {});
    expect([backend.name, socket.backend]).toEqual(['koffi', 'koffi']);
    await socket.close();
  });
});

it('is chosen once for a process, by the command that needs it', () => {
  const filesWith = (name: RegExp) =>
    filesBelow('src', /\.ts$/)
      .filter(({ text }) => name.test(text))
      .map(({ path }) => path)
      .toSorted();
  expect(filesWith(/\bloadLibc\b/)).toEqual(['src/udp/backend.ts', 'src/udp/libc.ts']);
  expect(filesWith(/\bawait chooseBackend\(/)).toEqual([
    'src/cli/commands/serve.ts',
    'src/serve/doctor/examine.ts',
    'src/serve/site-leases.ts',
  ]);
});
