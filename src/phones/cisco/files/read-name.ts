// What a name asked for says of the phone that asks: to the boot story it is all that is seen of the phone.

import type { FileName } from '../../../site/boot-script.js';
import type { ModelFacts } from '../../../site/model.js';
import type { CiscoSideFile } from '../side-file.js';
import { LIST_NAME, PART_NAME } from './firmware-file.js';
import { FIRST_LOAD, modelsOfLoad } from './load-names.js';
import { SEP_NAME } from './names.js';

interface NameRow {
  readonly name: RegExp;
  readonly means: FileName;
}

const ROWS: readonly NameRow[] = [
  { name: /^CTL(SEP[0-9A-F]{12}|File)\.tlv$/i, means: { role: 'trust' } },
  // The 8.5 firmware holds no such name: later trains ask for it.
  { name: /^ITL(SEP[0-9A-F]{12}|File)\.tlv$/i, means: { role: 'trust', hint: 'later-train' } },
  { name: SEP_NAME, means: { role: 'config' } },
  { name: /^SEP[0-9A-F]{12}\.cnf\.xml(\.enc)?\.sgn$/i, means: { role: 'config', hint: 'signed' } },
  { name: /^XMLDefault\.cnf\.xml$/i, means: { role: 'default' } },
  { name: /^XMLDefault\.cnf\.xml(\.enc)?\.sgn$/i, means: { role: 'default', hint: 'signed' } },
  {
    name: /^SIP[0-9A-F]{12}\.cnf$/i,
    means: { role: 'config', hint: 'other-generation', models: [] },
  },
  { name: /^SIPDefault\.cnf$/i, means: { role: 'default', hint: 'other-generation', models: [] } },
  { name: /^OS79XX\.TXT$/i, means: { role: 'load', hint: 'other-generation', models: [] } },
  { name: LIST_NAME, means: { role: 'load' } },
  { name: PART_NAME, means: { role: 'part' } },
  { name: /^[^/]+\/g[34]-tones\.xml$/i, means: { role: 'tones' } },
  { name: /^[^/]+\/[a-z-]+-s(ip|ccp)\.jar$/i, means: { role: 'locale' } },
  { name: /^Desktops\/[^/]+\/List\.xml$/i, means: { role: 'other' } },
];

export function readName(
  name: string,
  models: readonly ModelFacts[],
  sideFiles: readonly CiscoSideFile[],
): FileName | undefined {
  const [, digits] = FIRST_LOAD.exec(name) ?? [];
  if (digits !== undefined) {
    return { role: 'load', hint: 'empty-flash', models: modelsOfLoad(digits, models) };
  }
  const row = ROWS.find((each) => each.name.test(name));
  if (row) return row.means;
  const sideFile = sideFiles.find(({ names }) => names.test(name));
  const { hint } = sideFile ?? {};
  return sideFile && { role: 'side', ...(hint && { hint }) };
}
