// Files of a phone as they may be shown: without passwords, as they are or as what has changed in them.

import { formatDiff } from '../artifacts/diff.js';
import type { Driver } from '../phones/driver.js';
import type { DeskQuestions } from './desk/questions.js';
import type { NamedText } from './story/kept-files.js';

/** Of what has not changed there is nothing to be shown. */
export function showFiles(
  driver: Pick<Driver, 'maskSecrets'>,
  { files, before }: DeskQuestions['show'],
): readonly NamedText[] {
  if (!before) {
    return files.map(({ name, text }) => ({ name, text: driver.maskSecrets(name, text) }));
  }
  const names = new Set([...before, ...files].map(({ name }) => name));
  return [...names].flatMap((name) => {
    const text = diffOf(driver, name, bytesOf(before, name), bytesOf(files, name));
    return text === '' ? [] : [{ name, text }];
  });
}

function diffOf(
  driver: Pick<Driver, 'maskSecrets'>,
  name: string,
  before: Uint8Array | undefined,
  bytes: Uint8Array | undefined,
): string {
  if (before && bytes && Buffer.compare(before, bytes) === 0) return '';
  const file = {
    name,
    holdsSecrets: true,
    render: () => bytes ?? new Uint8Array(),
    maskSecrets: (text: string) => driver.maskSecrets(name, text),
  };
  return formatDiff({
    ...{ kind: 'change', name },
    ...(before && { before }),
    ...(bytes && { after: { file, bytes } }),
  });
}

function bytesOf(files: readonly NamedText[], name: string): Uint8Array | undefined {
  const found = files.find((each) => each.name === name);
  return found && Buffer.from(found.text);
}
