import { describe, expect, it } from 'vitest';
import { createLogBudget, MAX_HOSTS } from '../../src/core/log-budget.js';

const OPTIONS = { host: { burst: 3, perSecond: 1 }, kind: { burst: 10, perSecond: 1 } };

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('the budget of log lines', () => {
  it('writes the first of a host, counts the rest, and tells the count once', () => {
    const budget = createLogBudget(OPTIONS);
    const written = range(1_000).filter((n) => budget.admit('miss', '10.0.0.1', n / 1_000));
    expect(written).toHaveLength(3);
    expect(budget.takeSurplus(10_000)).toEqual([
      { kind: 'miss', count: 997, hosts: 1, seconds: 10 },
    ]);
    expect(budget.takeSurplus(20_000)).toEqual([]);
  });

  it('takes nothing from one host, or one kind, for another', () => {
    const budget = createLogBudget(OPTIONS);
    for (const n of range(1_000)) budget.admit('miss', '10.0.0.1', n / 1_000);
    expect(budget.admit('miss', '10.0.0.2', 1)).toBe(true);
    expect(budget.admit('sent', '10.0.0.1', 1)).toBe(true);
  });

  it('ends for a kind, however many hosts there are', () => {
    const budget = createLogBudget(OPTIONS);
    const written = range(5_000).filter((n) => budget.admit('miss', `host ${n}`, 0));
    expect(written).toHaveLength(10);
    expect(budget.takeSurplus(0)).toEqual([
      { kind: 'miss', count: 4_990, hosts: MAX_HOSTS, seconds: 1 },
    ]);
    expect(budget.admit('sent', 'a phone', 0)).toBe(true);
  });

  it('comes back with time', () => {
    const budget = createLogBudget(OPTIONS);
    const fourAt = (nowMs: number) => range(4).map(() => budget.admit('miss', 'a', nowMs));
    expect(fourAt(0)).toEqual([true, true, true, false]);
    expect(fourAt(2_000)).toEqual([true, true, false, false]);
  });

  it('remembers a bounded number of kinds', () => {
    const budget = createLogBudget({ ...OPTIONS, kind: { burst: 1, perSecond: 1 } });
    for (const n of range(10_000))
      for (const _ of range(2)) budget.admit(`kind ${n}`, undefined, 0);
    const surplus = budget.takeSurplus(0);
    expect(surplus.length).toBeLessThan(1_000);
    expect(surplus.reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
  });
});
