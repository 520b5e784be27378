// When is what is left so little that a mistake is more likely than a wish?

const FEW = 4;

/** Nothing would be left, or of more than a few more than half would go. */
export function losesMost(before: number, lost: number, left: number): boolean {
  return (left === 0 && lost > 0) || (before > FEW && lost * 2 > before);
}
