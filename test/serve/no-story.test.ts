// What stands in the story's place when its price is measured: all that serving asks of a story, or the server that is
// measured without one does not start.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, vi } from 'vitest';
import { createStory } from '../../src/serve/story/story.js';
import { servedSiteOf } from './snapshot-under-test.js';
import { storyOptions } from './story-options.js';

const ROOT = join(import.meta.dirname, '../..');
const NO_STORY = pathToFileURL(join(ROOT, 'bench/no-story.mjs')).href;
const APP = readFileSync(join(ROOT, 'src/serve/app.ts'), 'utf8');

it('has what a story has, and its module what is imported of it', async () => {
  const site = servedSiteOf('phones: []');
  if (!site) throw new Error('the inventory of the test has errors');
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const module = await import(/* @vite-ignore */ NO_STORY);
  const story = createStory(storyOptions(site));
  const stand = module.createStory({ site });
  expect(shapeOf(stand)).toEqual(shapeOf(story));
  // The others only a story asks for.
  const asked = ['known', 'strangers', 'others', 'sequence'] as const;
  const histories = Object.fromEntries(asked.map((name) => [name, story.histories[name]]));
  expect(shapeOf(stand.histories)).toEqual(shapeOf(histories));
  const [, names = ''] = /import \{([^}]*)\} from '.\/story\/story.js'/.exec(APP) ?? [];
  const values = names.split(',').map((name) => name.trim());
  const wanted = values.filter((name) => !name.startsWith('type '));
  expect(wanted).toContain('createStory');
  expect(Object.keys(module)).toEqual(expect.arrayContaining(wanted));
});

const shapeOf = (value: object) =>
  Object.fromEntries(Object.entries(value).map(([name, each]) => [name, typeof each]));
