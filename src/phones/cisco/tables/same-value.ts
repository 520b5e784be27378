// Which texts of an element are the same to the phone.

import type { ElementRule } from './element-tree.js';
import { transportOf } from './security.js';

export function isSameValue(
  name: string,
  a: string,
  b: string,
  rule: ElementRule | undefined,
): boolean {
  if (a === b) return true;
  if (rule?.anyCase) return a.toLowerCase() === b.toLowerCase();
  // A plan that was imported goes under the name that offhook gives it.
  if (name === 'dialTemplate') return a !== '' && b !== '';
  if (name !== 'transportLayerProtocol') return false;
  const transport = transportOf(a);
  return transport !== undefined && transport === transportOf(b);
}
