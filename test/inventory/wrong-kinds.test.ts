// Every field of the schema with a value of another kind: what is told names something to write, and that is right.

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inventorySchema } from '../../src/inventory/shape/schema.js';
import { soak } from '../soak.js';
import { DESK, ROOM, readMarks, resolveText, SECTIONS } from './site-under-test.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
}

type Path = readonly (string | number)[];

const ROOT = inventorySchema([DESK, ROOM], SECTIONS) as Schema & {
  readonly $defs: Readonly<Record<string, Schema>>;
};
const SAMPLE_NAMES: Readonly<Record<string, string>> = { keys: '1', options: '160' };

/** Every place, each definition once. */
function* placesIn(given: Schema, path: Path, seen = new Set<string>()): Iterable<Path> {
  const { $ref: ref } = given;
  const place = `${ref} ${path.at(-1)}`;
  if (ref !== undefined && seen.has(place)) return;
  if (ref !== undefined) seen.add(place);
  const schema = ref === undefined ? given : (ROOT.$defs[ref.split('/').at(-1) ?? ''] ?? {});
  if (path.length > 0) yield path;
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    yield* placesIn(inner, [...path, name], seen);
  }
  if (typeof schema.additionalProperties === 'object') {
    const name = SAMPLE_NAMES[String(path.at(-1))] ?? 'a';
    yield* placesIn(schema.additionalProperties, [...path, name], seen);
  }
  if (schema.items) yield* placesIn(schema.items, [...path, 0], seen);
}

/** A file in flow style in which `value`, as YAML, stands at the path behind a mark. */
function fileWith(path: Path, value: string, isOfModel = false): string {
  const [step, ...rest] = path;
  if (step === undefined) return `①${value}`;
  const inner = fileWith(rest, value, isOfModel || step === 'models');
  if (step === 0) return `[${inner}]`;
  const wantsModel = step === 'settings' && rest.length > 0 && !isOfModel;
  const model = wantsModel ? 'model: test-desk, ' : '';
  return `{ ${model}"${step}": ${inner} }`;
}

const KINDS = new Set(['inventory/wrong-type', 'inventory/quote-it', 'inventory/unknown-key']);

/** Of what stands there, and of what is in it: nothing else stands in the file. */
function toldOf(path: Path, value: string) {
  const { text, markAt } = readMarks(`${fileWith(path, value)}\n`);
  return resolveText(text, { secrets: {} })
    .diagnostics.filter(({ code }) => KINDS.has(code))
    .map((each) => ({ ...each, isAtMark: markAt(each.place) === '①' }));
}

const VALUES = ['7', 'true', 'x', '"two words"', '1h', '10.1.1.1', '16384-32766', '"1,2"'];
/** At a desk each place is given some of them, and each of them stands at some places. */
const EVERY = soak(3, 1);
const valuesAt = (place: number) => VALUES.filter((_, index) => (index + place) % EVERY === 0);

/** What a hint shows of a form of which the rest is to be filled in, or of a span of numbers. */
const SHOWS_FORM =
  /^(?:write (?:a map: |a list: )?[[{].*…|write a list: a dash|write a whole number from \d+|write a whole number$|write true or false|write one of: |one of: |write a text, for example |write \{ env: NAME \})/;

const ALL = [...placesIn(ROOT, [])];

describe('a value of another kind', () => {
  it('is tried everywhere', () => {
    expect(ALL.length).toBeGreaterThan(90);
    for (const each of ['rtp', 'nat', 'registerExpires', 'options', 'include', 'volume']) {
      expect(ALL.map((path) => path.at(-1))).toContain(each);
    }
  });

  it.each(ALL.map((path, place) => [path.join('.'), path, place] as const))(
    'is told of with something to write: %s',
    (_, path, place) => {
      for (const value of valuesAt(place)) {
        for (const { code, message, hint, isAtMark } of toldOf(path, value)) {
          if (!isAtMark || code === 'inventory/quote-it') continue;
          const form = /^write (?:a list: )?([^…]*?)(?:, (?:or|without) .*)?$/.exec(hint)?.[1];
          if (form === undefined || SHOWS_FORM.test(hint)) {
            expect(hint, `${path.join('.')}: ${value}: ${message}`).toMatch(SHOWS_FORM);
            continue;
          }
          expect(() => parse(form)).not.toThrow();
          expect(toldOf(path, form), `${path.join('.')}: ${value}: ${hint}`).toEqual([]);
        }
      }
    },
  );
});
