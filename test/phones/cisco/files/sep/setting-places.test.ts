// A setting whose element stands inside others of which not every phone knows each: all on the way count.

import { describe, expect, it } from 'vitest';
import { createFindElements } from '../../../../../src/phones/cisco/files/sep/setting-elements.js';
import { createFindPlaces } from '../../../../../src/phones/cisco/files/sep/setting-places.js';
import { readCiscoData } from '../../../../../src/phones/cisco/tables/data.js';
import { vendorData } from '../../../../../src/phones/packs/packs.js';
import type { Model } from '../../../../../src/site/model.js';
import { found, MODEL, PACKS } from '../../cisco-under-test.js';

const ELEMENTS = 'cisco/elements.json';
const OURS = { models: [MODEL.id] };
const OTHERS = { models: ['cisco-0000g'] };
const LATER = { from: '9.x' };
const OLD = 'SIP31.8-5-3S';
const NEW = 'SIP31.9-4-2SR3-1S';

/** Of a setting at `outer/middle/inner`, where these elements have an `only`. */
function placesWith(only: Readonly<Record<string, object>>) {
  const rows = ['outer', 'outer/middle', 'outer/middle/inner'].map((path, index) => [
    `device/${path}`,
    {
      type: index < 2 ? 'section' : 'text',
      source: ['files'],
      ...(only[path] && { only: only[path] }),
    },
  ]);
  const { text } = found(PACKS.tree.get(ELEMENTS), ELEMENTS);
  const table = JSON.stringify({ ...JSON.parse(text), ...Object.fromEntries(rows) });
  const tree = new Map([...PACKS.tree, [ELEMENTS, { path: ELEMENTS, text: table }]]);
  const data = readCiscoData(vendorData(tree, 'cisco'));
  const setting = { type: 'string', description: 'Made up.', 'x-element': 'outer/middle/inner' };
  const model: Model = { ...MODEL, settings: { ...MODEL.settings, properties: { made: setting } } };
  const placesOf = createFindPlaces(data);
  const elements = createFindElements(data, placesOf);
  const isIn = (load: string) => elements(model, { made: 'x' }, load).device.length > 0;
  const { faults, tooNew } = placesOf(model);
  return {
    faults,
    old: { isIn: isIn(OLD), tooNew: tooNew(OLD).map(({ name }) => name) },
    new: { isIn: isIn(NEW), tooNew: tooNew(NEW).map(({ name }) => name) },
  };
}

const IN = { isIn: true, tooNew: [] };
const TOO_NEW = { isIn: false, tooNew: ['made'] };

describe('a setting inside other elements', () => {
  it.each([
    { name: 'all of which everybody knows', only: {}, old: IN },
    { name: 'the outermost of later firmware', only: { outer: LATER }, old: TOO_NEW },
    {
      name: 'the outermost of this model, the next of later firmware',
      only: { outer: OURS, 'outer/middle': LATER },
      old: TOO_NEW,
    },
    {
      name: 'the outermost of later firmware, the innermost of this model',
      only: { outer: LATER, 'outer/middle/inner': OURS },
      old: TOO_NEW,
    },
    {
      name: 'one of both',
      only: { 'outer/middle': { ...OURS, ...LATER } },
      old: TOO_NEW,
    },
  ])('$name', ({ only, old }) => {
    expect(placesWith(only)).toEqual({ faults: [], old, new: IN });
  });

  it.each([
    { name: 'the outermost of other models', only: { outer: OTHERS, 'outer/middle/inner': OURS } },
    { name: 'the innermost of other models', only: { outer: OURS, 'outer/middle/inner': OTHERS } },
  ])('cannot stand there: $name', ({ only }) => {
    expect(placesWith(only).faults).toEqual([
      'made cannot stand at outer/middle/inner: cisco/elements.json has it for cisco-0000g only',
    ]);
  });
});
