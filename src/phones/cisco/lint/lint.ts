// What a phone would stumble over in a file, whoever made it. Well-formedness is judged before (src/render/xml/check.ts).

import { readXml } from '../../../render/xml/check.js';
import type { XmlElement } from '../../../render/xml/tree.js';
import type { LintFinding } from '../../driver.js';
import { lintDefault } from '../files/default/lint-default.js';
import { lintDialTemplate } from '../files/dial-plan/lint-dial-template.js';
import { lintRingList } from '../files/rings/lint-ring-list.js';
import { lintDevice } from '../files/sep/lint-device.js';
import type { CiscoData } from '../tables/data.js';
import { finding, type Linter, type LintInput } from './lint-finding.js';
import { createKnownFiles } from './lint-known.js';

const LINTERS: Readonly<Record<string, Linter>> = {
  device: lintDevice,
  Default: lintDefault,
  DIALTEMPLATE: lintDialTemplate,
  dialTemplate: lintDialTemplate,
  CiscoIPPhoneRingList: lintRingList,
};

/** Roots that a phone expects under a name; the first is the usual one. */
const ROOTS: readonly { readonly name: RegExp; readonly roots: readonly string[] }[] = [
  { name: /^SEP[0-9a-f]{12}\.cnf\.xml$/i, roots: ['device'] },
  { name: /^XMLDefault\.cnf\.xml$/i, roots: ['Default'] },
  { name: /^dialplan.*\.xml$/i, roots: ['DIALTEMPLATE', 'dialTemplate'] },
  { name: /^(distinctive)?ringlist\.xml$/i, roots: ['CiscoIPPhoneRingList'] },
];

export type LintFile = (input: LintInput) => readonly LintFinding[];

/** A file of an unknown kind, and one that is not well-formed, have no findings here. */
export function createLinter(data: CiscoData): LintFile {
  const files = createKnownFiles(data);
  return (input) => {
    if (files.isClean(input)) return [];
    const root = readXml(input.text);
    if (!root) return [];
    const found = lintRoot(root, input);
    if (found.length === 0) files.remember(input, root);
    return found;
  };
}

function lintRoot(root: XmlElement, input: LintInput): readonly LintFinding[] {
  const roots = ROOTS.find(({ name }) => name.test(input.name))?.roots;
  if (roots && !roots.includes(root.name)) return [wrongRoot(root, roots)];
  return [...lintName(root, input.name), ...(LINTERS[root.name]?.(root, input) ?? [])];
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
