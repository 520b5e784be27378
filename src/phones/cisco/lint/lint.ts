// What a phone would stumble over in a file, whoever made it. Well-formedness is judged before (src/render/xml/check.ts).

import { readXml } from '../../../render/xml/check.js';
import type { XmlElement } from '../../../render/xml/tree.js';
import type { LintFinding } from '../../driver.js';
import { lintDefault } from '../files/default/lint-default.js';
import { lintDevice } from '../files/sep/lint-device.js';
import type { FileKind } from '../side-file.js';
import type { CiscoData } from '../tables/data.js';
import { finding, type LintInput } from './lint-finding.js';
import { createKnownFiles } from './lint-known.js';

const KINDS: readonly FileKind[] = [
  { name: /^SEP[0-9a-f]{12}\.cnf\.xml$/i, roots: ['device'], lint: lintDevice },
  { name: /^XMLDefault\.cnf\.xml$/i, roots: ['Default'], lint: lintDefault },
];

export type LintFile = (input: LintInput) => readonly LintFinding[];

/** `more`: kinds of side files. A file of an unknown kind, and one that is not well-formed, have no findings here. */
export function createLinter(data: CiscoData, more: readonly FileKind[]): LintFile {
  const kinds = [...KINDS, ...more];
  const files = createKnownFiles(data);
  return (input) => {
    if (files.isClean(input)) return [];
    const root = readXml(input.text);
    if (!root) return [];
    const found = lintRoot(root, input, kinds);
    if (found.length === 0) files.remember(input, root);
    return found;
  };
}

function lintRoot(
  root: XmlElement,
  input: LintInput,
  kinds: readonly FileKind[],
): readonly LintFinding[] {
  const roots = kinds.find(({ name }) => name.test(input.name))?.roots;
  if (roots && !roots.includes(root.name)) return [wrongRoot(root, roots)];
  const kind = kinds.find((each) => each.roots.includes(root.name));
  return [...lintName(root, input.name), ...(kind?.lint(root, input) ?? [])];
}

function wrongRoot(root: XmlElement, [usual = '']: readonly string[]): LintFinding {
  const hint = `under this name the phone expects <${usual}>`;
  return finding('error', root, `the root is <${root.name}>`, hint);
}

/** Phones spell their address in capitals, and file names have a case. */
function lintName(root: XmlElement, name: string): readonly LintFinding[] {
  const mac = /^SEP([0-9a-f]{12})\.cnf\.xml$/i.exec(name)?.[1];
  if (mac === undefined || name === `SEP${mac.toUpperCase()}.cnf.xml`) return [];
  const hint = `call it SEP${mac.toUpperCase()}.cnf.xml`;
  return [finding('error', root, `no phone asks for "${name}"`, hint)];
}
