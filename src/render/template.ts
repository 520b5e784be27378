// Handlebars on our terms: own instance, strict, escaping by dialect. Knows no vendor and no inventory.

import Handlebars from 'handlebars';
import type { Place } from '../core/diagnostic.js';
import type { Dialect, Templates } from '../phones/driver.js';
import type { TemplateTree } from '../phones/template-tree.js';
import { BadValueError, ESCAPERS } from './escape.js';

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

type Compiled = (view: object) => string;

const EXTENSION = /\.hbs$/;
/** Prints a value: our escaper instead of Handlebars' own, which is HTML's. */
const PRINT = 'print';

/** All `*.hbs` of the tree are partials of one another, under their name without `.hbs`. */
export function createTemplates(tree: TemplateTree): Templates {
  const environments = new Map<Dialect, ReadonlyMap<string, Compiled>>();
  return {
    render(name, dialect, view) {
      const compiled = environments.get(dialect) ?? compileAll(tree, dialect);
      environments.set(dialect, compiled);
      const template = compiled.get(name);
      if (!template) throw new TemplateError(`there is no template ${name}`, startOf(name));
      return rendering(tree.get(name)?.path ?? name, () => template(view));
    },
  };
}

/**
 * Parses every template; Handlebars compiles each when first run. A broken one throws its TemplateSyntaxError
 * then, so that files without it are made all the same.
 */
function compileAll(tree: TemplateTree, dialect: Dialect): ReadonlyMap<string, Compiled> {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(PRINT, (value: unknown, { loc }: { loc: Location }) =>
    print(dialect, value, loc),
  );
  for (const name of BLOCKS) refuseUndefined(handlebars, name);
  const compiled = new Map<string, Compiled>();
  for (const [name, { text, path }] of tree) {
    if (!EXTENSION.test(name)) continue;
    const template = compile(handlebars, text, path);
    handlebars.registerPartial(name.replace(EXTENSION, ''), template);
    compiled.set(name, template);
  }
  return compiled;
}

function compile(handlebars: typeof Handlebars, text: string, path: string): Compiled {
  try {
    return handlebars.compile(parse(text, path), { strict: true, noEscape: true });
  } catch (cause) {
    if (!(cause instanceof TemplateError)) throw cause;
    return () => {
      throw cause;
    };
  }
}

interface Location {
  readonly source?: string;
  readonly start: { readonly line: number; readonly column: number };
}

/** Handlebars takes a misspelt name in these for an empty list or a false, even in strict mode. */
const BLOCKS = ['each', 'if', 'unless', 'with'];

type BlockOptions = Handlebars.HelperOptions & { readonly loc: Location };

function refuseUndefined(handlebars: typeof Handlebars, name: string): void {
  const builtIn = handlebars.helpers[name];
  handlebars.registerHelper(name, function (this: unknown, value: unknown, options: BlockOptions) {
    if (value === undefined) {
      throw new TemplateError(`#${name} has no value`, placeOf(options.loc));
    }
    return builtIn?.call(this, value, options);
  });
}

function print(dialect: Dialect, value: unknown, location: Location): string {
  try {
    return ESCAPERS[dialect](value);
  } catch (cause) {
    if (!(cause instanceof BadValueError)) throw cause;
    throw new TemplateError(`cannot print this value: ${cause.message}`, placeOf(location));
  }
}

function parse(text: string, path: string): hbs.AST.Program {
  const options = { srcName: path };
  try {
    return printThroughHelper(Handlebars.parse(text, options));
  } catch (cause) {
    const { message, place } = describe(cause, path);
    throw new TemplateSyntaxError(`the template cannot be parsed: ${message}`, place, { cause });
  }
}

/** `{{x}}` becomes `{{print x}}`, so that no value reaches a file past the escaper, `{{{x}}}` neither. */
function printThroughHelper(program: hbs.AST.Program): hbs.AST.Program {
  const visitor = new Handlebars.Visitor() as Handlebars.Visitor & { mutating: boolean };
  visitor.mutating = true;
  visitor.MustacheStatement = (statement: hbs.AST.MustacheStatement) => {
    const { path, params, hash, loc } = statement;
    const plain = params.length === 0 && !hash;
    const value = plain ? path : { type: 'SubExpression', path, params, hash, loc };
    const printPath = {
      type: 'PathExpression',
      data: false,
      depth: 0,
      parts: [PRINT],
      original: PRINT,
      loc,
    };
    return { ...statement, path: printPath, params: [value], hash: undefined };
  };
  visitor.accept(program);
  return program;
}

/** Turns what Handlebars throws into a TemplateError. */
function rendering<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof TemplateError) throw cause;
    const { message, place } = describe(cause, path);
    throw new TemplateError(message, place, { cause });
  }
}

/** Handlebars' messages end in ` - line:column`; its parser's have four lines, the last of which says what came. */
function describe(cause: unknown, path: string): { message: string; place: Place } {
  const full = cause instanceof Error ? cause.message : String(cause);
  const [, line, column] = / - (\d+):(\d+)$/.exec(full) ?? /line (\d+)/.exec(full) ?? [];
  const place = { file: path, line: Number(line ?? 1), col: Number(column ?? 0) + 1 };
  const [, unexpected] = / got '(.*)'$/.exec(full) ?? [];
  const [first = full] = full.replace(/ - \d+:\d+$/, '').split('\n');
  return { message: unexpected === undefined ? first : `unexpected ${unexpected}`, place };
}

function placeOf({ source, start }: Location): Place {
  return { file: source ?? 'template', line: start.line, col: start.column + 1 };
}

function startOf(name: string): Place {
  return { file: name, line: 1, col: 1 };
}
