import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatIpv4, type Ipv4 } from '../../src/core/ipv4.js';
import { createEndpoints } from '../../src/udp/endpoints.js';

it('are those that were asked for, whoever was heard before', () => {
  const endpointOf = createEndpoints();
  const address = fc.nat(2 ** 32 - 1).map((ip) => ip as Ipv4);
  fc.assert(
    fc.property(address, fc.integer({ min: 1, max: 65_535 }), (ip, port) => {
      expect(endpointOf(ip, port)).toEqual({ address: formatIpv4(ip), port });
    }),
  );
});

it('are kept apart where a thousand phones have one port, and one phone a thousand', () => {
  const endpointOf = createEndpoints();
  const first = 0xc0a8_0001;
  const wrong: string[] = [];
  for (let n = 0; n < 20_000; n++) {
    const phone = endpointOf((first + n) as Ipv4, 2_000);
    const port = endpointOf(first as Ipv4, 2_000 + n);
    const seen = `${phone.address} ${phone.port}, ${port.address} ${port.port}`;
    const wanted = `${formatIpv4((first + n) as Ipv4)} 2000, 192.168.0.1 ${2_000 + n}`;
    if (seen !== wanted) wrong.push(`${seen} for ${wanted}`);
  }
  expect(wrong).toEqual([]);
});

it('are the same object for who is heard again', () => {
  const endpointOf = createEndpoints();
  const again = (n: number) => endpointOf((0x7f01_0000 + n) as Ipv4, 20_000 + n);
  const phones = Array.from({ length: 1_000 }, (_, n) => again(n));
  const kept = phones.filter((phone, n) => again(n) === phone);
  expect(kept.length).toBeGreaterThan(900);
});
