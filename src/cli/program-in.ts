// How the next command is begun: what npm started is not on the path.

import type { Io } from './io.js';

export function programIn({ env }: Pick<Io, 'env'>): string {
  return env.npm_execpath === undefined ? 'offhook' : 'npx offhook';
}
