// Settings -> text of a phone's file: what its form tells the template, and its line ends.

import type { Templates } from '../../../render/template.js';
import type { Content } from '../settings/assignment.js';
import type { Spelling } from './form.js';

export interface Printer {
  readonly spelling: Pick<Spelling, 'format' | 'eol'>;
  /** What the template sees. */
  viewOf(content: Content): object;
}

/** `name`: of the template, without the ending that says the form. Throws TemplateError (src/render). */
export function printFile(
  templates: Templates,
  name: string,
  { spelling, viewOf }: Printer,
  content: Content,
): string {
  return templates.render(`${name}.${spelling.format}.hbs`, 'line', viewOf(content), spelling.eol);
}
