// What the file servers observed, in the vocabulary of the boot story.

import { type Mac, macInName } from '../../core/mac.js';
import { readName } from '../../phones/registry.js';
import type { FileName } from '../../site/boot-script.js';
import type { ModelFacts } from '../../site/model.js';
import type { FileEvent } from '../../timeline/events.js';
import { kept } from '../../timeline/kept.js';
import type { ServedRequest } from '../request-log.js';

/** A request for a file: one that has begun, or one that has ended. One is told in one shape: what is absent may be undefined. */
export interface ObservedRequest
  extends Pick<ServedRequest, 'protocol' | 'address' | 'fileName' | 'retransmits' | 'detail'>,
    Pick<FileEvent, 'size' | 'agent'> {
  /** Absent: it has begun. */
  readonly outcome?: string | undefined;
  readonly bytes?: number | undefined;
  readonly durationMs?: number | undefined;
  readonly blocks?: number | undefined;
}

/** What the served site knows of names. */
export interface NamesKnown {
  readonly models: readonly ModelFacts[];
  /** Whose file has this name. */
  namedBy(fileName: string): Mac | undefined;
  /** The name of one of its files that differs in capitals alone. */
  meantBy(fileName: string, mac: Mac | undefined): string | undefined;
}

/** What a name says, whoever asks for it. */
export interface NameSays {
  /** Without a slash before it, as much as is kept, and with asterisks in place of a password. */
  readonly name: string;
  readonly means: FileName;
  readonly namedMac: Mac | undefined;
}

const OTHER: FileName = { role: 'other' };

export function readRequestedName(
  fileName: string,
  { models, namedBy }: Pick<NamesKnown, 'models' | 'namedBy'>,
): NameSays {
  const name = kept(fileName.startsWith('/') ? fileName.slice(1) : fileName);
  const means = readName(name, models) ?? OTHER;
  return { name, means, namedMac: namedBy(fileName) ?? macInName(name) };
}

export function eventOfRequest(
  request: ObservedRequest,
  { name, means, namedMac }: NameSays,
  meantBy: NamesKnown['meantBy'],
  atMs: number,
): FileEvent {
  const { protocol, address, outcome = 'running', bytes = 0, size, durationMs = 0 } = request;
  const { blocks, retransmits = 0, agent, detail } = request;
  return {
    // Each by its name: what is copied from rows of several shapes takes many times as long.
    role: means.role,
    hint: means.hint,
    models: means.models,
    kind: 'file',
    atMs,
    protocol,
    address,
    name,
    namedMac,
    outcome,
    bytes,
    size,
    ms: durationMs,
    packets: blocks,
    repeats: retransmits,
    meant: outcome === 'not-found' ? meantBy(name, namedMac) : undefined,
    agent: agent === undefined ? undefined : kept(agent),
    detail: detail === undefined ? undefined : kept(detail),
  };
}
