import { describe, expect, it } from 'vitest';
import { didYouMean, meantModel, namesOfSameMaker, nearestName } from '../../src/findings/near.js';

it.each([
  ['modle', ['model', 'lines'], 'model'],
  ['webacess', ['webAccess', 'timeZone'], 'webAccess'],
  ['fanvil-x5', ['fanvil-x4', 'fanvil-x5u'], 'fanvil-x5u'],
  ['cisco-8841', ['cisco-7931g', 'cisco-7942g'], undefined],
  ['cisco-7932', ['cisco-7931g', 'cisco-7975g'], 'cisco-7931g'],
  ['x5', ['fanvil-x4', 'fanvil-x5u'], 'fanvil-x5u'],
  ['x', ['fanvil-x4', 'fanvil-x5u'], undefined],
  ['x', ['firmware', 'settings'], undefined],
  ['label', [], undefined],
  ['raw', ['nat', 'rtp'], undefined],
  ['mac', ['nat'], undefined],
  ['name', ['nat'], undefined],
  ['rpt', ['nat', 'rtp'], 'rtp'],
])('%s among %j is %s', (name, known, nearest) => {
  expect(nearestName(name, known)).toBe(nearest);
});

it('asks only when something is near', () => {
  expect(didYouMean('modle', ['model'])).toBe(' - did you mean "model"?');
  expect(didYouMean('zzzzzz', ['model'])).toBe('');
});

describe('names of the same maker', () => {
  const MODELS = ['cisco-7931g', 'cisco-7942g', 'fanvil-x4', 'fanvil-x5u'];

  it.each([
    { name: 'fanvil-x44', same: ['fanvil-x4', 'fanvil-x5u'] },
    { name: 'Cisco-7960', same: ['cisco-7931g', 'cisco-7942g'] },
    { name: 'fanvl-x4', same: ['fanvil-x4', 'fanvil-x5u'] },
    { name: '7931', same: ['cisco-7931g', 'cisco-7942g'] },
    { name: 'yealink-t46', same: MODELS },
  ])('are those that $name can be', ({ name, same }) => {
    expect(namesOfSameMaker(name, MODELS)).toEqual(same);
  });
});

const MODELS = ['cisco-7931g', 'cisco-7942g', 'cisco-7975g', 'fanvil-x4', 'fanvil-x6'];

it.each([
  ['7931', 'cisco-7931g'],
  ['cisco-7931', 'cisco-7931g'],
  ['cisco-7913g', 'cisco-7931g'],
  ['csico-7942G', 'cisco-7942g'],
  ['cisco-793g', 'cisco-7931g'],
  ['favnil-x6', 'fanvil-x6'],
])('by the model %s %s is meant', (id, meant) => {
  expect(meantModel(id, MODELS)).toBe(` - did you mean "${meant}"?`);
});

it.each(['cisco-7940g', 'cisco-7941g', 'cisco-7932g', 'fanvil-x3', 'x7', '7960'])(
  'by the model %s, which is another phone, none is meant',
  (id) => {
    expect(meantModel(id, MODELS)).toBe('');
  },
);
