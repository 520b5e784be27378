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

/** What Handlebars calls when it runs a template: pseudo-supported, its source says, for others to put their own in place. */
interface Machine {
  template(code: TemplateSpecification): HandlebarsTemplateDelegate;
  VM: {
    invokePartial(partial: unknown, context: unknown, options: { indent?: string }): unknown;
  };
}

/** Code of a template; `container` is what Handlebars gives all of it to work with. */
interface RunnableCode {
  readonly useDepths?: boolean;
  readonly main: (
    container: { escapeExpression(value: unknown): string },
    ...more: unknown[]
  ) => string;
}

export interface Printing {
  /** Of each `{{x}}`, without a detour by a helper. */
  readonly print: (value: unknown) => string;
  /** True: a template with `../` throws, for Handlebars compares the values around it with one another. */
  readonly withoutDepths?: boolean;
}

export function createEnvironment(
  handlebars: Pick<Compiler, 'create'>,
  { print, withoutDepths = false }: Printing,
): ReturnType<Compiler['create']> {
  const environment = handlebars.create();
  const machine = environment as unknown as Machine;
  const { template, VM } = machine;
  machine.template = (code) => {
    const { main, useDepths } = code as RunnableCode;
    const printing: RunnableCode['main'] = (container, ...more) => {
      if (withoutDepths && useDepths) throw new Error('it looks at what is around');
      container.escapeExpression = print;
      return main(container, ...more);
    };
    return template({ ...code, main: printing } as TemplateSpecification);
  };
  machine.VM = {
    ...VM,
    invokePartial(partial, context, options) {
      const text = VM.invokePartial.call(this, partial, context, options);
      if (!options.indent || typeof text !== 'string') return text;
      const indented = indentLines(text, options.indent);
      options.indent = '';
      return indented;
    },
  };
  return environment;
}

/** As Handlebars does it, but for the time that it takes: all lines but an empty last one. */
function indentLines(text: string, indent: string): string {
  if (text === '') return text;
  const indented = `${indent}${text.replace(/\n/g, `\n${indent}`)}`;
  return text.endsWith('\n') ? indented.slice(0, -indent.length) : indented;
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
