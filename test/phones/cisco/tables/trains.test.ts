import { describe, expect, it } from 'vitest';
import { readCiscoData } from '../../../../src/phones/cisco/tables/data.js';
import {
  type TrainTable,
  trainOf,
  whyForeign,
} from '../../../../src/phones/cisco/tables/trains.js';
import { vendorData } from '../../../../src/phones/packs/packs.js';
import { PACKS } from '../cisco-under-test.js';

const { trains } = readCiscoData(vendorData(PACKS.tree, 'cisco'));

describe('trainOf', () => {
  it.each([
    ['SIP31.8-5-3SR1S', '8.5'],
    ['SIP45.8-4-2S', '8.5'],
    ['SIP45.9-4-2SR3-1S', '9.x'],
    ['SIP11.9-2-1S', '9.x'],
    ['SIP75.10-1-1S', undefined],
    ['SIP75.19-1-1S', undefined],
    ['SCCP45.9-4-2SR1-1S', undefined],
    ['sip88xx.14-0-1-0101-145', undefined],
    ['P0S3-8-12-00', undefined],
    ['term45.default', undefined],
    ['', undefined],
  ])('%s is of %s', (load, name) => {
    expect(trainOf(trains, load)?.name).toBe(name);
  });
});

describe('an element that a train knew first', () => {
  const three: TrainTable = [
    { name: 'old', loads: '7-' },
    { name: 'middle', loads: '8-' },
    { name: 'new', loads: '9-' },
  ];

  it.each(three.map((train, index) => ({ train, why: index === 0 ? 'train' : undefined })))(
    'and $train.name: $why',
    ({ train, why }) => {
      expect(whyForeign({ from: 'middle' }, { train }, three)).toBe(why);
    },
  );
});
