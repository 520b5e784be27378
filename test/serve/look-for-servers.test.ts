// The look from time to time for other DHCP servers: where we serve, and only there, and what is asked is left alone by us.

import { describe, expect, it } from 'vitest';
import { parseIpv4 } from '../../src/core/ipv4.js';
import type { Mac } from '../../src/core/mac.js';
import type { FoundServer } from '../../src/dhcp/search/find-servers.js';
import type { ServedNetwork } from '../../src/serve/local-address.js';
import { lookForServers } from '../../src/serve/look-for-servers.js';
import type { FindServers } from '../../src/serve/other-servers.js';
import { createRecordingLog } from '../dhcp/server-under-test.js';
import { LAB, snapshotOf } from './snapshot-under-test.js';

const ip = (text: string) => parseIpv4(text) ?? expect.fail(text);
const OWN = ip('10.20.1.1');
const ROUTER: FoundServer = { device: 'eth1', serverId: ip('10.20.1.254') };
const [NETWORK] = snapshotOf(LAB).site.networks;

function servedOn(device: string | undefined, coexist = false): ServedNetwork {
  if (!NETWORK) throw new Error('the lab has a network');
  const network = { ...NETWORK, coexist };
  return { network, serverAddress: OWN, ...(device !== undefined && { device }) };
}

/** Resolves with the second answer of `find`, so that one look is over. */
async function lookTwice(served: readonly ServedNetwork[], find: FindServers) {
  const heard: string[] = [];
  const { log, said } = createRecordingLog();
  let looks = 0;
  const wires: unknown[] = [];
  await new Promise<void>((resolve) => {
    const look = lookForServers({
      ...{ served: () => served, searching: new Set<Mac>(), log, everyMs: 1 },
      heard: (address) => heard.push(address),
      async find(search) {
        looks += 1;
        wires.push(...search.wires);
        if (looks === 2) queueMicrotask(() => void look.close().then(resolve));
        return find(search);
      },
    });
  });
  return { heard, said, wires };
}

describe('another DHCP server', () => {
  it('is heard at each look, on the wires on which none may be', async () => {
    const served = [servedOn('eth1'), servedOn('eth2', true), servedOn(undefined)];
    const { heard, wires } = await lookTwice(served, async () => [ROUTER]);
    expect(heard).toEqual(['10.20.1.254', '10.20.1.254']);
    expect(wires).toEqual(Array(2).fill({ device: 'eth1', address: OWN }));
  });

  it('is not looked for without the port, which is said once', async () => {
    const find = () => Promise.reject(Object.assign(new Error('refused'), { code: 'EACCES' }));
    const { heard, said } = await lookTwice([servedOn('eth1')], find);
    expect(heard).toEqual([]);
    expect(said.filter(({ text }) => text.startsWith('cannot look'))).toHaveLength(1);
  });
});
