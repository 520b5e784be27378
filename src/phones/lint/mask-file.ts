// The text of a file that somebody brings, as it may be shown.

import { withoutPasswords } from '../../core/secret-in-text.js';
import type { Driver } from '../driver.js';
import type { Content } from '../recognise/content.js';
import type { Recognised } from '../recognise/recognise.js';

/** Of a file that is nobody's, what any vendor takes for a secret; where nothing in it tells what it is, more than that. */
export function maskerOf(
  name: string,
  { text }: Content,
  recognised: Recognised | undefined,
  drivers: readonly Driver[],
): () => string {
  let masked: string | undefined;
  const own = drivers.filter(({ vendor }) => vendor === recognised?.vendor);
  const isTold = recognised?.by === 'content';
  return () => {
    const maskers = own.length > 0 ? own : drivers;
    masked ??= maskers.reduce(
      (said, each) => each.maskSecrets(name, said),
      isTold ? (text?.text ?? '') : withoutAnyPasswords(text?.text ?? ''),
    );
    return masked;
  };
}

function withoutAnyPasswords(text: string): string {
  return text.split('\n').map(withoutPasswords).join('\n');
}
