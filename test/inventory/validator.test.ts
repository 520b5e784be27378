import { describe, expect, it } from 'vitest';
import { inventoryValidator } from '../../src/inventory/shape/validate.js';
import { DESK, ROOM } from './site-under-test.js';

describe('the validator of inventories', () => {
  it('is made once for models that are read again and say the same', () => {
    const readAgain = structuredClone([DESK, ROOM]);
    expect(inventoryValidator(readAgain, [])).toBe(inventoryValidator([DESK, ROOM], []));
  });

  it.each([
    ['a model less', [DESK]],
    ['another setting', [DESK, { ...ROOM, settings: DESK.settings }]],
    ['more keys', [DESK, { ...ROOM, keys: ROOM.keys + 1 }]],
  ])('is another one for %s', (_, models) => {
    expect(inventoryValidator(models, [])).not.toBe(inventoryValidator([DESK, ROOM], []));
  });
});
