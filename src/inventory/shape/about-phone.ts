// Whose phone a finding about the form of an inventory is about: what it says of its entry, it says of the phone.

import type { ErrorObject } from 'ajv/dist/2020.js';
import { parseMac } from '../../core/mac.js';
import type { Finding } from '../../findings/finding.js';
import type { Source } from '../read/source.js';
import { pathOf } from './schema-error-facts.js';

/** As far as its MAC can be read. */
export function aboutPhone(source: Source, { instancePath }: ErrorObject, found: Finding): Finding {
  const [section, index = ''] = pathOf(instancePath);
  if (section !== 'phones') return found;
  const { mac }: { readonly mac?: unknown } = Object(Object(Object(source.value).phones)[index]);
  const device = typeof mac === 'string' ? parseMac(mac) : undefined;
  return device === undefined ? found : { ...found, device };
}
