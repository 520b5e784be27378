// What a name asked for says of the phone that asks: to the boot story it is all that is seen of the phone.

import type { FileName } from '../../../site/boot-script.js';
import type { Model } from '../../../site/model.js';
import type { CiscoSideFile } from '../side-file.js';
import { LIST_NAME, PART_NAME } from './firmware-file.js';
import { FIRST_LOAD, modelsOfLoad } from './load-names.js';
import { SEP_NAME } from './names.js';

interface NameRow extends FileName {
  readonly name: RegExp;
}

const ROWS: readonly NameRow[] = [
  { name: /^CTL(SEP[0-9A-F]{12}|File)\.tlv$/i, role: 'trust' },
  // The 8.5 firmware holds no such name: later trains ask for it.
  { name: /^ITL(SEP[0-9A-F]{12}|File)\.tlv$/i, role: 'trust', hint: 'later-train' },
  { name: SEP_NAME, role: 'config' },
  { name: /^SEP[0-9A-F]{12}\.cnf\.xml(\.enc)?\.sgn$/i, role: 'config', hint: 'signed' },
  { name: /^XMLDefault\.cnf\.xml$/i, role: 'default' },
  { name: /^XMLDefault\.cnf\.xml(\.enc)?\.sgn$/i, role: 'default', hint: 'signed' },
  { name: /^SIP[0-9A-F]{12}\.cnf$/i, role: 'config', hint: 'other-generation', models: [] },
  { name: /^SIPDefault\.cnf$/i, role: 'default', hint: 'other-generation', models: [] },
  { name: /^OS79XX\.TXT$/i, role: 'load', hint: 'other-generation', models: [] },
  { name: LIST_NAME, role: 'load' },
  { name: PART_NAME, role: 'part' },
  { name: /^[^/]+\/g[34]-tones\.xml$/i, role: 'tones' },
  { name: /^[^/]+\/[a-z-]+-s(ip|ccp)\.jar$/i, role: 'locale' },
  { name: /^Desktops\/[^/]+\/List\.xml$/i, role: 'other' },
];

export function readName(
  name: string,
  models: readonly Model[],
  sideFiles: readonly CiscoSideFile[],
): FileName | undefined {
  const [, digits] = FIRST_LOAD.exec(name) ?? [];
  if (digits !== undefined) {
    return { role: 'load', hint: 'empty-flash', models: modelsOfLoad(digits, models) };
  }
  const row = ROWS.find((each) => each.name.test(name));
  if (row) return row;
  const sideFile = sideFiles.find(({ names }) => names.test(name));
  const { hint } = sideFile ?? {};
  return sideFile && { role: 'side', ...(hint && { hint }) };
}
