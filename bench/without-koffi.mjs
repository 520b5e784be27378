// Loaded into a measured process: the package koffi is not there, as on a machine without it.

import Module, { register } from 'node:module';

const hooks = `export async function resolve(specifier, context, next) {
  if (specifier === 'koffi') throw new Error('hidden');
  return next(specifier, context);
}`;

register(`data:text/javascript,${encodeURIComponent(hooks)}`);

// The same for scripts, as the bundle is made of.
const resolve = Module._resolveFilename;
Module._resolveFilename = (specifier, ...rest) => {
  if (specifier === 'koffi') throw new Error('hidden');
  return resolve(specifier, ...rest);
};
