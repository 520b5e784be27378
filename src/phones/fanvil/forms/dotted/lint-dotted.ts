// What a phone would stumble over in a dotted file, whoever made it.

import { didYouMean, nearestName } from '../../../../findings/near.js';
import type { LintFinding } from '../../../driver.js';
import type { Tables } from '../../settings/context.js';
import { findUnreachable } from '../../settings/server-address.js';
import { generalDotted, numberedLike } from '../../tables/known-keys.js';
import { error, info, warning } from '../finding.js';
import { type DottedEntry, type DottedFile, parseDotted } from './parse-dotted.js';

export function lintDotted(tables: Tables, text: string): readonly LintFinding[] {
  const file = parseDotted(text);
  return [
    ...checkVersion(tables, file),
    ...file.strays.map(({ line }) =>
      error({ line, col: 1 }, 'this is no setting', 'a setting is a name, " = " and a value'),
    ),
    ...file.comments.map(({ line }) =>
      info({ line, col: 1 }, 'no phone is known to take this as a comment', 'leave it out'),
    ),
    ...file.settings.flatMap((setting) => checkSetting(tables, setting)),
    ...checkDuplicates(file),
  ];
}

function checkVersion(tables: Tables, { version }: DottedFile): readonly LintFinding[] {
  const hint = `write "Version = ${tables.layout.forms.dotted.version}" in the second line`;
  if (!version) return [error({ line: 1, col: 1 }, 'the file has no version', hint)];
  if (/^\d+\.\d+$/.test(version.value)) return [];
  return [error({ line: version.line, col: version.valueCol }, 'this is no version', hint)];
}

/** The names that we know are few: only what is nearly one of them is called a mistake. */
function checkSetting(tables: Tables, setting: DottedEntry): readonly LintFinding[] {
  const { key, value, line, valueCol } = setting;
  const general = generalDotted(key);
  if (!tables.known.dotted.includes(general)) {
    const names = tables.known.dotted.map((each) => numberedLike(each, key));
    const near = nearestName(key, names);
    const at = { line, col: 1 };
    if (near === undefined)
      return [info(at, `"${key}" is not known`, 'other firmware may know it')];
    const message = `"${key}" is not known${didYouMean(key, names)}`;
    return [warning(at, message, 'phones pass over what they do not know')];
  }
  const row = tables.names.rows.find(
    (each) => each.dotted && generalDotted(each.dotted) === general,
  );
  const unreachable = row?.server ? findUnreachable(value) : undefined;
  if (unreachable === undefined) return [];
  const hint = 'write the address under which phones see this server';
  return [error({ line, col: valueCol }, `"${key}" is ${unreachable}`, hint)];
}

function checkDuplicates({ settings }: DottedFile): readonly LintFinding[] {
  const seen = new Map<string, number>();
  return settings.flatMap(({ key, line }) => {
    const first = seen.get(key);
    seen.set(key, first ?? line);
    if (first === undefined) return [];
    return [error({ line, col: 1 }, `"${key}" stands in line ${first} already`, 'keep one')];
  });
}
