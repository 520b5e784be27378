// What a model cannot do: the inventory knows it of the model, a driver of its vendor.

import { impossible } from '../findings/evidence.js';

export const UNSUPPORTED = impossible(
  'A feature that the model lacks',
  'remove it, or use another model',
);
