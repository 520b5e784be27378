// What is wrong with a template, and where in it.

import type { Place } from '../findings/finding.js';

/** A template that cannot be rendered, with its own position. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  constructor(
    message: string,
    readonly place: Place,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A template that cannot even be parsed: wrong by itself, whatever it is given. */
export class TemplateSyntaxError extends TemplateError {}
