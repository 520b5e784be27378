// Whose phone a MAC says it is: makers' blocks, as the IEEE has given them out.

import type { TemplateTree } from '../../render/template-tree.js';
import type { MakerOf } from '../../site/model.js';
import { compileShape } from './shape.js';

interface MacBlocks {
  readonly source: string;
  readonly release: string;
  /** By vendor: six digits for each block, with blanks between them. */
  readonly makers: Readonly<Record<string, string>>;
}

const FILE = 'mac-blocks.json';

const isTable = compileShape<MacBlocks>({
  type: 'object',
  additionalProperties: false,
  properties: {
    source: { type: 'string' },
    release: { type: 'string' },
    makers: {
      type: 'object',
      additionalProperties: { type: 'string', pattern: '^[0-9a-f]{6}( [0-9a-f]{6})*$' },
    },
  },
  required: ['source', 'release', 'makers'],
});

/** Read when the first block is asked for. Throws then if the table has another shape. */
export function readMakers(tree: TemplateTree): MakerOf {
  let known: ReadonlyMap<string, string> | undefined;
  return (oui) => {
    known ??= readTable(tree);
    return known.get(oui.replaceAll(':', ''));
  };
}

function readTable(tree: TemplateTree): ReadonlyMap<string, string> {
  const file = tree.get(FILE);
  if (!file) return new Map();
  const table: unknown = JSON.parse(file.text);
  if (!isTable(table)) throw new Error(`${file.path} has not the shape that the rule needs`);
  return new Map(
    Object.entries(table.makers).flatMap(([vendor, blocks]) =>
      blocks.split(' ').map((block) => [block, vendor] as const),
    ),
  );
}
