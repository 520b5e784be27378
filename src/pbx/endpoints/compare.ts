// What an Asterisk should have beside what it has. Pure. Passwords are known by a keyed digest alone, whoever has them.

import type { Secret } from '../../core/secret.js';

export interface ExpectedEndpoint {
  readonly name: string;
  /** Absent: it is not compared. */
  readonly password?: Secret;
}

/** By name the password of each, as `digestOf` has it; undefined: unknown. */
export type FoundEndpoints = ReadonlyMap<string, string | undefined>;

export interface EndpointDrift<Expected> {
  readonly missing: readonly Expected[];
  readonly otherPassword: readonly Expected[];
}

export type DigestOf = (password: string) => string;

/** Asterisk reports success of a reload in which it threw a section away: only what it has tells. */
export function driftOf<Expected extends ExpectedEndpoint>(
  expected: readonly Expected[],
  found: FoundEndpoints,
  digestOf: DigestOf,
): EndpointDrift<Expected> {
  return {
    missing: expected.filter(({ name }) => !found.has(name)),
    otherPassword: expected.filter(({ name, password }) => {
      const digest = found.get(name);
      return password && digest !== undefined && digest !== digestOf(password.reveal());
    }),
  };
}

/** Those that nobody expects. */
export function othersOf(
  expected: readonly ExpectedEndpoint[],
  found: FoundEndpoints,
): readonly string[] {
  const names = new Set(expected.map(({ name }) => name));
  return [...found.keys()].filter((name) => !names.has(name));
}
