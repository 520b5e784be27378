// Two servers that run side by side, and are put to work in turns: a machine whose speed changes from one second to the next
// changes it for both. The other one rests meanwhile.

import { loadavg } from 'node:os';
import { cpuSecondsOf } from './cpu-time.mjs';

/** Of each, in a round. */
const SLICES = 4;
/** What a server leaves for later is done by then, and is its own all the same. */
const REST_MS = 1200;

/**
 * Results by name, one a round, each of a fresh pair of servers. `start(server, side, round)` resolves to one of them: `slice()`
 * puts it to work for a second or two, and resolves to `{ done, perSecond }`; what `pace()` resolves to becomes part of its
 * result, where it has one.
 */
export async function compareInTurns(servers, rounds, start) {
  const results = new Map(servers.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const sides = await Promise.all(servers.map((server, side) => start(server, side, round)));
    try {
      const measured = await measureRound(sides, round);
      for (const [side, { name }] of servers.entries()) {
        results.get(name).push(measured[side]);
        console.log(`${name}: ${JSON.stringify(measured[side])}, load ${loadavg()[0].toFixed(1)}`);
      }
    } finally {
      await Promise.all(sides.map(({ stop }) => stop()));
    }
  }
  return results;
}

async function measureRound(sides, round) {
  const inOrder = (turn) => ((round + turn) % 2 === 0 ? [0, 1] : [1, 0]);
  for (const side of inOrder(0)) await sides[side].warm();
  const before = sides.map(({ pid }) => cpuSecondsOf(pid));
  const slices = sides.map(() => []);
  // One, other, other, one: neither is always first.
  for (let turn = 0; turn < SLICES; turn++) {
    for (const side of inOrder(turn)) slices[side].push(await sides[side].slice());
  }
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  const used = sides.map(({ pid }, side) => cpuSecondsOf(pid) - before[side]);
  const more = [];
  for (const side of inOrder(1)) more[side] = await sides[side].pace?.();
  return slices.map((each, side) => ({ ...figuresOf(each, used[side]), ...more[side] }));
}

/** `speeds` by slice; `cpuMicros`: of one that was done, with all that it left behind. */
function figuresOf(slices, cpuSeconds) {
  const sum = (pick) => slices.reduce((total, slice) => total + pick(slice), 0);
  const done = sum((slice) => slice.done);
  return {
    speeds: slices.map(({ perSecond }) => perSecond),
    speed: done / sum((slice) => slice.done / slice.perSecond),
    cpuMicros: (cpuSeconds / done) * 1e6,
  };
}
