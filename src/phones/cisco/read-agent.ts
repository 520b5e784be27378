// What these phones say of themselves with each request of SIP: `Cisco-CP7931G/8.5.3`.

import type { AgentSays } from '../../site/boot-script.js';

const AGENT = /^Cisco-CP(\w+)\/(\d+(?:\.\d+)+)/;

export function readAgent(agent: string): AgentSays | undefined {
  const [, model, firmware] = AGENT.exec(agent) ?? [];
  return model === undefined || firmware === undefined
    ? undefined
    : { model: `Cisco ${model}`, firmware };
}
