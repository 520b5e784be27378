// Where many texts stand in another one. All are looked for in one go: however many they are, that one is read once.

export interface Spot {
  readonly from: number;
  /** The one that stands there. */
  readonly text: string;
}

/** How they begin decides whether one is looked for at a place. */
const HEAD = 3;

interface Alike {
  readonly lengths: Set<number>;
  readonly texts: Set<string>;
}

/** Each of `wanted` has three characters or more. The spots come in the order of the text; they may overlap. */
export function createTextFinder(wanted: Iterable<string>): (text: string) => readonly Spot[] {
  const byHead = new Map<string, Alike>();
  for (const each of wanted) {
    const head = each.slice(0, HEAD);
    const alike = byHead.get(head) ?? { lengths: new Set(), texts: new Set() };
    byHead.set(head, alike);
    alike.lengths.add(each.length);
    alike.texts.add(each);
  }
  return (text) => {
    const spots: Spot[] = [];
    if (byHead.size === 0) return spots;
    for (let from = 0; from + HEAD <= text.length; from += 1) {
      const alike = byHead.get(text.slice(from, from + HEAD));
      if (!alike) continue;
      for (const length of alike.lengths) {
        if (from + length > text.length) continue;
        const there = text.slice(from, from + length);
        if (alike.texts.has(there)) spots.push({ from, text: there });
      }
    }
    return spots;
  };
}

/** `spots` in their order: what they cover is `mask`, once where they overlap. */
export function coverSpots(text: string, spots: readonly Spot[], mask: string): string {
  let covered = '';
  let end = 0;
  for (const { from, text: each } of spots) {
    if (from >= end) covered += text.slice(end, from) + mask;
    end = Math.max(end, from + each.length);
  }
  return covered + text.slice(end);
}
