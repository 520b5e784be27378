// What these phones say of themselves with each request of HTTP and SIP: `Fanvil X4 2.4.0.5486 00a859db0462`.

import type { AgentSays } from '../../site/boot-script.js';

const AGENT = /^(Fanvil [A-Za-z0-9][\w -]{0,20}?) (\d+(?:\.\d+)+)(?: [0-9a-f]{12})?$/;

export function readAgent(agent: string): AgentSays | undefined {
  const [, model, firmware] = AGENT.exec(agent) ?? [];
  return model === undefined || firmware === undefined ? undefined : { model, firmware };
}
