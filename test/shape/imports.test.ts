// The import table of ARCHITECTURE.md, held. An arrow that is not here is a decision to be made first.

import { dirname, join } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import { filesBelow, readProjectFile } from './source-files.js';

interface Area {
  /** Folders or files below src/, and Node's own modules as `node:…`. */
  readonly may: readonly string[];
  readonly packages: readonly string[];
}

const SERVER_NODE = ['node:dgram', 'node:events', 'node:net', 'node:dns/promises'];

const TABLE: Readonly<Record<string, Area>> = {
  core: {
    may: ['node:fs', 'node:module', 'node:net', 'node:url', 'node:util'],
    packages: ['ajv', 'fastest-levenshtein', 'jsonc-parser'],
  },
  inventory: {
    may: ['core', 'phones/model.ts', 'node:path'],
    packages: ['ajv', 'csv-parse', 'jsonc-parser', 'yaml'],
  },
  phones: {
    may: [
      ...['core', 'inventory/site.ts', 'render', 'node:fs', 'node:module', 'node:path'],
      'node:url',
    ],
    packages: ['ajv', 'xmlbuilder2'],
  },
  render: {
    may: ['core', 'phones/driver.ts', 'phones/template-tree.ts', 'node:module'],
    packages: ['handlebars', 'saxes'],
  },
  artifacts: {
    may: [
      ...['core', 'inventory', 'phones', 'render', 'node:fs', 'node:fs/promises'],
      ...['node:module', 'node:path', 'node:crypto'],
    ],
    packages: ['diff'],
  },
  udp: {
    may: ['core', 'node:dgram', 'node:events', 'node:net', 'node:os', 'node:util'],
    packages: ['koffi'],
  },
  tftp: { may: ['core', 'udp', ...SERVER_NODE], packages: [] },
  dhcp: {
    may: [
      ...['core', 'udp', ...SERVER_NODE, 'node:fs', 'node:fs/promises', 'node:path'],
      ...['node:timers/promises', 'node:util', 'node:zlib'],
    ],
    packages: [],
  },
  http: {
    may: ['core', ...SERVER_NODE, 'node:http', 'node:crypto', 'node:stream'],
    packages: [],
  },
  serve: {
    may: ['core', 'inventory', 'phones', 'artifacts', 'udp', 'tftp', 'dhcp', 'http', 'node:'],
    packages: [],
  },
  cli: {
    may: ['core', 'inventory', 'phones', 'render', 'artifacts', 'serve', 'tftp/client.ts', 'node:'],
    packages: ['commander', 'pino', 'pino-pretty', 'xmlbuilder2'],
  },
};

const IMPORTS = [
  /^(?:import|export)\b[^;]*? from '([^']+)'/gm,
  /^import '([^']+)'/gm,
  /\b(?:import|require|createRequire\([^)]*\)|getBuiltinModule)\(\s*'([^']+)'\s*\)/g,
];
/** Names that a reader of the text would not find. */
const HIDDEN = /\b(?:import|require)\((?!\s*'[^']+'\s*\))/;

const importsOf = (text: string): readonly string[] =>
  IMPORTS.flatMap((pattern) => [...text.matchAll(pattern)].map(([, specifier = '']) => specifier));
const files = filesBelow('src', /\.ts$/);

describe('imports', () => {
  it('are looked at in every area', () => {
    expect(files.length).toBeGreaterThan(60);
    expect([...new Set(files.map(({ path }) => path.split('/')[1]))].sort()).toEqual(
      Object.keys(TABLE).sort(),
    );
  });

  it.each(files)('of $path are in the table', ({ path, text }) => {
    const area = path.split('/')[1] ?? '';
    expect(importsOf(text).filter((specifier) => !isAllowed(path, area, specifier))).toEqual([]);
    expect(withoutComments(text)).not.toMatch(HIDDEN);
  });

  it('never cross from one vendor to another', () => {
    const crossing = files.filter(({ path, text }) => {
      const [, vendor] = /^src\/phones\/(\w+)\//.exec(path) ?? [];
      return (
        vendor !== undefined &&
        importsOf(text).some((specifier) => {
          const [, other] = /^src\/phones\/(\w+)\//.exec(join(dirname(path), specifier)) ?? [];
          return specifier.startsWith('.') && other !== undefined && other !== vendor;
        })
      );
    });
    expect(crossing.map(({ path }) => path)).toEqual([]);
  });
});

describe('the table of ARCHITECTURE.md', () => {
  const rows = [
    ...readProjectFile('ARCHITECTURE.md').matchAll(/^\| ((?:`\w+\/` ?)+)\|.*\| (.+) \|$/gm),
  ].map(([, rooms = '', may = '']) => ({ rooms: rooms.match(/\w+/g) ?? [], may }));

  it('has a row for each area', () => {
    expect(rows.flatMap(({ rooms }) => rooms).toSorted()).toEqual(Object.keys(TABLE).toSorted());
  });

  it.each(rows)('says of $rooms what is held here', ({ rooms, may }) => {
    const all = may.startsWith('all above');
    for (const room of rooms) {
      const ours = TABLE[room]?.may.filter((each) => !each.startsWith('node:')) ?? [];
      const unsaid = ours.filter((each) => !all && !new RegExp(`\\b${each}\\b`).test(may));
      expect(unsaid, room).toEqual([]);
      const exceptions = may.match(/\(not (.*)\)/)?.[1]?.split(' ') ?? [];
      const said = may.replace(/\(.*\)/, '').match(/[\w/.-]*\w/g) ?? [];
      const known = said.filter((each) => each in TABLE || each.endsWith('.ts'));
      if (!all && !exceptions.includes(room)) expect(ours.toSorted()).toEqual(known.toSorted());
    }
  });
});

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

function isAllowed(path: string, area: string, specifier: string): boolean {
  const { may, packages } = TABLE[area] ?? { may: [], packages: [] };
  if (specifier.startsWith('node:')) {
    return may.some((each) => each === 'node:' || each === specifier);
  }
  if (!specifier.startsWith('.')) {
    return packages.some((each) => specifier === each || specifier.startsWith(`${each}/`));
  }
  const target = join(dirname(path), specifier)
    .replace(/^src\//, '')
    .replace(/\.js$/, '.ts');
  return (
    target.startsWith(`${area}/`) ||
    may.some((each) => target === each || target.startsWith(`${each}/`))
  );
}
