// Whether offhook could run conferences at the PBXes where the inventory says so: each is asked as a server would ask it.

import { messageOf } from '../../core/coded-error.js';
import { askAri } from '../../pbx/ari/ask.js';
import type { AriServer } from '../../pbx/ari/server.js';
import { ariServerOf } from '../../pbx/ari/server-of.js';
import { openAriSession } from '../../pbx/ari/session.js';
import type { Site } from '../../site/site.js';
import { type Check, ok, warning } from './check.js';

/** Not the one that a server runs: whoever opens that a second time takes it over. */
const APPLICATION = 'offhook-doctor';

export async function checkRoomHosts(hosts: Site['roomHosts']): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const [name, host] of hosts) {
    const server = { ...ariServerOf(host), application: APPLICATION };
    checks.push(
      await ask(server).then(
        () => judgeRoomHost(name),
        (error: unknown) => judgeRoomHost(name, messageOf(error)),
      ),
    );
  }
  return checks;
}

/** `why` it does not answer. Phones are served without it. */
export function judgeRoomHost(name: string, why?: string): Check {
  if (why === undefined) return ok('pbx', `${name} lets offhook run conferences`);
  const todo =
    'see to that, or leave `ari` out: who dials a conference of ours hears that nobody runs it';
  return warning('pbx', `${name} lets offhook run no conferences: ${why}`, todo);
}

async function ask(server: AriServer): Promise<void> {
  const session = await openAriSession(server, () => {});
  try {
    await askAri(server, 'GET', '/channels');
    // Of nothing that there is, for whoever may only read is refused that, too.
    await askAri(server, 'DELETE', `/bridges/${APPLICATION}`);
  } finally {
    session.close();
  }
}
