// A SIP user agent that is opened for the first who wants it, and kept.

import type { UserAgent, UserAgentOptions } from '../sip/agent/user-agent.js';

export interface AgentOnDemand {
  /** Rejects where no port can be had; whoever wants it next tries again. */
  get(): Promise<UserAgent>;
  close(): Promise<void>;
}

export function agentOnDemand(open: () => Promise<UserAgent>): AgentOnDemand {
  let agent: Promise<UserAgent> | undefined;
  return {
    get() {
      agent ??= open().catch((cause: unknown) => {
        agent = undefined;
        throw cause;
      });
      return agent;
    },
    async close() {
      await (await agent?.catch(() => undefined))?.close();
    },
  };
}

/** At any port of any address: phones answer to what Via says. Its code is loaded with it. */
export async function openAgent(
  how: Pick<UserAgentOptions, 'product' | 'transports'>,
): Promise<UserAgent> {
  const { openUserAgent } = await import('../sip/agent/open-user-agent.js');
  return openUserAgent({ local: { address: '0.0.0.0', port: 0 }, ...how });
}
