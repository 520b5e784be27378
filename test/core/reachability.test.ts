import { expect, test } from 'vitest';
import { isInside, isLinkLocal } from '../../src/core/reachability.js';

test.each([
  ['10.0.0.0', true],
  ['10.255.255.255', true],
  ['11.0.0.0', false],
  ['172.15.255.255', false],
  ['172.16.0.0', true],
  ['172.31.255.255', true],
  ['172.32.0.0', false],
  ['192.167.255.255', false],
  ['192.168.0.0', true],
  ['192.168.255.255', true],
  ['192.169.0.0', false],
  ['100.63.255.255', false],
  ['100.64.0.0', true],
  ['100.127.255.255', true],
  ['100.128.0.0', false],
  ['169.254.0.0', true],
  ['169.254.255.255', true],
  ['203.0.113.9', false],
  ['pbx.lab.example', false],
  ['', false],
])('%s is an address that many networks have: %s', (host, isSo) => {
  expect(isInside(host)).toBe(isSo);
});

test.each([
  ['169.253.255.255', false],
  ['169.254.0.0', true],
  ['169.254.255.255', true],
  ['169.255.0.0', false],
  ['10.20.1.5', false],
])('%s is an address that a host gives itself: %s', (host, isSo) => {
  expect(isLinkLocal(host)).toBe(isSo);
});
