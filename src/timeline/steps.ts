// What a phone did, step by step: a repeat is a count, and of many steps those in the middle are let go.

import type { FileEvent, PhoneEvent } from './events.js';
import { sameStep } from './same-step.js';

/** Something that the phone did, as often as it did it. */
export interface Step<E extends PhoneEvent = PhoneEvent> {
  readonly first: E;
  /** The latest of its kind; the first itself where it was the only one. */
  readonly last: E;
  readonly count: number;
  /** Between the last two of them; undefined: there was one. */
  readonly everyMs: number | undefined;
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
export function placeIn(before: Steps, event: PhoneEvent, stepsMax: number): Steps {
  const { steps, leftOut } = before;
  const running = event.kind === 'file' && event.outcome !== 'running' ? begunAs(steps, event) : -1;
  if (running >= 0) return endRunning(before, running, event, stepsMax);
  return place(steps, steps.length, event, leftOut, stepsMax);
}

/** What was told when it began is told again at its end: it stands where it began, or is a repeat. */
function endRunning(
  { steps, leftOut }: Steps,
  at: number,
  event: PhoneEvent,
  stepsMax: number,
): Steps {
  const running = steps[at];
  if (!running || running.count === 1) {
    return place(steps.toSpliced(at, 1), at, event, leftOut, stepsMax);
  }
  const others = { ...running, count: running.count - 1 };
  return place(steps.with(at, others), at + 1, event, leftOut, stepsMax);
}

function place(
  steps: readonly Step[],
  at: number,
  event: PhoneEvent,
  leftOut: number,
  stepsMax: number,
): Steps {
  const oldest = Math.max(0, steps.length - LOOK_BACK);
  for (let index = steps.length - 1; index >= oldest; index -= 1) {
    const step = steps[index];
    if (step && sameStep(step.last, event)) {
      return { steps: steps.with(index, again(step, event)), leftOut };
    }
  }
  const one = { first: event, last: event, count: 1, everyMs: undefined };
  const longer = at === steps.length ? [...steps, one] : steps.toSpliced(at, 0, one);
  return cut(longer, leftOut, stepsMax);
}

/** Which of them is this request, told when it began. */
function begunAs(steps: readonly Step[], { name, address }: FileEvent): number {
  for (let at = steps.length - 1; at >= Math.max(0, steps.length - LOOK_BACK); at -= 1) {
    const last = steps[at]?.last;
    const isRunning = last?.kind === 'file' && last.outcome === 'running';
    if (isRunning && last.name === name && last.address === address) return at;
  }
  return -1;
}

function again(step: Step, event: PhoneEvent): Step {
  const everyMs = beganMs(event) - beganMs(step.last);
  return { first: step.first, last: event, count: step.count + 1, everyMs };
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
