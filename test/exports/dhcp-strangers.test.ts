// A stranger whose vendor class two models take is of the first, in Kea's expressions and in dhcpd's.

import { describe, expect, it } from 'vitest';
import type { ModelGroup } from '../../src/exports/dhcp/groups.js';
import { classTest } from '../../src/exports/dhcp/isc/classes.js';
import { groupClass } from '../../src/exports/dhcp/kea/tests.js';
import type { Model } from '../../src/site/model.js';

const group = (name: string, vendorClass: string, rivals: readonly string[]): ModelGroup => {
  const vendorClasses = [vendorClass];
  return { type: 'model', name, model: {} as Model, vendorClasses, rivals, ouis: [] };
};
const [FIRST, SECOND] = [group('x5u', 'Acme X5U', []), group('x5', 'Acme X5*', ['Acme X5U'])];

describe('a class that goes to an earlier model', () => {
  it('is left out of the later one by dhcpd', () => {
    const option = 'option vendor-class-identifier';
    expect(classTest(SECOND, [FIRST, SECOND])).toBe(
      `(substring(${option}, 0, 7) = "Acme X5") and not (${option} = "Acme X5U" or ${option} = concat("Acme X5U", 00))`,
    );
  });

  it('is left out of the later one by Kea', () => {
    expect(groupClass(SECOND, [FIRST, SECOND])).toEqual({
      name: 'x5',
      test: "not member('KNOWN') and ((substring(option[60].hex, 0, 7) == 'Acme X5') and not (option[60].hex == 'Acme X5U' or option[60].hex == concat('Acme X5U', 0x00)))",
    });
  });
});
