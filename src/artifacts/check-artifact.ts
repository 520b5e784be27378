// Would a phone accept this file? What is wrong with it points to the inventory line that caused it.

import { aboutDevice, type Finding, findingBy, type Place } from '../findings/finding.js';
import { type Cause, XML_TYPE } from '../phones/driver.js';
import type { LintFinding } from '../phones/lint/lint-finding.js';
import { tooMany } from '../phones/lint/too-many.js';
import { finding } from '../render/codes.js';
import { createFileMemory, type FileMemory } from '../render/file-memory.js';
import { TemplateError, TemplateSyntaxError } from '../render/template-error.js';
import { findXmlFault } from '../render/xml/check.js';
import { finding as ofFiles } from './codes.js';
import { MAX_BYTES } from './lint/read-brought.js';
import type { Artifact } from './snapshot.js';

export interface CheckedArtifact {
  /** Absent: it could not be rendered. */
  readonly text?: string;
  readonly diagnostics: readonly Finding[];
}

/** What the vendor has against the text of this file. */
export type LintArtifact = (
  artifact: Artifact,
  text: string,
  memory?: FileMemory,
) => readonly LintFinding[];

export type CheckArtifact = (artifact: Artifact) => CheckedArtifact;

/**
 * For a run that looks at many files: what is known of one is of use for those that are like it. `lint`: of those who look at
 * the same files many times, and know what was found in a text.
 */
export function createArtifactCheck(lint: LintArtifact = lintArtifact): CheckArtifact {
  const memory = createFileMemory();
  return (artifact) => aboutItsPhone(artifact, check(artifact, lint, memory));
}

/** One by itself. */
export function checkArtifact(artifact: Artifact): CheckedArtifact {
  return aboutItsPhone(artifact, check(artifact, lintArtifact));
}

function aboutItsPhone(artifact: Artifact, checked: CheckedArtifact): CheckedArtifact {
  if (artifact.mac === undefined) return checked;
  return { ...checked, diagnostics: aboutDevice(artifact.mac, checked.diagnostics) };
}

function check(artifact: Artifact, lint: LintArtifact, memory?: FileMemory): CheckedArtifact {
  try {
    const text = artifact.render();
    const large = text.length > MAX_BYTES ? `has ${text.length} characters` : tooMany(text);
    if (large) return { text, diagnostics: [tooLarge(artifact, large)] };
    const fault = isXml(artifact) ? findXmlFault(text, memory) : undefined;
    if (!fault) return { text, diagnostics: placed(artifact, text, lint(artifact, text, memory)) };
    const related = [{ place: { ...fault, file: artifact.name }, message: 'in the rendered file' }];
    const message = `${artifact.name} would not be well-formed: ${fault.message}`;
    return {
      text,
      diagnostics: [finding(fault.code, artifact.place, message, { related })],
    };
  } catch (cause) {
    if (cause instanceof TemplateSyntaxError) {
      return { diagnostics: [finding('render/template', cause.place, cause.message)] };
    }
    if (!(cause instanceof TemplateError)) throw cause;
    const related = [{ place: cause.place, message: 'the template' }];
    const message = `${artifact.name} cannot be rendered: ${cause.message}`;
    return { diagnostics: [finding('render/template', artifact.place, message, { related })] };
  }
}

/** What is in it is not looked at: a template can make any number of elements. */
function tooLarge({ name, place }: Artifact, what: string): Finding {
  const message = `${name} ${what}; what is in it was not judged`;
  return ofFiles('render/too-large', place, message);
}

function isXml({ mediaType }: Artifact): boolean {
  return mediaType === XML_TYPE;
}

/** What is only worth knowing is for `probe`; a file of ours that is usable is not commented on. */
export function lintArtifact(
  { driver, name, model }: Artifact,
  text: string,
  memory?: FileMemory,
): readonly LintFinding[] {
  return driver
    .lint(name, text, model, { remarks: false, memory })
    .filter(({ severity }) => severity !== 'info');
}

function placed(
  artifact: Artifact,
  text: string,
  found: readonly LintFinding[],
): readonly Finding[] {
  const { driver, phone } = artifact;
  return found.map((each) => toFinding(artifact, each, phone && driver.causeOf(phone, text, each)));
}

function toFinding(
  artifact: Artifact,
  { rule, evidence, message, hint, line, col }: LintFinding,
  cause: Cause | undefined,
): Finding {
  const row = { evidence, title: '', hint };
  const place: Place = { file: artifact.name, line, col };
  const related = [{ place, message: 'in the rendered file' }];
  const details = { related, inFile: true } as const;
  // What several phones have in common is one cause, whichever file shows it first.
  return cause && artifact.phone
    ? findingBy(rule, row, artifact.phone.placeOf(...cause.path), message, details)
    : findingBy(rule, row, artifact.place, `${artifact.name}: ${message}`, details);
}
