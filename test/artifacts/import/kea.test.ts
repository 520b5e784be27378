// What people write in the configuration of Kea.

import { describe, expect, it } from 'vitest';
import { readKea } from '../../../src/inventory/foreign/kea.js';

const KEA = `{
  "Dhcp4": {
    "valid-lifetime": 28800,
    "subnet4": [{
      "subnet": "10.20.1.0/24",
      "option-data": [{ "code": 150, "data": "10.20.1.5" }],
      "reservations": [
        { "hw-address": "00:1e:4a:00:00:01", "ip-address": "10.20.1.53" },
        { "hw-address": "00:00:00:00:00:01", "ip-address": "10.20.1.54" }
      ]
    }]
  }
}`;

describe('a configuration of Kea', () => {
  it('has another name for an option, which it defines itself', () => {
    const option = '"option-def": [{ "name": "phones", "code": 150, "type": "ipv4-address" }],';
    const text = KEA.replace('"code": 150', '"name": "phones"').replace(
      '"subnet4"',
      `${option} "subnet4"`,
    );
    const { networks, remarks } = readKea(text, 'x') ?? {};
    expect(networks?.[0]?.fields.tftp).toEqual(['10.20.1.5']);
    expect(remarks).toEqual([]);
  });

  it('tells of a fault of its JSON, at the line of the fault, and knows both kinds of comments', () => {
    const commented = KEA.replace('28800,', '28800, # "a shift');
    expect(readKea(commented, 'x')?.remarks).toEqual([]);
    const broken = `# of\n# the\n# lab\n${KEA.replace('"10.20.1.53" },', '"10.20.1.53"')}`;
    const fault = readKea(broken, 'x')?.remarks[0];
    const line = broken.split('\n').findIndex((each) => each.includes('"10.20.1.54"')) + 1;
    expect(fault).toMatchObject({ code: 'import/unreadable', line });
  });
});
