// Several captures as one, by the times of their packets: parts of one that was cut, or several places at one time.

import type { CapturedPacket } from './packet.js';

/** Packets as they come out of a file, some at a time. */
export type Packets = AsyncIterable<readonly CapturedPacket[]>;

interface Source {
  readonly batches: AsyncIterator<readonly CapturedPacket[]>;
  batch: readonly CapturedPacket[];
  at: number;
}

export async function mergePackets(
  captures: readonly Packets[],
  take: (packet: CapturedPacket) => void,
): Promise<void> {
  const opened = captures.map((each) => ({
    batches: each[Symbol.asyncIterator](),
    batch: [],
    at: 0,
  }));
  let sources: readonly Source[] = [];
  for (const source of opened) if (await fill(source)) sources = [...sources, source];
  for (;;) {
    const source = earliest(sources);
    const packet = source?.batch[source.at];
    if (!source || !packet) return;
    take(packet);
    source.at++;
    if (source.at < source.batch.length || (await fill(source))) continue;
    sources = sources.filter((each) => each !== source);
  }
}

/** False: there is no more. */
async function fill(source: Source): Promise<boolean> {
  for (;;) {
    const { done, value } = await source.batches.next();
    if (done) return false;
    if (value.length === 0) continue;
    source.batch = value;
    source.at = 0;
    return true;
  }
}

/** Of equal ones the first that was named. */
function earliest(sources: readonly Source[]): Source | undefined {
  let best: Source | undefined;
  for (const source of sources) if (!best || timeOf(source) < timeOf(best)) best = source;
  return best;
}

function timeOf({ batch, at }: Source): number {
  return batch[at]?.atMs ?? Number.POSITIVE_INFINITY;
}
