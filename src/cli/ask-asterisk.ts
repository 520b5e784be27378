// The Asterisk that an export was written for, asked by its manager interface: does it have what the inventory says?

import { setTimeout } from 'node:timers/promises';
import { messageOf } from '../core/coded-error.js';
import { countOf } from '../core/count-of.js';
import { printable } from '../core/printable.js';
import type { ExpectedAsterisk } from '../exports/export.js';
import { type Finding, findingsOf } from '../findings/finding.js';
import { openAmiSession } from '../pbx/ami/open-session.js';
import { amiServerOf } from '../pbx/ami/server-of.js';
import type { AmiServer } from '../pbx/ami/session.js';
import {
  askAfterReload,
  askEndpoints,
  type EndpointsTold,
} from '../pbx/endpoints/ask-endpoints.js';
import { EXPORT_CODES } from '../site/export-codes.js';

const finding = findingsOf(EXPORT_CODES);

type Expected = ExpectedAsterisk['endpoints'][number];

export type Told =
  | { readonly kind: 'told'; readonly findings: readonly Finding[]; readonly summary: string }
  /** Why not, in a sentence. */
  | { readonly kind: 'not-asked'; readonly why: string };

/** Undefined: the inventory does not say where it is asked. */
export function serverOf({ manager }: ExpectedAsterisk): AmiServer | undefined {
  return manager && amiServerOf(manager);
}

/** `reload`: it reads the files again first. */
export async function askAsterisk(
  server: AmiServer,
  expected: ExpectedAsterisk,
  reload: boolean,
): Promise<Told> {
  try {
    const session = await openAmiSession(server);
    try {
      const ask = reload ? askAfterReload : askEndpoints;
      return tellOf(await ask(session, expected, setTimeout), expected);
    } finally {
      await session.close();
    }
  } catch (error) {
    return { kind: 'not-asked', why: printable(messageOf(error)) };
  }
}

function tellOf(told: EndpointsTold<Expected>, expected: ExpectedAsterisk): Told {
  const { pbx, endpoints } = expected;
  const compared = told.knowsPasswords
    ? 'passwords compared'
    : 'passwords not compared: it does not tell them';
  const has = `${endpoints.length - told.missing.length} of ${countOf(endpoints.length, 'endpoint')}`;
  const summary = `the PBX "${pbx}" has ${has}; ${compared}`;
  return { kind: 'told', findings: judgeEndpoints(told, expected), summary };
}

export function judgeEndpoints(
  { missing, otherPassword, left }: EndpointsTold<Expected>,
  { pbx, endpoints: [first] }: Pick<ExpectedAsterisk, 'pbx' | 'endpoints'>,
): readonly Finding[] {
  const whose = `the PBX "${pbx}" has`;
  return [
    ...missing.map(({ name, place }) =>
      finding('asterisk/endpoint-missing', place, `${whose} no endpoint ${name}`),
    ),
    ...otherPassword.map(({ name, place }) => {
      const message = `${whose} another password for ${name} than the inventory`;
      return finding('asterisk/other-password', place, message);
    }),
    ...left.flatMap((name) => {
      if (!first) return [];
      const message = `${whose} an endpoint ${printable(name)} among those of phones, and the inventory has no such line there`;
      return [finding('asterisk/endpoint-left', first.place, message)];
    }),
  ];
}
