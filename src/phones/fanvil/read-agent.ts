// What these phones say of themselves with each request of HTTP and SIP: `Fanvil X4 2.4.0.5486 00a859db0462`.

import { parseMac } from '../../core/mac.js';
import type { AgentSays } from '../../site/boot-script.js';

const AGENT = /^(Fanvil [A-Za-z0-9][\w -]{0,20}?) (\d+(?:\.\d+)+)(?: ([0-9a-f]{12}))?$/;

export function readAgent(agent: string): AgentSays | undefined {
  const [, model, firmware, hex = ''] = AGENT.exec(agent) ?? [];
  if (model === undefined || firmware === undefined) return undefined;
  const mac = parseMac(hex);
  return { model, firmware, ...(mac !== undefined && { mac }) };
}
