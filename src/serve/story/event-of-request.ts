// What the file servers observed, in the vocabulary of the boot story.

import { type Mac, macInName } from '../../core/mac.js';
import { readName } from '../../phones/registry.js';
import type { FileName } from '../../site/boot-script.js';
import type { ModelFacts } from '../../site/model.js';
import type { FileEvent } from '../../timeline/events.js';
import { kept } from '../../timeline/kept.js';

/** A request for a file: one that has begun, or one that has ended. */
export interface ObservedRequest {
  readonly protocol: FileEvent['protocol'];
  readonly address: string;
  readonly fileName: string;
  /** Absent: it has begun. */
  readonly outcome?: string;
  readonly bytes?: number;
  readonly size?: number;
  readonly durationMs?: number;
  readonly blocks?: number;
  readonly retransmits?: number;
  readonly agent?: string;
  readonly detail?: string;
}

/** What the served site knows of names. */
export interface NamesKnown {
  readonly models: readonly ModelFacts[];
  /** Whose file has this name. */
  namedBy(fileName: string): Mac | undefined;
  /** The name of one of its files that differs in capitals alone. */
  meantBy(fileName: string, mac: Mac | undefined): string | undefined;
}

const OTHER: FileName = { role: 'other' };

export function eventOfRequest(
  request: ObservedRequest,
  { models, namedBy, meantBy }: NamesKnown,
  atMs: number,
): FileEvent {
  const { protocol, address, outcome = 'running', bytes = 0, size, durationMs = 0 } = request;
  const { blocks, retransmits = 0, agent, detail } = request;
  const name = kept(request.fileName.replace(/^\//, ''));
  const namedMac = namedBy(request.fileName) ?? macInName(name);
  const meant = outcome === 'not-found' ? meantBy(name, namedMac) : undefined;
  return {
    ...(readName(name, models) ?? OTHER),
    kind: 'file',
    atMs,
    protocol,
    address,
    name,
    ...(namedMac !== undefined && { namedMac }),
    outcome,
    bytes,
    ...(size !== undefined && { size }),
    ms: durationMs,
    ...(blocks !== undefined && { packets: blocks }),
    repeats: retransmits,
    ...(meant !== undefined && { meant }),
    ...(agent !== undefined && { agent: kept(agent) }),
    ...(detail !== undefined && { detail: kept(detail) }),
  };
}
