// Loaded into a measured process: the package koffi is not there, as on a machine without it.

import { register } from 'node:module';

const hooks = `export async function resolve(specifier, context, next) {
  if (specifier === 'koffi') throw new Error('hidden');
  return next(specifier, context);
}`;

register(`data:text/javascript,${encodeURIComponent(hooks)}`);
