// "Did you mean": the nearest known name, if one is near.

import { distance } from 'fastest-levenshtein';

export function nearestName(name: string, names: Iterable<string>): string | undefined {
  const known = [...names];
  const lower = name.toLowerCase();
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const each of known) {
    const limit = Math.max(1, Math.floor(Math.max(name.length, each.length) * 0.4));
    // It is at least the difference in length, and takes the product of the two to find out.
    if (Math.abs(name.length - each.length) > limit || isOtherNumber(name, each)) continue;
    const other = each.toLowerCase();
    // What is left out at the end is rather left out than another letter is wrong.
    const found = slips(lower, other) - (other.startsWith(lower) ? 0.5 : 0);
    if (found <= limit && found < (best?.distance ?? Number.POSITIVE_INFINITY)) {
      best = { name: each, distance: found };
    }
  }
  return best?.name ?? soleContainer(name, known);
}

/** `cisco-8841` is no slip for `cisco-7931g`, however few signs that are. */
function isOtherNumber(name: string, other: string): boolean {
  const [digits, others] = [digitsIn(name), digitsIn(other)];
  if (digits.length < NUMBER || others.length < NUMBER) return false;
  return slips(digits, others) > 1;
}

function digitsIn(name: string): string {
  return name.replaceAll(/\D/g, '');
}

/** Digits that make the number of a model. */
const NUMBER = 3;

/** Two letters in the wrong order are one slip: of three letters, two others would be another word. */
function slips(name: string, other: string): number {
  const found = distance(name, other);
  return found === 2 && sorted(name) === sorted(other) ? 1 : found;
}

function sorted(name: string): string {
  return [...name].sort().join('');
}

const MIN_PART = 3;

/** `alaw` is part of `g711alaw`, and `7931` of `cisco-7931g`: the only name that has it is meant. */
function soleContainer(name: string, known: Iterable<string>): string | undefined {
  const part = name.toLowerCase();
  // `x4` is too short to be looked for anywhere, and is the whole of what follows a dash.
  const ways: readonly ((each: string) => boolean)[] =
    part.length < MIN_PART
      ? [(each) => each.endsWith(`-${part}`), (each) => each.includes(`-${part}`)]
      : [(each) => each.includes(part)];
  for (const isPart of part === '' ? [] : ways) {
    const [holder, ...others] = [...known].filter((each) => isPart(each.toLowerCase()));
    if (holder !== undefined) return others.length === 0 ? holder : undefined;
  }
  return undefined;
}

/** Of so many names it is said what is meant: nobody reads more, and each is compared with all that are known. */
const MOST_MEANT = 500;

/** `didYouMean` for the names of one file or inventory, in their order. */
export function createMeant(
  most = MOST_MEANT,
): (name: string, known: () => Iterable<string>) => string {
  let asked = 0;
  return (name, known) => {
    asked += 1;
    return asked <= most ? didYouMean(name, known()) : '';
  };
}

/** ` - did you mean "x"?`, or nothing. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const near = nearestName(name, known);
  return near === undefined ? '' : ` - did you mean "${near}"?`;
}

/** Of models: another digit is another phone, unless two stand in the wrong order. */
export function meantModel(id: string, known: readonly string[]): string {
  return didYouMean(
    id,
    known.filter((each) => !isOtherPhone(id, each)),
  );
}

function isOtherPhone(id: string, other: string): boolean {
  const [digits, others] = [digitsIn(id), digitsIn(other)];
  return digits.length === others.length && sorted(digits) !== sorted(others);
}

/** There is no model of this id. */
export function noModel(id: string, known: readonly string[]): string {
  return `no model "${id}"; one of: ${namesOfSameMaker(id, known).join(', ')}`;
}

/** Of names such as `fanvil-x4` those of the same maker as `name`, or as the one that it is near to; all where that is none. */
export function namesOfSameMaker(name: string, known: readonly string[]): readonly string[] {
  const makerOf = (each: string) => each.toLowerCase().split('-')[0];
  const likely = [name, nearestName(name, known) ?? ''].map(makerOf);
  const same = known.filter((each) => likely.includes(makerOf(each)));
  return same.length > 0 ? same : known;
}
