// When is what is left so little that a mistake is more likely than a wish?

const FEW = 4;

/** Of more than a few, more than half would go. */
export function losesMost(before: number, lost: number): boolean {
  return before > FEW && lost * 2 > before;
}
