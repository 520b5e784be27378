import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSource } from '../../../src/inventory/read/parse-source.js';
import type { Path } from '../../../src/inventory/read/source.js';
import { resolveText } from '../site-under-test.js';

const parse = (text: string) => parseSource('offhook.json', text);

function* pathsIn(value: unknown, path: Path = []): Iterable<readonly [Path, unknown]> {
  yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    yield* pathsIn(inner, [...path, Array.isArray(value) ? Number(name) : name]);
  }
}

/** The text from a place on. */
function from(
  text: string,
  { line, col }: { readonly line: number; readonly col: number },
): string {
  return text
    .split('\n')
    .slice(line - 1)
    .join('\n')
    .slice(col - 1);
}

describe('a JSON source', () => {
  it('is what JSON.parse reads, and knows where each value stands, in any spacing', () => {
    const spacing = fc.constantFrom('', 2, '\t');
    const indent = fc.constantFrom('', '\ufeff', ' \r\n');
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), spacing, indent, (value, space, before) => {
        const json = JSON.stringify(value, undefined, space);
        const text = before.replace('\ufeff', '') + json;
        const source = parse(before + json);
        expect(source.value).toEqual(JSON.parse(json));
        for (const [path, inner] of pathsIn(source.value)) {
          const place = source.locate(path);
          const start = JSON.stringify(inner, undefined, space)[0] ?? '';
          expect(from(text, place).startsWith(start)).toBe(true);
          if (typeof inner === 'string') expect(source.written(path)).toBe(inner);
          expect(source.holds([], place)).toBe(true);
          expect(source.holds(path, place)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('gives a name its own place, and the nearest of what is not there', () => {
    const text = '{ "phones": [\n  { "mac": "a" },\n  { "mac": null }\n] }';
    const source = parse(text);
    const at = (path: Path, part?: 'key' | 'name') => {
      const { line, col } = source.locate(path, part);
      return `${line}:${col}`;
    };
    expect(at(['phones', 1, 'mac'])).toBe('3:12');
    expect(at(['phones', 1, 'mac'], 'key')).toBe('3:5');
    expect(at(['phones', 0, 'mac', 'deeper'])).toBe('2:12');
    expect(at(['phones', 0, 'model'])).toBe('2:3');
    expect(at(['phones', 7])).toBe('1:13');
    expect(source.written(['phones', 1, 'mac'])).toBe('null');
    expect(source.holds(['phones', 0], source.locate(['phones', 1]))).toBe(false);
    expect(source.holds(['phones', 1], source.locate(['phones', 0, 'mac']))).toBe(false);
  });

  it('tells of names that stand twice', () => {
    const { findings, diagnostics } = resolveText(
      '{ "defaults": {\n "keys": { "1": { "blf": "1" },\n "1": { "blf": "2" } },\n "pbx": "a", "pbx": "a" } }',
      { main: 'offhook.json' },
    );
    expect(findings).toEqual(['inventory/duplicate-key 3:2', 'inventory/duplicate-name 4:14']);
    expect(diagnostics[1]?.related[0]?.place).toEqual({ file: 'offhook.json', line: 4, col: 2 });
  });

  it('says JSON, and not YAML, of a number in place of a text', () => {
    const { diagnostics } = resolveText('{ "site": { "name": 7001 } }', { main: 'offhook.json' });
    expect(diagnostics.map(({ message, hint }) => `${message}; ${hint}`)).toEqual([
      'name: JSON reads 7001 as a number, not as text; quote it: "7001"',
    ]);
  });

  it.each(['', ' \n', 'null'])('is empty: %j', (text) => {
    expect(resolveText(text, { main: 'offhook.json' }).findings).toEqual(['source/empty 1:1']);
  });

  it.each([
    '{"lines":{"1":{"password":"hunter22",}}}',
    '{"lines":{"1":{"password":"hunter22" "name":"x"}}}',
    '{"lines":{"1":{\n"password":\n"hunter22" x}}}',
    '{"lines":{"1":{\n"password": hunter22,\n"name":"x"}}}',
    '{"lines":{"1":{\n"password": { hunter22: 1 },\n"name":"x"}}}',
    '{"lines":{"1":{\n  "name": "x", "password": \'hunter22\'}}}',
    '{"lines":{"1":{\n"password": "hunter22\nhunter22"}}}',
    '{"phones":[{"keys":{"1":{"service":"http://anna:hunter22@x/",}}}]}',
  ])('never shows a password: %j', (text) => {
    const { diagnostics } = resolveText(text, { main: 'offhook.json' });
    expect(diagnostics.map(({ code }) => code)).toEqual(['source/syntax']);
    expect(JSON.stringify(diagnostics)).not.toContain('hunter');
  });
});
