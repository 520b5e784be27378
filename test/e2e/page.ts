// A page of the docs as what its reader does: files to write, commands to type, what is then seen.
//
// A fence of `console` holds commands behind `$ ` and, below each, lines that it prints. A fence with a name behind its
// language is that file. A fence of `log` holds lines that the server of the page prints. A comment `<!-- does: … -->` is
// what the reader does with the hands: plug in a phone, dial. `…` in a line that is printed stands for anything.

/** Pages of docs/ that are done from beginning to end, and the programs that each takes. */
export const PAGES: readonly Page[] = [
  { page: 'quick-start', programs: [] },
  { page: 'importing', programs: [] },
  { page: 'migrating', programs: ['dhcpd', 'in.tftpd', 'dnsmasq'] },
  { page: 'sccp-to-sip', programs: [] },
  { page: 'editing', programs: [] },
  { page: 'troubleshooting', programs: [] },
  { page: 'serving', programs: [] },
  { page: 'monitoring', programs: ['curl'] },
  { page: 'scaling', programs: ['curl', 'nginx', 'kea-dhcp4'] },
];

/** Those that take no wire: lint-pages.test.ts does them. */
export const PAGES_WITHOUT_WIRE: readonly string[] = [
  'lint',
  'ci',
  'firmware',
  'adopting',
  'simulate',
  'page',
  'numbers',
  'directory',
];

/** Those that are read beside a server with phones: resync.test.ts does them. */
export const PAGES_BESIDE_A_SERVER: readonly string[] = ['resync'];

/** Those with a phone that SIPp plays, and who does them. */
export const PAGES_WITH_SIPP: readonly string[] = ['csta'];

interface Page {
  readonly page: string;
  readonly programs: readonly string[];
}

export type Step =
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  | { readonly kind: 'command'; readonly command: string; readonly expected: readonly string[] }
  | { readonly kind: 'does'; readonly what: string; readonly words: readonly string[] }
  | { readonly kind: 'log'; readonly expected: readonly string[] };

const PIECES = /^```(\w*)(?: (\S+))?\n([\s\S]*?)^```|^<!-- does: ([\s\S]*?) -->/gm;

export function stepsOf(page: string): readonly Step[] {
  return [...page.matchAll(PIECES)].flatMap(([, language, path, text = '', does]): Step[] => {
    if (does !== undefined) {
      const [what = '', ...words] = does.split(/\s+/);
      return [{ kind: 'does', what, words }];
    }
    if (path !== undefined) return [{ kind: 'file', path, text }];
    if (language === 'log') return [{ kind: 'log', expected: linesOf(text) }];
    return language === 'console' ? commandsIn(text) : [];
  });
}

function commandsIn(fence: string): Step[] {
  return fence
    .split(/^\$ /m)
    .slice(1)
    .map((typed) => {
      const [command = '', ...expected] = linesOf(typed);
      return { kind: 'command', command, expected };
    });
}

const linesOf = (text: string): readonly string[] => text.trimEnd().split('\n');

/**
 * What differs from run to run and from machine to machine: times (a terminal's on a page, a pipe's where it is tried),
 * how long ago something was, whether koffi could be loaded, and whether the port of the page was free.
 */
function steady(line: string): string {
  return line
    .replace(/\d+ (ms|s) ago/g, '# ago')
    .replace(/up \d+ (ms|s),/g, 'up #,')
    .replace(/\d+(\.\d+)? ms/g, '# ms')
    .replace(/"ms":\d+/g, '"ms":#')
    .replace(/^\[(\d{4}-\d\d-\d\dT)?\d\d:\d\d:\d\d(\.\d{3}Z)?\] /, '')
    .replace(/sockets: \w+/, 'sockets: any')
    .replace(/ {2,}page {2,3}http:\S+$| {3}page http:\S+$/, '')
    .trimEnd();
}

/** Matches the lines that `expected` is an example of, as one whole line of a text that `steadyText` returned. */
export function patternOf(expected: string): RegExp {
  const pieces = steady(expected)
    .split('…')
    .map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${pieces.join('.*')}$`, 'm');
}

export const steadyText = (text: string): string => text.split(/\r?\n/).map(steady).join('\n');

/** Lines of a page that a text does not have. */
export function missingIn(text: string, expected: readonly string[]): readonly string[] {
  const printed = steadyText(text);
  return expected.filter((line) => steady(line) !== '' && !patternOf(line).test(printed));
}
