// What is said of anything that no phone has confirmed: each vendor knows its own.

import { risky } from '../findings/evidence.js';

export const NOT_CONFIRMED = risky(
  'Something that no phone has confirmed yet',
  'see the README of the model; tell us what your phone does',
  'guides and files of others, as the README of the model tells',
);
