import { describe, expect, it } from 'vitest';
import { socketError } from '../../src/dhcp/socket-error.js';

describe('a socket that cannot be opened', () => {
  it.each([
    ['EACCES', /setcap.*systemd socket.*--dhcp off/],
    ['EADDRINUSE', /another server.*ss -ulpn/],
    ['EADDRNOTAVAIL', /no interface of this machine/],
    ['EPERM', /sandbox/],
    ['EMFILE', /EMFILE/],
  ])('with %s comes with the way out', (code, advice) => {
    const cause = Object.assign(new Error('bind'), { code });
    const error = socketError(cause, '0.0.0.0:67');
    expect(error).toMatchObject({ code, cause });
    expect(error.message).toMatch(advice);
    expect(error.message).toContain('0.0.0.0:67');
  });
});
