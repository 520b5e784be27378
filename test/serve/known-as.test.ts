// What a phone is that nobody wrote down, by each thing that can tell it.

import { describe, expect, it } from 'vitest';
import type { Mac } from '../../src/core/mac.js';
import { knownAs } from '../../src/serve/story/known-as.js';
import { oneSlipFrom } from '../../src/serve/story/one-slip.js';
import { NO_HISTORY } from '../../src/timeline/history.js';
import { note } from '../../src/timeline/note.js';
import { PACKS } from '../phones/shipped-models.js';
import { ask } from '../timeline/scripts/script.js';

const MODELS = [...PACKS.models.values()].map((model) => ({ ...model, options: [] }));
const NOBODYS = '02:ab:cd:ef:01:23' as Mac;
const FANVILS = '0c:38:3e:11:22:33' as Mac;
const X5U_CLASS = 'Fanvil X5U';
const withFile = (name: string) => note(NO_HISTORY, ask(0, name));
const X4_FILE = withFile('f0X4hw1.100.cfg');

describe('a phone is known', () => {
  it.each([
    [
      'by what it says in DHCP',
      { ...NO_HISTORY, vendorClass: X5U_CLASS },
      'fanvil-x5u',
      'option 60',
    ],
    ['by that before its files', { ...X4_FILE, vendorClass: X5U_CLASS }, 'fanvil-x5u', 'option 60'],
    ['by a file of one model', X4_FILE, 'fanvil-x4', 'file name'],
    [
      'by its User-Agent',
      { ...NO_HISTORY, agent: 'Fanvil X5U 2.4 0c38' },
      'fanvil-x5u',
      'User-Agent',
    ],
    ['by its block', NO_HISTORY, undefined, 'block of MACs'],
    [
      'by its block, of another model',
      { ...NO_HISTORY, agent: 'Fanvil X4S' },
      undefined,
      'block of MACs',
    ],
  ])('%s', (_, history, model, by) => {
    const known = knownAs(FANVILS, history, MODELS);
    expect({ model: known?.model?.id, vendor: known?.vendor, by: known?.by }).toEqual({
      model,
      vendor: 'fanvil',
      by,
    });
  });

  it('by its block as the one model that its maker has', () => {
    const only = MODELS.filter(({ id }) => id !== 'fanvil-x5u');
    expect(knownAs(FANVILS, NO_HISTORY, only)?.model?.id).toBe('fanvil-x4');
    expect(knownAs('5c:fc:66:00:00:01' as Mac, NO_HISTORY, only)?.model).toBeUndefined();
  });

  it('by no file of which it is a guess that it asked for it', () => {
    const guess = note(NO_HISTORY, { ...ask(0, 'f0X4hw1.100.cfg'), guessed: true });
    expect(knownAs(NOBODYS, guess, MODELS)).toBeUndefined();
    expect(knownAs(NOBODYS, X4_FILE, MODELS)?.model?.id).toBe('fanvil-x4');
  });

  it('by nothing, where it says nothing and its MAC is nobody’s', () => {
    expect(knownAs(NOBODYS, withFile('ringlist.xml'), MODELS)).toBeUndefined();
  });
});

describe('a slip', () => {
  it('is another digit or two that changed their places, each once', () => {
    const all = [...oneSlipFrom('12:34:56:78:9a:bc' as Mac)];
    expect(all).toHaveLength(12 * 15 + 11);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toContain('12:34:56:78:9a:cb');
    expect(all).toContain('02:34:56:78:9a:bc');
  });
});
