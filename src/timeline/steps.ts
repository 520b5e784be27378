// What a phone did, step by step: a repeat is a count, and of many steps those in the middle are let go.

import type { PhoneEvent } from './events.js';
import { sameStep } from './same-step.js';

/** Something that the phone did, as often as it did it. */
export interface Step<E extends PhoneEvent = PhoneEvent> {
  readonly first: E;
  /** The latest of its kind; the first itself where it was the only one. */
  readonly last: E;
  readonly count: number;
  /** Between the last two of them; absent: there was one. */
  readonly everyMs?: number;
}

export interface Steps {
  /** In the order in which each happened first. */
  readonly steps: readonly Step[];
  /** Steps that were more than are kept; they were in the middle. */
  readonly leftOut: number;
}

/** A repeat is looked for this far back: phones ask for a few files in turns. */
const LOOK_BACK = 8;

/** The steps with what has happened now, as a repeat of one of them or as one more. */
export function placeIn({ steps: before, leftOut }: Steps, event: PhoneEvent, stepsMax: number) {
  const running = before.findLastIndex((step) => endsRunning(step.last, event));
  const steps = running < 0 ? before : before.toSpliced(running, 1);
  for (let at = steps.length - 1; at >= Math.max(0, steps.length - LOOK_BACK); at -= 1) {
    const step = steps[at];
    if (step && sameStep(step.last, event)) {
      return { steps: steps.with(at, again(step, event)), leftOut };
    }
  }
  return cut([...steps, { first: event, last: event, count: 1 }], leftOut, stepsMax);
}

/** A request that was told when it began, and now again at its end. */
function endsRunning(before: PhoneEvent, event: PhoneEvent): boolean {
  return (
    before.kind === 'file' &&
    event.kind === 'file' &&
    before.outcome === 'running' &&
    before.name === event.name &&
    before.address === event.address
  );
}

function again(step: Step, event: PhoneEvent): Step {
  return {
    first: step.first,
    last: event,
    count: step.count + 1,
    everyMs: beganMs(event) - beganMs(step.last),
  };
}

/** The first steps and the latest say most. */
export function cut(steps: readonly Step[], leftOut: number, stepsMax: number) {
  const surplus = steps.length - stepsMax;
  if (surplus <= 0) return { steps, leftOut };
  return { steps: steps.toSpliced(stepsMax >> 1, surplus), leftOut: leftOut + surplus };
}

/** A request is told at its end, and happened from its beginning on. */
export function beganMs(event: PhoneEvent): number {
  return event.kind === 'file' ? event.atMs - event.ms : event.atMs;
}
