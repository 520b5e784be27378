// Handlebars on our terms: own instance, strict, escaping by the kind of file. Knows no vendor and no inventory.

import type Handlebars from 'handlebars';
import type { Place } from '../findings/finding.js';
import { BadValueError, ESCAPERS, type Escaping } from './escape.js';
import { loadCompiler, preparedTemplate, runtime } from './handlebars.js';
import type { TemplateFile, TemplateTree } from './template-tree.js';

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

/** Renders templates by their name below the templates root, the user's own before the built-in ones. */
export interface Templates {
  render(name: string, escaping: Escaping, view: object): string;
}

type Compiled = (view: object) => string;
type Environment = ReturnType<typeof runtime.create>;

const EXTENSION = /\.hbs$/;
/** Prints a value: our escaper instead of Handlebars' own, which is HTML's. */
const PRINT = 'print';

/** All `*.hbs` of the tree are partials of one another, under their name without `.hbs`. */
export function createTemplates(tree: TemplateTree): Templates {
  const environments = new Map<Escaping, ReadonlyMap<string, Compiled>>();
  return {
    render(name, escaping, view) {
      const compiled = environments.get(escaping) ?? compileAll(tree, escaping);
      environments.set(escaping, compiled);
      const template = compiled.get(name);
      if (!template) throw new TemplateError(`there is no template ${name}`, startOf(name));
      return rendering(tree.get(name)?.path ?? name, () => template(view));
    },
  };
}

/**
 * Takes what the build compiled, and parses every other template; Handlebars compiles each when first run. A broken one
 * throws its TemplateSyntaxError then, so that files without it are made all the same.
 */
function compileAll(tree: TemplateTree, escaping: Escaping): ReadonlyMap<string, Compiled> {
  const templates = [...tree].filter(([name]) => EXTENSION.test(name));
  const isReady = templates.every(([name, { text }]) => preparedTemplate(name, text));
  const handlebars = (isReady ? runtime : loadCompiler()).create();
  const pathOf = (name: string) => tree.get(name)?.path ?? name;
  handlebars.registerHelper(PRINT, (value: unknown, { loc }: { loc: Location }) =>
    print(escaping, value, () => placeOf(loc, pathOf)),
  );
  for (const name of BLOCKS) refuseUndefined(handlebars, name, pathOf);
  const compiled = new Map<string, Compiled>();
  for (const [name, file] of templates) {
    const ready = preparedTemplate(name, file.text);
    const template = ready ? handlebars.template(ready) : compile(handlebars, name, file);
    handlebars.registerPartial(name.replace(EXTENSION, ''), template);
    compiled.set(name, template);
  }
  return compiled;
}

const OPTIONS = { strict: true, noEscape: true };

/** Needs an environment of the compiler's. */
function compile(handlebars: Environment, name: string, file: TemplateFile): Compiled {
  try {
    return handlebars.compile(parse(name, file), OPTIONS);
  } catch (cause) {
    if (!(cause instanceof TemplateError)) throw cause;
    return () => {
      throw cause;
    };
  }
}

/** The code of a template, as `preparedTemplate` finds it later. Throws TemplateSyntaxError. */
export function precompile(name: string, file: TemplateFile): string {
  return String(loadCompiler().precompile(parse(name, file), OPTIONS));
}

/** `source`: the template's name. */
interface Location {
  readonly source: string;
  readonly start: { readonly line: number; readonly column: number };
}

/** Handlebars takes a misspelt name in these for an empty list or a false, even in strict mode. */
const BLOCKS = ['each', 'if', 'unless', 'with'];

type BlockOptions = Handlebars.HelperOptions & { readonly loc: Location };

type PathOf = (name: string) => string;

function refuseUndefined(handlebars: Environment, name: string, pathOf: PathOf): void {
  const builtIn = handlebars.helpers[name];
  handlebars.registerHelper(name, function (this: unknown, value: unknown, options: BlockOptions) {
    if (value === undefined) {
      throw new TemplateError(`#${name} has no value`, placeOf(options.loc, pathOf));
    }
    return builtIn?.call(this, value, options);
  });
}

function print(escaping: Escaping, value: unknown, place: () => Place): string {
  try {
    return ESCAPERS[escaping](value);
  } catch (cause) {
    if (!(cause instanceof BadValueError)) throw cause;
    throw new TemplateError(`cannot print this value: ${cause.message}`, place());
  }
}

function parse(name: string, { text, path }: TemplateFile): hbs.AST.Program {
  try {
    return printThroughHelper(loadCompiler().parse(text, { srcName: name }));
  } catch (cause) {
    const { message, place } = describe(cause, path);
    throw new TemplateSyntaxError(`the template cannot be parsed: ${message}`, place, { cause });
  }
}

/** `{{x}}` becomes `{{print x}}`, so that no value reaches a file past the escaper, `{{{x}}}` neither. */
function printThroughHelper(program: hbs.AST.Program): hbs.AST.Program {
  const visitor = new (loadCompiler().Visitor)() as Handlebars.Visitor & { mutating: boolean };
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

function placeOf({ source, start }: Location, pathOf: PathOf): Place {
  return { file: pathOf(source), line: start.line, col: start.column + 1 };
}

function startOf(name: string): Place {
  return { file: name, line: 1, col: 1 };
}
