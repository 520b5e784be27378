// The import table of ARCHITECTURE.md, held. An arrow that is not here is a decision to be made first.

import { dirname, join } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import { filesBelow, readProjectFile } from './source-files.js';

interface Area {
  /** Rooms, and Node's own modules as `node:…`. No single file is an exception. */
  readonly may: readonly string[];
  readonly packages: readonly string[];
}

const SERVER_NODE = ['node:dgram', 'node:events', 'node:net', 'node:dns/promises'];

const TABLE: Readonly<Record<string, Area>> = {
  core: {
    may: ['node:fs', 'node:module', 'node:net', 'node:url', 'node:util'],
    packages: ['ajv', 'jsonc-parser'],
  },
  findings: { may: ['core'], packages: ['fastest-levenshtein'] },
  site: { may: ['core', 'findings'], packages: [] },
  inventory: {
    may: ['core', 'findings', 'site', 'node:path'],
    packages: ['ajv', 'csv-parse', 'jsonc-parser', 'yaml'],
  },
  phones: {
    may: [
      ...['core', 'findings', 'site', 'render', 'node:crypto', 'node:fs', 'node:module'],
      ...['node:path', 'node:url'],
    ],
    packages: ['ajv', 'xmlbuilder2'],
  },
  render: {
    may: ['core', 'findings', 'node:fs', 'node:module', 'node:path', 'node:url'],
    packages: ['fastest-levenshtein', 'handlebars', 'saxes'],
  },
  firmware: {
    may: [
      ...['core', 'findings', 'site', 'node:events', 'node:fs', 'node:fs/promises', 'node:path'],
      'node:zlib',
    ],
    packages: ['tar', 'yauzl'],
  },
  artifacts: {
    may: [
      ...['core', 'findings', 'site', 'inventory', 'phones', 'render', 'firmware', 'numbers'],
      ...[
        'node:fs',
        'node:fs/promises',
        'node:module',
        'node:path',
        'node:crypto',
        'node:os',
        'node:worker_threads',
      ],
    ],
    packages: ['diff'],
  },
  exports: {
    may: ['core', 'findings', 'site', 'render', 'dhcp', 'serve'],
    packages: ['qrcode-generator'],
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
  sip: { may: ['core', 'udp', ...SERVER_NODE, 'node:crypto'], packages: [] },
  http: {
    may: ['core', ...SERVER_NODE, 'node:http', 'node:crypto', 'node:stream'],
    packages: [],
  },
  timeline: { may: ['core', 'site', 'firmware'], packages: [] },
  pbx: {
    may: [
      'core',
      'site',
      'timeline',
      'node:crypto',
      'node:net',
      'node:string_decoder',
      'node:tls',
      'node:util',
    ],
    packages: ['ws'],
  },
  page: {
    may: ['core', 'findings', 'site', 'firmware', 'http', 'timeline', 'rollout', 'node:'],
    packages: ['hono', '@hono/node-server'],
  },
  face: { may: ['core', 'timeline', 'page'], packages: ['preact'] },
  numbers: {
    may: ['core', 'findings', 'node:module', 'node:stream', 'node:zlib'],
    packages: ['csv-parse', 'xmlbuilder2'],
  },
  simulate: {
    may: [
      ...[
        'core',
        'site',
        'tftp',
        'dhcp',
        'sip',
        'node:dgram',
        'node:fs',
        'node:http',
        'node:timers/promises',
      ],
    ],
    packages: ['ajv', 'yaml'],
  },
  rollout: { may: ['core', 'site', 'timeline'], packages: [] },
  csta: { may: ['core', 'render', 'sip', 'node:timers/promises'], packages: [] },
  capture: { may: ['core', 'site', 'tftp', 'dhcp', 'http', 'timeline'], packages: [] },
  serve: {
    may: [
      ...[
        'core',
        'findings',
        'site',
        'inventory',
        'phones',
        'firmware',
        'numbers',
        'artifacts',
        'udp',
        'tftp',
      ],
      ...['dhcp', 'http', 'sip', 'csta', 'timeline', 'rollout', 'pbx', 'page', 'node:'],
    ],
    packages: ['prom-client'],
  },
  cli: {
    may: [
      ...['core', 'findings', 'site', 'inventory', 'phones', 'render', 'firmware', 'artifacts'],
      ...[
        'udp',
        'tftp',
        'dhcp',
        'http',
        'sip',
        'csta',
        'timeline',
        'rollout',
        'capture',
        'simulate',
        'numbers',
        'pbx',
        'page',
        'serve',
        'exports',
        'node:',
      ],
    ],
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

const files = filesBelow('src', /\.tsx?$/);
const importsOf = (text: string): readonly string[] =>
  IMPORTS.flatMap((pattern) => [...text.matchAll(pattern)].map(([, specifier = '']) => specifier));
/** Our own files that a file imports, `src/core/mac.ts`. */
const targetsOf = (path: string, text: string): readonly string[] =>
  importsOf(text)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => sourceOf(join(dirname(path), specifier)));
/** Which of the two it is, the names of the files tell. */
const sourceOf = (path: string): string => {
  const tsx = path.replace(/\.js$/, '.tsx');
  return files.some((each) => each.path === tsx) ? tsx : path.replace(/\.js$/, '.ts');
};
const VENDOR = /^src\/phones\/(\w+)\/driver\.ts$/;

describe('imports', () => {
  it('are allowed to whole rooms', () => {
    const ours = Object.values(TABLE).flatMap(({ may }) => may);
    expect(ours.filter((each) => !each.startsWith('node:') && !(each in TABLE))).toEqual([]);
  });

  it('are looked at in every area', () => {
    expect(files.length).toBeGreaterThan(60);
    expect([...new Set(files.map(({ path }) => path.split('/')[1]))].sort()).toEqual(
      Object.keys(TABLE).sort(),
    );
  });

  it('are in the table', () => {
    const others = files.flatMap(({ path, text }) => {
      const area = path.split('/')[1] ?? '';
      const found = importsOf(text).filter((specifier) => !isAllowed(path, area, specifier));
      return found.map((specifier) => `${path}: ${specifier}`);
    });
    expect(others).toEqual([]);
  });

  it('can be found by who reads the text', () => {
    const hidden = files.filter(({ text }) => HIDDEN.test(withoutComments(text)));
    expect(hidden.map(({ path }) => path)).toEqual([]);
  });

  it('bring into the browser nothing of the server but types, the table of words and what writes CSV', () => {
    const face = files.filter(({ path }) => path.startsWith('src/face/'));
    expect(face.length).toBeGreaterThan(20);
    const brought = face.flatMap(({ path, text }) => {
      const own = text.replace(/^import type\b[^;]*;/gm, '');
      return targetsOf(path, own).filter((target) => !target.startsWith('src/face/'));
    });
    const shared = ['src/timeline/word-table.ts', 'src/core/csv-row.ts'];
    expect(new Set(brought)).toEqual(new Set(shared));
    const types = face.flatMap(({ path, text }) => targetsOf(path, text));
    const server = types.filter((target) =>
      /^src\/(?!face\/|page\/wire\/|timeline\/word-table|core\/csv-row)/.test(target),
    );
    expect(server).toEqual([]);
  });

  it('never cross from one vendor to another', () => {
    const vendors = files.flatMap(({ path }) => VENDOR.exec(path)?.[1] ?? []);
    expect(vendors.length).toBeGreaterThan(1);
    const vendorOf = (path: string) =>
      vendors.find((vendor) => path.startsWith(`src/phones/${vendor}/`));
    const crossing = files.filter(({ path, text }) => {
      const vendor = vendorOf(path);
      const others = targetsOf(path, text).map(vendorOf);
      return (
        vendor !== undefined && others.some((other) => other !== undefined && other !== vendor)
      );
    });
    expect(crossing.map(({ path }) => path)).toEqual([]);
  });

  it('form no circle of files', () => {
    const remaining = new Map(files.map(({ path, text }) => [path, targetsOf(path, text)]));
    for (;;) {
      const free = [...remaining].filter(([, targets]) => !targets.some((to) => remaining.has(to)));
      if (free.length === 0) break;
      for (const [path] of free) remaining.delete(path);
    }
    // What is left is a circle, or leads to one.
    expect([...remaining.keys()]).toEqual([]);
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
      const known = said.filter((each) => each in TABLE);
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
