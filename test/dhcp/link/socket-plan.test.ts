import { describe, expect, it } from 'vitest';
import { earsOn, type LinkPlace } from '../../../src/dhcp/link/link.js';
import { earArrival, ownArrivals, planSockets } from '../../../src/dhcp/link/socket-plan.js';
import { ip } from '../wire-under-test.js';

const [ONE, OTHER, FAR] = [ip('10.20.1.1'), ip('10.20.1.5'), ip('10.30.0.1')];
const eth1 = { device: 'eth1', index: 3, address: ONE };
const eth2 = { device: 'eth2', index: 4, address: FAR };
const place = (wires: LinkPlace['wires'], further: LinkPlace['further'] = []): LinkPlace => ({
  wires,
  addresses: wires.map(({ address }) => address),
  further,
});
const BOTH = place([eth1, eth2], [{ device: 'eth1', address: OTHER }]);

describe('sockets', () => {
  const open = {
    ears: new Map([
      ['3', 0],
      ['4', 0],
    ]),
    own: new Map([
      [ONE, 0],
      [OTHER, 0],
      [FAR, 0],
    ]),
  };
  const nothing = { openEars: [], openAddresses: [], closeEars: [], closeAddresses: [] };

  it.each([
    { what: 'stay where nothing changes', to: BOTH, plan: {} },
    {
      what: 'stay at an interface that is called otherwise',
      to: { ...BOTH, wires: [{ ...eth1, device: 'lan0' }, eth2] },
      plan: {},
    },
    {
      what: 'are opened on an interface made anew, and closed on the old one',
      to: { ...BOTH, wires: [{ ...eth1, index: 9 }, eth2] },
      plan: { openEars: [{ key: '9', device: 'eth1', local: ONE }], closeEars: ['3'] },
    },
    {
      what: 'are closed with their network',
      to: place([eth2]),
      plan: { closeEars: ['3'], closeAddresses: [ONE, OTHER] },
    },
    {
      what: 'move to another address',
      to: place([{ ...eth1, address: OTHER }, eth2]),
      plan: { closeAddresses: [ONE] },
    },
  ])('$what', ({ to, plan }) => {
    expect(planSockets(earsOn(to.wires), to, open)).toEqual({ ...nothing, ...plan });
  });

  it('are all opened at first', () => {
    const none = { ears: new Map(), own: new Map() };
    const { openEars, openAddresses } = planSockets(earsOn(BOTH.wires), BOTH, none);
    expect(openEars.map(({ key }) => key)).toEqual(['3', '4']);
    expect(new Set(openAddresses)).toEqual(new Set([ONE, OTHER, FAR]));
  });
});

describe('how a packet came in', () => {
  it('tells the network of a wire that has but one, and the address that was asked', () => {
    expect(earsOn(BOTH.wires).map(earArrival)).toEqual([
      { unicast: false, local: ONE },
      { unicast: false, local: FAR },
    ]);
    expect(ownArrivals(BOTH)).toEqual(
      new Map([
        [OTHER, { unicast: true, asked: OTHER, local: ONE }],
        [ONE, { unicast: true, asked: ONE, local: ONE }],
        [FAR, { unicast: true, asked: FAR, local: FAR }],
      ]),
    );
  });

  it('leaves open which of two networks on one wire is meant', () => {
    const shared = place(
      [eth1, { ...eth2, device: 'eth1', index: 3 }],
      [{ device: 'eth1', address: OTHER }],
    );
    expect(earsOn(shared.wires).map(earArrival)).toEqual([{ unicast: false }]);
    expect(ownArrivals(shared).get(OTHER)).toEqual({ unicast: true, asked: OTHER });
  });
});
