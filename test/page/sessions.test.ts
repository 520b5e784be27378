import { describe, expect, it } from 'vitest';
import { createSessions, SESSION_MS, SESSIONS_MAX, WRONG_MAX } from '../../src/page/sessions.js';

const TOKEN = 'kJ3xq0Zb8sT7u2Vw5yA1cD4eF6gH9iL-';

function createWorld() {
  let nowMs = 0;
  let made = 0;
  const sessions = createSessions({
    token: TOKEN,
    now: () => nowMs,
    random(bytes) {
      made += 1;
      return new Uint8Array(bytes).fill(made);
    },
  });
  return {
    sessions,
    pass(ms: number) {
      nowMs += ms;
    },
  };
}

describe('the token', () => {
  it.each([
    ['nothing', ''],
    ['its beginning', TOKEN.slice(0, 8)],
    ['all but its end', TOKEN.slice(0, -1)],
    ['a byte more', `${TOKEN}a`],
    ['other capitals', TOKEN.toLowerCase()],
    ['a blank behind', `${TOKEN} `],
  ])('is not %s', (_, said) => {
    const { sessions } = createWorld();
    expect(sessions.try(said, '10.20.1.7')).toBe('wrong');
    expect(sessions.try(TOKEN, '10.20.1.7')).toBe('right');
  });

  it('is not to be found by trying: of one address', () => {
    const { sessions, pass } = createWorld();
    for (let tries = 0; tries < WRONG_MAX.ofOne; tries += 1) {
      expect(sessions.try('x', '10.20.1.7')).toBe('wrong');
    }
    expect(sessions.try('x', '10.20.1.7')).toBe('throttled');
    expect(sessions.try(TOKEN, '10.20.1.7')).toBe('throttled');
    expect(sessions.try(TOKEN, '10.20.1.8')).toBe('right');
    pass(60_000);
    expect(sessions.try(TOKEN, '10.20.1.7')).toBe('right');
  });

  it('is not to be found by trying: of all', () => {
    const { sessions, pass } = createWorld();
    for (let tries = 0; tries < WRONG_MAX.ofAll; tries += 1) {
      expect(sessions.try('x', `10.20.2.${tries}`)).toBe('wrong');
    }
    expect(sessions.try(TOKEN, '10.20.3.1')).toBe('throttled');
    pass(60_000);
    expect(sessions.try(TOKEN, '10.20.3.1')).toBe('right');
  });
});

describe('a session', () => {
  it('is known by its cookie alone, and has a name that does not tell it', () => {
    const { sessions } = createWorld();
    const cookie = sessions.begin();
    const name = sessions.use(cookie) ?? '';
    expect(name).toMatch(/^[0-9a-f]{6}$/);
    expect(cookie).not.toContain(name);
    expect(sessions.use(name)).toBeUndefined();
    expect(sessions.use('')).toBeUndefined();
    expect(sessions.use(`${cookie}a`)).toBeUndefined();
  });

  it('is open for as long as it is used', () => {
    const { sessions, pass } = createWorld();
    const cookie = sessions.begin();
    for (let times = 0; times < 3; times += 1) {
      pass(SESSION_MS - 1);
      expect(sessions.use(cookie)).toBeDefined();
    }
    pass(SESSION_MS);
    expect(sessions.use(cookie)).toBeUndefined();
    pass(-SESSION_MS);
    expect(sessions.use(cookie)).toBeUndefined();
  });

  it('ends on the server when it is ended', () => {
    const { sessions } = createWorld();
    const [one, other] = [sessions.begin(), sessions.begin()];
    sessions.end(one);
    expect(sessions.use(one)).toBeUndefined();
    expect(sessions.use(other)).toBeDefined();
  });

  it('gives way, if it was used least lately, when there are too many', () => {
    const { sessions } = createWorld();
    const cookies = Array.from({ length: SESSIONS_MAX }, () => sessions.begin());
    expect(sessions.use(cookies[0] ?? '')).toBeDefined();
    sessions.begin();
    expect(sessions.size).toBe(SESSIONS_MAX);
    expect(sessions.use(cookies[0] ?? '')).toBeDefined();
    expect(sessions.use(cookies[1] ?? '')).toBeUndefined();
  });
});
