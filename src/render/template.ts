// Handlebars on our terms: own instance, strict, escaping by the kind of file. Knows no vendor and no inventory.

import { oncePerKey } from '../core/once-per.js';
import { compileAll, compilePlacing, compileTracing, rendering, startOf } from './compile.js';
import { ESCAPERS, type Escaping } from './escape.js';
import { notePrinted } from './printed.js';
import { createStencils } from './stencil.js';
import { TemplateError } from './template-error.js';
import type { TemplateTree } from './template-tree.js';

/** Renders templates by their name below the templates root, the user's own before the built-in ones. */
export interface Templates {
  /** `eol`: how lines end; absent: as in the template. */
  render(name: string, escaping: Escaping, view: object, eol?: string): string;
}

/** For tests. */
export interface TemplateDetails {
  /** False: each text is made by its template. */
  readonly byStencil?: boolean;
}

/** All `*.hbs` of the tree are partials of one another, under their name without `.hbs`. */
export function createTemplates(
  tree: TemplateTree,
  { byStencil = true }: TemplateDetails = {},
): Templates {
  const compiledFor = oncePerKey((escaping: Escaping) =>
    compileAll(tree, { print: ESCAPERS[escaping] }),
  );
  const placingFor = oncePerKey((escaping: Escaping) => compilePlacing(tree, escaping));
  const tracingFor = oncePerKey((escaping: Escaping) => compileTracing(tree, escaping));
  // What is printed once is printed in the same way again.
  const stencilsFor = oncePerKey((name: string) =>
    oncePerKey((escaping: Escaping) =>
      oncePerKey((eol: string) =>
        createStencils({
          print: (view) => endLines(compiledFor(escaping).get(name)?.(view) ?? '', eol),
          trace: (view, show) => endLines(tracingFor(escaping)(name, view, show), eol),
          write: ESCAPERS[escaping],
        }),
      ),
    ),
  );
  return {
    render(name, escaping, view, eol = '') {
      const template = compiledFor(escaping).get(name);
      if (!template) throw new TemplateError(`there is no template ${name}`, startOf(name));
      const stencils = byStencil ? stencilsFor(name)(escaping)(eol) : undefined;
      const filled = stencils?.fill(view);
      if (filled) {
        notePrinted(filled);
        return filled.text;
      }
      try {
        const text = endLines(template(view), eol);
        stencils?.learn(view, text);
        return text;
      } catch {
        // Once more by code that knows where it is, and is slower.
        const placing = placingFor(escaping).get(name) ?? template;
        return endLines(
          rendering(tree.get(name)?.path ?? name, () => placing(view)),
          eol,
        );
      }
    },
  };
}

/** Values hold no line breaks, so all there are come from the template. */
function endLines(text: string, eol: string): string {
  if (eol === '') return text;
  const lines = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
  return eol === '\n' ? lines : lines.replaceAll('\n', eol);
}
