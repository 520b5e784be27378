import { describe, expect, it } from 'vitest';
import { INFINITE_SECONDS, leaseFault, parseLease } from '../../src/core/duration.js';

describe('the time of a lease', () => {
  it.each([
    { text: '8h', seconds: 28_800 },
    { text: '90s', seconds: 90 },
    { text: '30m', seconds: 1800 },
    { text: '7d', seconds: 604_800 },
    { text: '2w', seconds: 1_209_600 },
    { text: '4294967294s', seconds: 4_294_967_294 },
    { text: 'infinite', seconds: INFINITE_SECONDS },
  ])('$text is $seconds s', ({ text, seconds }) => {
    expect(leaseFault(text)).toBeUndefined();
    expect(parseLease(text)).toBe(seconds);
  });

  it.each([
    { text: '99999d', what: /32 bits/, hint: /infinite/ },
    { text: '4294967295s', what: /32 bits/, hint: /infinite/ },
    { text: `${'9'.repeat(400)}d`, what: /32 bits/, hint: /infinite/ },
    { text: '0h', what: /no time at all/, hint: /8h/ },
    { text: '8', what: /no time/, hint: /^write 8h/ },
    { text: '8 h', what: /no time/, hint: /8h/ },
    { text: '8 hours', what: /no time/, hint: /8h/ },
    { text: '-1h', what: /no time/, hint: /8h/ },
    { text: '1h30m', what: /no time/, hint: /^write 90m$/ },
    { text: '1.5h', what: /no time/, hint: /^write 90m$/ },
    { text: '2 days 12 hours', what: /no time/, hint: /^write 60h$/ },
    { text: '1y', what: /no time/, hint: /^write 365d$/ },
    { text: '0.0001h', what: /no time/, hint: /^write 8h, 30m/ },
    { text: '1h or so', what: /no time/, hint: /^write/ },
    { text: '', what: /no time/, hint: /8h/ },
  ])('is not "$text"', ({ text, what, hint }) => {
    expect(parseLease(text)).toBeUndefined();
    expect(leaseFault(text)).toEqual({
      what: expect.stringMatching(what),
      hint: expect.stringMatching(hint),
    });
  });
});
