// A boot as its vendor's script has it: one file after the other, each once.

import type { Ask, BootScript } from '../site/boot-script.js';

/** More than any phone asks for; a file that names itself must not keep us here. */
const MAX_REQUESTS = 100;

/** `fetch`: what it got, undefined for nothing; `stop` ends it. */
export async function runBoot(
  script: BootScript,
  fetch: (ask: Ask) => Promise<Uint8Array | undefined | 'stop'>,
): Promise<void> {
  const waiting = [...script.first];
  const asked = new Set<string>();
  for (let ask = waiting.shift(); ask && asked.size < MAX_REQUESTS; ask = waiting.shift()) {
    if (asked.has(ask.name)) continue;
    asked.add(ask.name);
    const body = await fetch(ask);
    if (body === 'stop') break;
    waiting.unshift(...script.next(ask, body));
  }
}
