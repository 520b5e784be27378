// Findings of a whole reading -> those that are told: none that another has said already.

import type { FindingId } from '../findings/evidence.js';
import type { Finding } from '../findings/finding.js';
import { ruleOf } from '../inventory/rules/echoes.js';
import { KNOWN_CODES } from './known-codes.js';

/** Findings about what is made, which are told whatever else is. */
const OF_FILES = /^(render|xml)\//;

/**
 * What an error of the site or of a phone does to files is told where the error is, not once more for each file; what the
 * inventory says itself of a phone is not told again of its file.
 */
export function withoutConsequences(diagnostics: readonly Finding[]): readonly Finding[] {
  const ofInventory = diagnostics.filter(({ code, inFile }) => !inFile && !OF_FILES.test(code));
  const blamed = new Set(
    ofInventory.filter(({ severity }) => severity === 'error').map(({ device }) => device),
  );
  const told = new Set(
    ofInventory.flatMap((each) => phonesOf(each).map((mac) => `${ruleOf(each.code)} ${mac}`)),
  );
  const ofSite = new Set(ofInventory.flatMap(valueOfSite));
  return diagnostics.filter(
    ({ code, device, inFile, message }) =>
      !inFile ||
      (!isValueOf(ofSite, code, message) &&
        !(blamed.has(undefined) || blamed.has(device)) &&
        !codesOfSame(code).some((each) => told.has(`${ruleOf(each)} ${device}`))),
  );
}

/** What is said of no phone is said of a value that any file may have. */
function valueOfSite({ code, device, message }: Finding): readonly string[] {
  const [, value] = /"([^"]+)"/.exec(message) ?? [];
  return device === undefined && value !== undefined ? [`${code} ${value}`] : [];
}

/** The value itself, or a URL with it. */
function isValueOf(ofSite: ReadonlySet<string>, code: FindingId, message: string): boolean {
  const sameAs = KNOWN_CODES.get(code)?.sameAs;
  if (sameAs === undefined || ofSite.size === 0) return false;
  return message.split(/["\s/:@?#]+/).some((word) => ofSite.has(`${sameAs} ${word}`));
}

/** By which an inventory may tell it. */
function codesOfSame(code: FindingId): readonly FindingId[] {
  return [code, KNOWN_CODES.get(code)?.sameAs ?? code];
}

function phonesOf({ device, others = [] }: Finding): readonly (string | undefined)[] {
  return [device, ...others];
}
