import { expect, it } from 'vitest';
import { didYouMean, nearestName } from '../../src/findings/near.js';

it.each([
  ['modle', ['model', 'lines'], 'model'],
  ['webacess', ['webAccess', 'timeZone'], 'webAccess'],
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
