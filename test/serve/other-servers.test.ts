import { describe, expect, it } from 'vitest';
import { parseIpv4 } from '../../src/core/ipv4.js';
import type { Log } from '../../src/core/log.js';
import type { FoundServer } from '../../src/dhcp/search/find-servers.js';
import { placeNetworks, type ServedNetwork } from '../../src/serve/local-address.js';
import { findUnknownServers, refuseOtherServers } from '../../src/serve/other-servers.js';
import { localAddresses } from '../../src/serve/seen-interfaces.js';
import { LAB, snapshotOf } from './snapshot-under-test.js';

const ip = (text: string) => parseIpv4(text) ?? expect.fail(text);
const ADDRESSES = localAddresses({
  'eth1:7': [
    {
      address: '10.20.1.1',
      netmask: '255.255.255.0',
      family: 'IPv4' as const,
      mac: '02:00:00:00:00:01',
      internal: false,
      cidr: '10.20.1.1/24',
    },
  ],
});
const served = (text: string): readonly ServedNetwork[] =>
  placeNetworks(snapshotOf(text).site.networks, { addresses: ADDRESSES }).served;
const ROUTER: FoundServer = {
  device: 'eth1',
  serverId: ip('10.20.1.254'),
  offered: ip('10.20.1.77'),
};
const KNOWN = LAB.replace('subnet:', 'coexist: true, subnet:');

function listeningLog(): { readonly log: Log; readonly warned: string[] } {
  const warned: string[] = [];
  const quiet = () => {};
  const warn = (_: object, text: string) => void warned.push(text);
  return { warned, log: { debug: quiet, info: quiet, error: quiet, warn } };
}

describe('another DHCP server on a wire', () => {
  it('is looked for on the interface itself, not on the label of an address', async () => {
    const { log } = listeningLog();
    const wires: unknown[] = [];
    await refuseOtherServers(served(LAB), log, async (search) => {
      wires.push(...search.wires);
      return [];
    });
    expect(wires).toEqual([{ device: 'eth1', address: ip('10.20.1.1') }]);
  });

  it('stops the start, by name, and with what to do', async () => {
    const { log } = listeningLog();
    const starting = refuseOtherServers(served(LAB), log, async () => [ROUTER]);
    await expect(starting).rejects.toMatchObject({
      code: 'EBUSY',
      message: expect.stringMatching(
        /on eth1: 10\.20\.1\.254 \(it offers 10\.20\.1\.77\); a phone takes.*"coexist: true".*--dhcp off/,
      ),
    });
  });

  it('is a warning where the inventory knows of it', async () => {
    const { log, warned } = listeningLog();
    await refuseOtherServers(served(KNOWN), log, async () => [ROUTER]);
    expect(warned).toEqual([expect.stringContaining('10.20.1.254')]);
  });

  it('is known on its own wire only', async () => {
    const { log } = listeningLog();
    const [here, there] = [served(LAB), served(KNOWN)];
    const both = [...here, ...there.map((each) => ({ ...each, device: 'eth2' }))];
    const elsewhere = { ...ROUTER, device: 'eth2' };
    await refuseOtherServers(both, log, async () => [elsewhere]);
    await expect(refuseOtherServers(both, log, async () => [ROUTER])).rejects.toThrow('eth1');
  });

  it('is told where nothing is to stop, unless the inventory knows of it', async () => {
    const { log, warned } = listeningLog();
    const unknown = await findUnknownServers(served(LAB), log, async () => [ROUTER]);
    expect(unknown).toMatchObject([{ device: 'eth1', text: expect.stringContaining('.254') }]);
    expect(warned).toEqual([]);
    expect(await findUnknownServers(served(KNOWN), log, async () => [ROUTER])).toEqual([]);
    expect(warned).toEqual([expect.stringContaining('10.20.1.254')]);
  });

  it('cannot be looked for without port 68, which is said and no reason to stop', async () => {
    const { log, warned } = listeningLog();
    await refuseOtherServers(served(LAB), log, async () => {
      throw Object.assign(new Error('bind'), { code: 'EACCES' });
    });
    expect(warned).toEqual([expect.stringMatching(/port 68.*--no-dhcp-search/)]);
  });
});
