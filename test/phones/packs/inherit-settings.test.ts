import { describe, expect, it } from 'vitest';
import { inheritSettings } from '../../../src/phones/packs/inherit-settings.js';

const SHARED = {
  type: 'object',
  additionalProperties: false,
  properties: {
    webAccess: { type: 'boolean', default: false, description: 'Web page.' },
    maxCalls: { type: 'integer', default: 4, description: 'Calls.' },
  },
};
const read = (name: string) => (name === 'maker/shared/schema.json' ? SHARED : name);
const extend = (more: object) =>
  inheritSettings({ extends: 'maker/shared/schema.json', ...more }, read);

describe('inheritSettings', () => {
  it('takes everything that the model does not speak of', () => {
    expect(extend({})).toEqual(SHARED);
  });

  it('puts the words of the model over those of the shared schema', () => {
    const own = { maxCalls: { default: 1 }, lamp: { type: 'boolean', description: 'Lamp.' } };
    expect(extend({ properties: own })).toEqual({
      ...SHARED,
      properties: {
        webAccess: SHARED.properties.webAccess,
        maxCalls: { type: 'integer', default: 1, description: 'Calls.' },
        lamp: own.lamp,
      },
    });
  });

  it('builds on what builds on another', () => {
    const files: Readonly<Record<string, object>> = {
      'colour.json': {
        extends: 'maker/shared/schema.json',
        properties: { maxCalls: { default: 2 }, lamp: { type: 'boolean', description: 'Lamp.' } },
      },
    };
    const own = { extends: 'colour.json', properties: { lamp: { default: true } } };
    expect(inheritSettings(own, (name) => files[name] ?? read(name))).toEqual({
      ...SHARED,
      properties: {
        webAccess: SHARED.properties.webAccess,
        maxCalls: { type: 'integer', default: 2, description: 'Calls.' },
        lamp: { type: 'boolean', description: 'Lamp.', default: true },
      },
    });
  });

  it('ends where files build on one another in a circle', () => {
    const circle = (name: string) => ({ extends: name === 'a.json' ? 'b.json' : 'a.json' });
    expect(() => inheritSettings({ extends: 'a.json' }, circle)).toThrow('a.json builds on itself');
  });

  it.each([
    { name: 'a whole schema', schema: SHARED },
    { name: 'a list', schema: [] },
    { name: 'nothing', schema: null },
    { name: 'a strange base', schema: { extends: 3 } },
  ])('leaves $name alone', ({ schema }) => {
    expect(inheritSettings(schema, read)).toBe(schema);
  });

  it('hands on what is no schema, for others to judge', () => {
    expect(inheritSettings({ extends: 'else.json' }, read)).toBe('else.json');
    expect(extend({ properties: 3 })).toEqual({ ...SHARED, properties: 3 });
  });
});
