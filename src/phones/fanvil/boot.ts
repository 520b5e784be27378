// What a phone asks for while it boots, as a pure script. Knows names and their order, no network.

import type { Mac } from '../../core/mac.js';
import type { Ask, BootScript } from '../../site/boot-script.js';
import type { ModelFacts } from '../../site/model.js';
import { factsOf } from './tables/facts.js';
import { deviceFileName } from './tables/names.js';

/** The model's file, then the phone's own, whether or not the first was there. */
export function bootScript(mac: Mac, model: ModelFacts): BootScript {
  const common: Ask = {
    name: factsOf(model).commonFile.name,
    required: false,
    purpose: 'settings of the model',
  };
  const own: Ask = { name: deviceFileName(mac), required: true, purpose: 'configuration' };
  return { first: [common], next: (asked) => (asked.name === common.name ? [own] : []) };
}
