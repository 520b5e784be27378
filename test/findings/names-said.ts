// What a finding is, where, and what it names, without the words around it: those may be said better tomorrow.

import type { Finding } from '../../src/findings/finding.js';

/** In the order in which they are said: what is quoted, elements, and words that hold a digit or join two parts: names of files, addresses, `env:A`. */
export function namesSaid(message: string): readonly string[] {
  const names =
    message.match(/"[^"]*"|<\w+>|[^\s",;()]*(?:\d|\w[./_:+][^\s",;()]|\w\/)[^\s",;()]*/g) ?? [];
  return names.map((name) => name.replace(/[:.]+$/, ''));
}

/** `code line:col`, and what it names. */
export function told({ code, place, message }: Finding): string {
  return [`${code} ${place.line}:${place.col}`, ...namesSaid(message)].join(' ');
}
