// Handlebars in two parts: what runs templates, and the compiler, which is loaded where there are templates of a user's own.

import { createRequire } from 'node:module';
import type Handlebars from 'handlebars';
import handlebarsRuntime from 'handlebars/runtime.js';
import { prepared } from '../core/prepared.js';

type Compiler = typeof Handlebars;

/** Its own types are empty; it is what `handlebars` is, without what parses and compiles. */
export const runtime = handlebarsRuntime as unknown as Pick<Compiler, 'create'>;

export function loadCompiler(): Compiler {
  return createRequire(import.meta.url)('handlebars');
}

/** By name below the templates folder. */
type PreparedTemplates = ReadonlyMap<
  string,
  {
    /** What it was made of. */
    readonly text: string;
    readonly code: TemplateSpecification;
  }
>;

let all: PreparedTemplates | undefined;

/** Undefined: it must be compiled. */
export function preparedTemplate(name: string, text: string): TemplateSpecification | undefined {
  all ??= (prepared('templates') as { byName: PreparedTemplates } | undefined)?.byName ?? new Map();
  const ready = all.get(name);
  return ready?.text === text ? ready.code : undefined;
}
