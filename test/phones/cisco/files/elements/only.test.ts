// Elements that only some models or trains of firmware know: what is said to whom.

import { describe, expect, it } from 'vitest';
import type { ElementRule } from '../../../../../src/phones/cisco/tables/element-tree.js';
import { createPacks } from '../../../../../src/phones/packs/packs.js';
import { DRIVERS } from '../../../../../src/phones/registry.js';
import type { TemplateTree } from '../../../../../src/render/template-tree.js';
import { found, MODEL, PACKS, SEP, sitePhone, textOf } from '../../cisco-under-test.js';

const GOOD = textOf(
  sitePhone(
    'keys: { 1: { line: "7896" } }\nfirmware: SIP31.8-5-3SR1S\nsettings: { proxy: callManager }',
  ),
  SEP,
);
const ELEMENTS = 'cisco/elements.json';

/** The shipped tree with rows of our own in the table of elements. */
function withElements(rows: Readonly<Record<string, ElementRule>>): TemplateTree {
  const { text } = found(PACKS.tree.get(ELEMENTS), ELEMENTS);
  const file = { path: ELEMENTS, text: JSON.stringify({ ...JSON.parse(text), ...rows }) };
  return new Map([...PACKS.tree, [ELEMENTS, file]]);
}

const PARTED = found(
  createPacks(
    withElements({
      'device/vendorConfig/ofOthers': {
        type: 'boolean',
        only: { models: ['cisco-0000g'] },
        source: ['files'],
      },
      'device/vendorConfig/ofOthers9': {
        type: 'boolean',
        only: { from: '9.x', models: ['cisco-0000g', MODEL.id] },
        source: ['files'],
      },
    }),
    DRIVERS,
  ).drivers.get('cisco'),
  'the driver',
);

/** Of the element that is put in. */
const LINE = GOOD.slice(0, GOOD.indexOf('<webAccess>')).split('\n').length;

function lint(load: string, element: string, { driver = PARTED, model = true } = {}) {
  const xml = GOOD.replace('SIP31.8-5-3SR1S', load).replace('<webAccess>', `${element}<webAccess>`);
  return driver.lint(SEP, xml, model ? MODEL : undefined).map(({ rule, line, message, hint }) => ({
    found: `${rule} ${line}`,
    words: `${message}: ${hint}`,
  }));
}

describe('an element', () => {
  it.each([
    {
      name: 'of 9.x, to 8.5',
      load: 'SIP31.8-5-3SR1S',
      element: '<sshAccess>0</sshAccess>',
      says: ['cisco/later-firmware'],
    },
    {
      name: 'of 9.x, to a phone of unknown firmware',
      load: '',
      element: '<sshAccess>0</sshAccess>',
      says: ['cisco/later-firmware'],
    },
    {
      name: 'of 9.x, to 9.x',
      load: 'SIP31.9-4-2SR3-1S',
      element: '<sshAccess>0</sshAccess>',
      says: [],
    },
    {
      name: 'of 9.x with a wrong value, to 9.x',
      load: 'SIP31.9-4-2SR3-1S',
      element: '<sshAccess>2</sshAccess>',
      says: ['cisco/out-of-range'],
    },
    {
      name: 'that no firmware knows, to 9.x',
      load: 'SIP31.9-4-2SR3-1S',
      element: '<sshPort>22</sshPort>',
      says: ['cisco/unknown-element'],
    },
    {
      name: 'of other models',
      load: 'SIP31.9-4-2SR3-1S',
      element: '<ofOthers>true</ofOthers>',
      says: ['cisco/other-model'],
    },
    {
      name: 'of other models, whatever its value is',
      load: 'SIP31.9-4-2SR3-1S',
      element: '<ofOthers>perhaps</ofOthers>',
      says: ['cisco/other-model'],
    },
    {
      name: 'of this model from 9.x on, to 8.5',
      load: 'SIP31.8-5-3SR1S',
      element: '<ofOthers9>true</ofOthers9>',
      says: ['cisco/later-firmware'],
    },
    {
      name: 'of this model from 9.x on, to 9.x',
      load: 'SIP31.9-4-2SR3-1S',
      element: '<ofOthers9>true</ofOthers9>',
      says: [],
    },
  ])('$name', ({ load, element, says }) => {
    expect(lint(load, element).map(({ found }) => found)).toEqual(
      says.map((id) => `${id} ${LINE}`),
    );
  });

  it('is told with the firmware that passes over it, and with the one that does not', () => {
    const [later] = lint('SIP31.8-5-3SR1S', '<sshAccess>0</sshAccess>');
    expect(later?.words).toMatch(/from firmware 9\.x on: the 8\.5 firmware passes over it$/);
    const [never] = lint('SIP31.9-4-2SR3-1S', '<sshPort>22</sshPort>');
    expect(never?.words).toMatch(/: the 9\.x firmware passes over it$/);
  });

  it('of other models is nothing to say where no model is known', () => {
    expect(lint('SIP31.8-5-3SR1S', '<ofOthers>true</ofOthers>', { model: false })).toEqual([]);
  });
});

describe('the table of elements', () => {
  it('is refused with a train that there is not', () => {
    const tree = withElements({
      'device/x': { type: 'text', only: { from: '10.x' }, source: ['files'] },
    });
    expect(() => createPacks(tree, DRIVERS)).toThrow(/device\/x names a train/);
  });

  it('names models that there are', () => {
    const rows: Readonly<Record<string, ElementRule>> = JSON.parse(
      found(PACKS.tree.get(ELEMENTS), ELEMENTS).text,
    );
    const named = Object.values(rows).flatMap(({ only }) => only?.models ?? []);
    expect(named.filter((id) => !PACKS.models.has(id))).toEqual([]);
  });
});
