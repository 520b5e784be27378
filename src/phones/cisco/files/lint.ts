// What a phone would stumble over in a file, whoever made it. Well-formedness is judged before (src/render/xml/check.ts).

import { oncePer } from '../../../core/once-per.js';
import { rejected } from '../../../findings/evidence.js';
import { judgeBy, type Rule } from '../../../findings/rule.js';
import type { FileMemory } from '../../../render/file-memory.js';
import { readXml } from '../../../render/xml/check.js';
import type { Position, XmlElement } from '../../../render/xml/tree.js';
import { type LintFinding, lintFindingOf } from '../../lint/lint-finding.js';
import type { JudgedKind } from '../side-file.js';
import type { CiscoData } from '../tables/data.js';
import { saidBy } from '../tables/sources.js';
import { lintDefault } from './default/lint-default.js';
import { DESCRIBED_KINDS } from './described/described-kinds.js';
import type { LintInput } from './lint-finding.js';
import { likeSep, SEP_NAME } from './names.js';
import { refersOfDefault } from './references.js';
import { lintDevice } from './sep/lint-device.js';
import { createKnownFiles } from './sep/lint-known.js';
import { withoutEchoes } from './without-echoes.js';

export const KINDS: readonly JudgedKind[] = [
  {
    id: 'sep',
    what: 'the configuration of a Cisco phone',
    name: SEP_NAME,
    own: true,
    roots: ['device'],
    lint: lintDevice,
  },
  {
    id: 'default',
    what: 'what Cisco phones get that have no configuration of their own',
    name: /^XMLDefault\.cnf\.xml$/i,
    asked: /^XMLDefault\.cnf\.xml$/,
    roots: ['Default'],
    refers: refersOfDefault,
    lint: lintDefault,
  },
  ...DESCRIBED_KINDS,
];

interface NamedFile {
  readonly name: string;
  readonly root: XmlElement;
  /** What a phone expects under the name, the usual one first; undefined: it asks for no such name. */
  readonly roots: readonly string[] | undefined;
}

export const FILE_RULES = {
  'cisco/root': {
    ...rejected(
      'A file of another kind than its name says',
      'name it after what it is, or write what its name says',
      saidBy('image'),
    ),
    run({ root, roots }) {
      if (!roots || roots.includes(root.name)) return [];
      const hint = `under this name the phone expects <${roots[0]}>`;
      return [{ at: root, message: `the root is <${root.name}>`, hint }];
    },
  },
  // Phones spell their address in capitals, and file names have a case.
  'cisco/file-name': {
    ...rejected(
      'A name for which no phone asks',
      'write the MAC in capitals, the rest in small',
      saidBy('wazo', 'owners'),
    ),
    applies: ({ root }) => root.name === 'device',
    run({ name, root }) {
      const { right, why } = likeSep(name);
      if (why !== undefined) return [{ at: root, message: `no phone asks for "${name}": ${why}` }];
      if (right === undefined || name === right) return [];
      return [
        {
          at: root,
          message: `no phone asks for "${name}"`,
          hint: `call it ${right}`,
          fix: { rename: right },
        },
      ];
    },
  },
} as const satisfies Readonly<Record<`cisco/${string}`, Rule<NamedFile, Position>>>;

const judgeFile = judgeBy<NamedFile, Position>(FILE_RULES);

export type LintFile = (input: LintInput) => readonly LintFinding[];

/** `more`: kinds of side files. A file of an unknown kind, and one that is not well-formed, have no findings here. */
export function createLinter(data: CiscoData, more: readonly JudgedKind[]): LintFile {
  const kinds = [...KINDS, ...more];
  const filesOf = oncePer(({ takeApart }: FileMemory) => createKnownFiles(data, takeApart));
  return (input) => {
    const files = input.memory && filesOf(input.memory);
    const known = files?.find(input);
    if (known) return known;
    const root = readXml(input.text);
    if (!root) return [];
    const all = lintRoot(root, input, kinds);
    const found = input.remarks ? all : all.filter(({ severity }) => severity !== 'info');
    files?.remember(input, root, found);
    return found;
  };
}

function lintRoot(
  root: XmlElement,
  input: LintInput,
  kinds: readonly JudgedKind[],
): readonly LintFinding[] {
  const { name } = input;
  const roots = kinds.find((each) => each.name?.test(name))?.roots;
  const kind = kinds.find((each) => each.roots.includes(root.name));
  const isOther = roots !== undefined && !roots.includes(root.name);
  const found = [
    ...judgeFile({ name, root, roots }),
    ...(isOther ? [] : (kind?.lint(root, input) ?? [])),
  ];
  return withoutEchoes(found).map(lintFindingOf);
}
