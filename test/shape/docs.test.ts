// The docs say what is true: the page of diagnostics, and the places that the texts point to.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KNOWN_CODES } from '../../src/artifacts/known-codes.js';
import { EXIT_CODES } from '../../src/cli/exit-codes.js';
import { REASONS } from '../../src/dhcp/decide/reasons.js';
import { formatDiagnosticsPage } from '../../src/findings/page.js';
import { formatBootStoryPage } from '../../src/timeline/page.js';
import { filesBelow, readProjectFile } from './source-files.js';

const ROOT = join(import.meta.dirname, '../..');
const texts = [
  ...filesBelow('docs', /\.md$/),
  ...['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md'].map((path) => ({
    path,
    text: readProjectFile(path),
  })),
];

describe('docs/diagnostics.md', () => {
  it('is what the table says', () => {
    expect(readProjectFile('docs/diagnostics.md')).toBe(formatDiagnosticsPage(KNOWN_CODES));
  });

  it('has a heading for each code', () => {
    const page = readProjectFile('docs/diagnostics.md');
    const codes = [...KNOWN_CODES.keys()];
    expect(codes.filter((code) => !page.includes(`\n## ${code}\n`))).toEqual([]);
  });

  it('lists no code that nothing reports', () => {
    const source = filesBelow('src', /\.ts$/)
      .map(({ text }) => text)
      .join('\n');
    // A rule reports what it finds under its own name; what has a row alone is named by who reports it.
    const told = [...KNOWN_CODES].flatMap(([code, row]) =>
      'run' in row || 'find' in row ? [] : code,
    );
    expect(told.length).toBeGreaterThan(50);
    expect(told.filter((code) => !new RegExp(`'${code}'(?!:)`).test(source))).toEqual([]);
  });
});

describe('docs/boot-story.md', () => {
  it('is what the words and the rows say', () => {
    expect(readProjectFile('docs/boot-story.md')).toBe(formatBootStoryPage());
  });
});

describe('docs/logs.md', () => {
  const page = readProjectFile('docs/logs.md');

  it('has a row for each event of the log, and no other', () => {
    const [, table = ''] = page.split('## Events');
    const named = [...table.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([\w-]+)`/g)].map(([, event]) => event),
    );
    const source = [...filesBelow('src/serve', /\.ts$/), ...filesBelow('src/cli', /\.ts$/)];
    const told = source.flatMap(({ text }) =>
      [...text.matchAll(/\bevent: '([\w-]+)'/g)].map(([, event]) => event),
    );
    // Of requests for files it is the protocol.
    expect(named.toSorted()).toEqual([...new Set([...told, 'tftp', 'http'])].toSorted());
  });
});

describe('docs/serving.md', () => {
  it('has a row for each exit code, and speaks of no other', () => {
    const rows = [...readProjectFile('docs/serving.md').matchAll(/^\| (\d+) \| (.*) \| .* \|$/gm)];
    expect(rows.map(([, code, meaning]) => ({ code: Number(code), meaning }))).toEqual(
      Object.values(EXIT_CODES).map(({ code, meaning }) => ({ code, meaning })),
    );
  });
});

describe.each(texts)('$path', ({ text }) => {
  it('names only files that are there', () => {
    const named = [
      ...text.matchAll(/\b(?:docs|src|test|templates|examples|bench|scripts)\/[\w./-]+\w/g),
    ]
      .map(([path]) => path)
      .filter((path) => !/[<*…]/.test(path));
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

/** What GitHub makes of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

describe.each(texts.filter(({ text }) => /\]\([^)]+\)/.test(text)))('links of $path', (page) => {
  const prose = page.text.replace(/^```[\s\S]*?^```/gm, '');
  const links = [...prose.matchAll(/\]\((?!\w+:)([^)#]*)(?:#([^)]*))?\)/g)];

  it('lead to a file, and to a heading in it', () => {
    const broken = links.filter(([, file = '', anchor]) => {
      const target = file === '' ? page.path : join(dirname(page.path), file);
      if (!existsSync(join(ROOT, target))) return true;
      if (anchor === undefined) return false;
      const headings = readProjectFile(target).matchAll(/^#+ (.*)$/gm);
      return ![...headings].some(([, heading = '']) => anchorOf(heading) === anchor);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });
});

describe('README.md', () => {
  const README = readProjectFile('README.md');
  const prose = README.replace(/```[\s\S]*?```/g, '');

  it('names each page of docs/', () => {
    const pages = filesBelow('docs', /\.md$/).filter(({ path }) => path.split('/').length === 2);
    expect(
      pages.filter(({ path }) => !README.includes(`(${path})`)).map(({ path }) => path),
    ).toEqual([]);
  });

  it('names the Node that package.json asks for', () => {
    const { engines } = JSON.parse(readProjectFile('package.json'));
    const [, least] = /^\^([\d.]+) /.exec(engines.node) ?? [];
    expect(prose).toContain(`Node ${least} or newer`);
  });

  it.each(
    filesBelow('templates', /phone\.json$/).flatMap(({ path, text }) =>
      Object.keys(JSON.parse(text).facts).map((fact) => ({ fact, path })),
    ),
  )('of adding a phone names the fact $fact of $path', ({ fact }) => {
    expect(readProjectFile('docs/adding-a-phone.md')).toContain(`\`${fact}\``);
  });

  it('names the models that there are', () => {
    const models = filesBelow('templates', /phone\.json$/).map(({ path }) => path.split('/')[2]);
    expect(models.length).toBeGreaterThanOrEqual(4);
    const [, sentence = ''] = /It knows([\s\S]*?)\. /.exec(prose) ?? [];
    const named = (sentence.match(/\b(?:\d{4}G|X\d\w?)\b/g) ?? []).map((name) =>
      name.toLowerCase(),
    );
    expect(named.toSorted()).toEqual(models.toSorted());
  });
});

describe('figures of speed and memory', () => {
  const FIGURE = /\d ?(GB|[kM]B\/s|µs|ms of CPU|CPU)\b|\btimes (as|faster|`)/;
  const pages = texts.filter(({ path }) => !path.startsWith('docs/decisions/'));

  it.each(['0.5 GB', '109.4 MB/s', '17 times `tar x`', 'five times as fast'])(
    'are seen: %s',
    (text) => {
      expect(text).toMatch(FIGURE);
    },
  );

  it.each(pages)('stand in bench/README.md alone, not in $path', ({ text }) => {
    expect(text.match(FIGURE)?.[0]).toBeUndefined();
  });
});

describe('docs/troubleshooting.md', () => {
  const words = (heading: string): readonly string[] => {
    const [, section = ''] =
      new RegExp(`^## What the log says: ${heading}\\n([\\s\\S]*?)(?=^## |^This )`, 'm').exec(
        readProjectFile('docs/troubleshooting.md'),
      ) ?? [];
    return [...section.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([a-z-]+)`/g)].map(([, word = '']) => word),
    );
  };

  it('speaks of reasons that the log gives', () => {
    const reasons = words('DHCP').filter((word) => word !== 'why');
    expect(reasons.length).toBeGreaterThan(9);
    const known = [...Object.keys(REASONS), 'journal-failed'];
    expect(reasons.filter((word) => !known.includes(word))).toEqual([]);
  });

  it('speaks of outcomes that requests have', () => {
    const outcomes = words('files').filter((word) => word !== 'sent');
    expect(outcomes.length).toBeGreaterThan(6);
    const source = [...filesBelow('src/tftp', /\.ts$/), ...filesBelow('src/http', /\.ts$/)];
    const unknown = outcomes.filter(
      (word) => !source.some(({ text }) => text.includes(`'${word}'`)),
    );
    expect(unknown).toEqual([]);
  });
});

it('ARCHITECTURE.md stays a map', () => {
  expect(readProjectFile('ARCHITECTURE.md').split('\n').length).toBeLessThan(150);
});
