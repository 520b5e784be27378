import { describe, expect, it } from 'vitest';
import { listenError } from '../../src/core/listen-error.js';

const DHCP = {
  what: 'UDP 10.20.1.1:67 for DHCP',
  port: 67,
  instead: 'switch DHCP off with "--dhcp off"',
};

describe('a port that cannot be had', () => {
  it.each([
    ['EACCES', /sudo.*setcap.*, or switch DHCP off with "--dhcp off"$/],
    ['EADDRINUSE', /another program.*"sudo ss -lnp sport = :67".*, or switch DHCP off/],
    ['EADDRNOTAVAIL', /no such address/],
    ['EPERM', /sandbox/],
    ['EMFILE', /: EMFILE$/],
  ])('with %s comes with the way out', (code, advice) => {
    const cause = Object.assign(new Error('bind'), { code });
    const error = listenError(cause, DHCP);
    expect(error).toMatchObject({ code, cause });
    expect(error.message).toMatch(advice);
    expect(error.message).toMatch(/^cannot listen on UDP 10\.20\.1\.1:67 for DHCP: /);
  });

  it('is an input or output error where the system gave no code', () => {
    expect(listenError(new Error('odd'), DHCP)).toMatchObject({ code: 'EIO' });
  });
});
