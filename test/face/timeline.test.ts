// Where the steps of a boot stand on its line.

import { describe, expect, it } from 'vitest';
import { layOut } from '../../src/face/views/timeline-layout.js';
import type { BootAnswer } from '../../src/page/wire/phone.js';

const step = (atMs: number, lastMs = atMs, count = 1) => ({
  ...{ atMs, lastMs, count, what: 'x', outcome: '' },
});
const boot = (part: Partial<BootAnswer>): BootAnswer => ({
  ...{ number: 1, began: '2026-11-28T12:00:00Z', leftOut: 0, steps: [], next: [] },
  ...part,
});

describe('a boot on a line', () => {
  it('ends with what comes last: a step, what is due, or now', () => {
    const steps = [step(0), step(50)];
    expect(layOut(boot({ steps }), 'linear').steps.map(({ from }) => from)).toEqual([0, 1]);
    expect(layOut(boot({ steps }), 'linear', 100).steps[1]?.from).toBe(0.5);
    const due = boot({ steps, next: [{ what: 'a', purpose: '', dueMs: 200 }] });
    expect(layOut(due, 'linear').steps[1]?.from).toBe(0.25);
  });

  it('gives early steps room by logarithms', () => {
    const { steps } = layOut(boot({ steps: [step(0), step(100), step(100_000)] }), 'log');
    const [first, second, third] = steps.map(({ from }) => from);
    expect([first, third]).toEqual([0, 1]);
    expect(second).toBeGreaterThan(0.05);
    expect(layOut(boot({ steps: [step(100), step(100_000)] }), 'linear').steps[0]?.from).toBe(
      0.001,
    );
  });

  it('marks each time of what happened often, up to what can be seen', () => {
    const often = boot({ steps: [step(0, 90, 4), step(0, 90, 1_000)] });
    const [few, many] = layOut(often, 'linear').steps;
    expect(few?.marks.map((mark) => Math.round(mark * 90))).toEqual([0, 30, 60, 90]);
    expect(many?.marks.length).toBe(30);
  });

  it('has no place for what comes nobody knows when', () => {
    const next = [
      { what: 'a', purpose: '' },
      { what: 'b', purpose: '', dueMs: 10 },
    ];
    expect(layOut(boot({ next }), 'linear', 20).next).toEqual([
      undefined,
      { from: 0.5, to: 1, marks: [] },
    ]);
  });
});
