// Files of a phone as they may be shown: without passwords, as they are or as what has changed in them.

import { formatDiff } from '../artifacts/diff.js';
import { toFileText } from '../artifacts/file-text.js';
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
    const text = diffOf(driver, name, textOf(before, name), textOf(files, name));
    return text === '' ? [] : [{ name, text }];
  });
}

function diffOf(
  driver: Pick<Driver, 'maskSecrets'>,
  name: string,
  before: string | undefined,
  text: string | undefined,
): string {
  if (before === text) return '';
  const maskSecrets = (whole: string) => driver.maskSecrets(name, whole);
  const file = { holdsSecrets: true, maskSecrets };
  return formatDiff({
    ...{ kind: 'change', name },
    ...(before !== undefined && { before: Buffer.from(before) }),
    ...(text !== undefined && { after: { file, text: toFileText(text) } }),
  });
}

function textOf(files: readonly NamedText[], name: string): string | undefined {
  return files.find((each) => each.name === name)?.text;
}
