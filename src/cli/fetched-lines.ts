// What a phone would register, by the file that it was given: read as an import reads it.

import { basename } from 'node:path';
import { templatesOf } from '../artifacts/snapshot.js';
import { isSecret } from '../core/secret.js';
import { REGISTER_EXPIRES_SECONDS } from '../inventory/resolve/resolve-lines.js';
import { NO_SERVER } from '../phones/importer.js';
import type { KnownModel } from '../phones/packs/known-models.js';
import type { Packs } from '../phones/packs/packs.js';
import { readContent } from '../phones/recognise/content.js';
import { recognise } from '../phones/recognise/recognise.js';
import type { PretendLine } from '../simulate/register-line.js';
import { SIP_PORT } from '../sip/message/uri.js';
import { type DraftLine, type DraftValue, isDraft } from '../site/draft.js';

export interface FetchedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface FetchedLine {
  readonly number: string;
  /** Absent: `why` says what is in the way. */
  readonly line?: PretendLine;
  readonly why?: string;
}

interface Whose extends KnownModel {
  readonly packs: Packs;
}

/** Of the last file that has any: what is read later goes before. */
export async function linesOfFiles(
  files: readonly FetchedFile[],
  { driver, model, packs }: Whose,
): Promise<readonly FetchedLine[]> {
  const importer = await driver.loadImporter?.();
  if (!importer) return [];
  const { models, tree } = packs;
  const means = { models, templates: templatesOf(tree), named: [model], find: () => undefined };
  const { vendor, kinds = [] } = driver;
  const found = files.map(({ name, bytes }) => {
    const [base, content] = [basename(name), readContent(bytes)];
    const kind = recognise([{ vendor, kinds }], base, content)?.kind.id;
    const file = { path: name, name: base, content };
    const answer = kind === undefined ? undefined : importer.read(file, kind, means);
    return answer?.phone?.lines ?? [];
  });
  return (found.findLast((lines) => lines.length > 0) ?? []).map(fetchedLine);
}

function fetchedLine({ number, fields, pbx }: DraftLine): FetchedLine {
  const domain = textOf(pbx.host) ?? NO_SERVER;
  if (domain === NO_SERVER) return { number, why: 'its file names no server for it' };
  const transport = textOf(pbx.transport) ?? 'udp';
  if (transport !== 'udp' && transport !== 'tcp') {
    return {
      number,
      why: `its file has it register by ${transport.toUpperCase()}, which is not tried`,
    };
  }
  const { outboundProxy } = pbx;
  const proxy = isDraft(outboundProxy) ? outboundProxy : undefined;
  const { password } = fields;
  return {
    number,
    line: {
      ...{ number, domain },
      authName: textOf(fields.authName) ?? number,
      ...(isSecret(password) && { password }),
      target: {
        host: textOf(proxy?.host) ?? domain,
        port: numberOf(proxy ? proxy.port : pbx.port) ?? SIP_PORT,
        transport,
      },
      // An import leaves it out where it is as every inventory has it.
      expiresSeconds: numberOf(pbx.registerExpires) ?? REGISTER_EXPIRES_SECONDS,
    },
  };
}

function textOf(value: DraftValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(value: DraftValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
