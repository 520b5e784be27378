// Would a phone accept this file? What is wrong with it points to the inventory line that caused it.

import { aboutDevice, type Diagnostic, diagnostic, type Place } from '../findings/finding.js';
import type { Cause, LintFinding } from '../phones/driver.js';
import { TemplateError, TemplateSyntaxError } from '../render/template.js';
import { findXmlFault } from '../render/xml/check.js';
import type { Artifact } from './snapshot.js';

export interface CheckedArtifact {
  /** Absent: it could not be rendered. */
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

export function checkArtifact(artifact: Artifact): CheckedArtifact {
  const checked = check(artifact);
  if (artifact.mac === undefined) return checked;
  return { ...checked, diagnostics: aboutDevice(artifact.mac, checked.diagnostics) };
}

function check(artifact: Artifact): CheckedArtifact {
  try {
    const text = artifact.render();
    const fault = isXml(artifact) ? findXmlFault(text) : undefined;
    if (!fault) return { text, diagnostics: lint(artifact, text) };
    const related = [{ place: { ...fault, file: artifact.name }, message: 'in the rendered file' }];
    const message = `${artifact.name} would not be well-formed: ${fault.message}`;
    return {
      text,
      diagnostics: [diagnostic('render/not-well-formed', artifact.place, message, { related })],
    };
  } catch (cause) {
    if (cause instanceof TemplateSyntaxError) {
      return { diagnostics: [diagnostic('render/template', cause.place, cause.message)] };
    }
    if (!(cause instanceof TemplateError)) throw cause;
    const related = [{ place: cause.place, message: 'the template' }];
    const message = `${artifact.name} cannot be rendered: ${cause.message}`;
    return { diagnostics: [diagnostic('render/template', artifact.place, message, { related })] };
  }
}

function isXml(artifact: Artifact): boolean {
  return artifact.name.endsWith('.xml');
}

const CODES = { error: 'render/phone-rejects', warning: 'render/phone-ignores' } as const;

/** What is only worth knowing is for `probe`; a file of ours that is usable is not commented on. */
function lint(artifact: Artifact, text: string): readonly Diagnostic[] {
  return artifact.driver.lint(artifact.name, text, artifact.model).flatMap((finding) => {
    if (finding.severity === 'info') return [];
    const cause = artifact.phone && artifact.driver.causeOf(artifact.phone, text, finding);
    return cause?.told ? [] : [toDiagnostic(artifact, finding, finding.severity, cause)];
  });
}

function toDiagnostic(
  artifact: Artifact,
  { message, hint, line, col }: LintFinding,
  severity: keyof typeof CODES,
  cause: Cause | undefined,
): Diagnostic {
  const place: Place = { file: artifact.name, line, col };
  const details = { hint, related: [{ place, message: 'in the rendered file' }] };
  // What several phones have in common is one cause, whichever file shows it first.
  return cause && artifact.phone
    ? diagnostic(CODES[severity], artifact.phone.placeOf(...cause.path), message, details)
    : diagnostic(CODES[severity], artifact.place, `${artifact.name}: ${message}`, details);
}
