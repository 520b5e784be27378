// Where and as whom the manager interface of a PBX is asked, by what the inventory says of it.

import type { ManagerUser } from '../../site/site.js';
import type { AmiServer } from './session.js';

/** Undefined: it is not asked. */
export function amiServerOf({ user, secret, at }: ManagerUser): AmiServer | undefined {
  return at && { ...at, user, secret };
}
