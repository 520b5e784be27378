// Templates made to code: as the build left it, or by Handlebars' compiler; for printing, and for finding out what is wrong.

import type Handlebars from 'handlebars';
import { messageOf } from '../core/coded-error.js';
import { type Place, wholeFile } from '../findings/finding.js';
import { BadValueError, ESCAPERS, type Escaping } from './escape.js';
import {
  createEnvironment,
  loadCompiler,
  type Printing,
  preparedTemplate,
  runtime,
} from './handlebars.js';
import type { StencilPress } from './stencil.js';
import { TemplateError, TemplateSyntaxError } from './template-error.js';
import type { TemplateFile, TemplateTree } from './template-tree.js';

type Compiled = (view: object) => string;
type Environment = ReturnType<typeof runtime.create>;
type CompiledTree = ReadonlyMap<string, Compiled>;

const EXTENSION = /\.hbs$/;

/** All `*.hbs` of the tree are partials of one another, under their name without `.hbs`. */
/**
 * Takes what the build compiled, and parses every other template; Handlebars compiles each when first run. A broken one
 * throws then, so that files without it are made all the same.
 */
export function compileAll(tree: TemplateTree, printing: Printing): CompiledTree {
  const templates = templatesOf(tree);
  const isReady = templates.every(([name, { text }]) => preparedTemplate(name, text));
  const handlebars = createEnvironment(isReady ? runtime : loadCompiler(), printing);
  for (const name of BLOCKS) refuseUndefined(handlebars, name, () => startOf(name));
  return registerAll(handlebars, templates, (name, file) => {
    const ready = preparedTemplate(name, file.text);
    return ready ? handlebars.template(ready) : compile(handlebars, FAST, name, file);
  });
}

type Show = Parameters<StencilPress['trace']>[1];

/** The same templates, for views in which things stand for texts. */
export function compileTracing(tree: TemplateTree, escaping: Escaping) {
  let shown: Show = () => undefined;
  const compiled = compileAll(tree, {
    print: (value) =>
      (typeof value === 'object' && value && shown(value)) || ESCAPERS[escaping](value),
    withoutDepths: true,
  });
  return (name: string, view: object, show: Show): string => {
    shown = show;
    return compiled.get(name)?.(view) ?? '';
  };
}

/** The same templates, each value of which is printed by a helper that is told its place. */
export function compilePlacing(tree: TemplateTree, escaping: Escaping): CompiledTree {
  const handlebars = loadCompiler().create();
  const pathOf = (name: string) => tree.get(name)?.path ?? name;
  const placeIn = (loc: Location) => placeOf(loc, pathOf);
  handlebars.registerHelper(PRINT, (value: unknown, { loc }: { loc: Location }) =>
    print(escaping, value, () => placeIn(loc)),
  );
  for (const name of BLOCKS) refuseUndefined(handlebars, name, placeIn);
  return registerAll(handlebars, templatesOf(tree), (name, file) =>
    compile(handlebars, PLACING, name, file),
  );
}

type NamedTemplate = readonly [name: string, file: TemplateFile];

function templatesOf(tree: TemplateTree): readonly NamedTemplate[] {
  return [...tree].filter(([name]) => EXTENSION.test(name));
}

function registerAll(
  handlebars: Environment,
  templates: readonly NamedTemplate[],
  make: (name: string, file: TemplateFile) => Compiled,
): CompiledTree {
  const compiled = new Map<string, Compiled>();
  for (const [name, file] of templates) {
    const template = make(name, file);
    handlebars.registerPartial(name.replace(EXTENSION, ''), template);
    compiled.set(name, template);
  }
  return compiled;
}

/** How templates are compiled, and what becomes of their mustaches before. */
interface Manner {
  readonly options: CompileOptions;
  readonly mustache: (statement: hbs.AST.MustacheStatement) => hbs.AST.MustacheStatement;
}

/** `{{{x}}}` is `{{x}}`, so that no value reaches a file past the escaper. */
const FAST: Manner = {
  options: { knownHelpersOnly: true },
  mustache: (statement) => ({ ...statement, escaped: true }),
};
/** Prints a value: our escaper, which is told where. */
const PRINT = 'print';
/** `{{x}}` and `{{{x}}}` become `{{print x}}`. */
const PLACING: Manner = {
  options: { strict: true, noEscape: true },
  mustache: printThroughHelper,
};

/** Needs an environment of the compiler's. */
function compile(
  handlebars: Environment,
  manner: Manner,
  name: string,
  file: TemplateFile,
): Compiled {
  try {
    return handlebars.compile(parse(name, file, manner), manner.options);
  } catch (cause) {
    if (!(cause instanceof TemplateError)) throw cause;
    return () => {
      throw cause;
    };
  }
}

/** The code of a template, as `preparedTemplate` finds it later. Throws TemplateSyntaxError. */
export function precompile(name: string, file: TemplateFile): string {
  return String(loadCompiler().precompile(parse(name, file, FAST), FAST.options));
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

function refuseUndefined(
  handlebars: Environment,
  name: string,
  placeIn: (loc: Location) => Place,
): void {
  const builtIn = handlebars.helpers[name];
  handlebars.registerHelper(name, function (this: unknown, value: unknown, options: BlockOptions) {
    if (value === undefined) throw new TemplateError(`#${name} has no value`, placeIn(options.loc));
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

function parse(name: string, { text, path }: TemplateFile, { mustache }: Manner): hbs.AST.Program {
  try {
    return changeMustaches(loadCompiler().parse(text, { srcName: name }), mustache);
  } catch (cause) {
    const { message, place } = describe(cause, path);
    throw new TemplateSyntaxError(`the template cannot be parsed: ${message}`, place, { cause });
  }
}

function changeMustaches(program: hbs.AST.Program, change: Manner['mustache']): hbs.AST.Program {
  const visitor = new (loadCompiler().Visitor)() as Handlebars.Visitor & { mutating: boolean };
  visitor.mutating = true;
  visitor.MustacheStatement = change;
  visitor.accept(program);
  return program;
}

function printThroughHelper(statement: hbs.AST.MustacheStatement): hbs.AST.MustacheStatement {
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
  return { ...statement, path: printPath, params: [value], hash: undefined } as never;
}

/** Turns what Handlebars throws into a TemplateError. */
export function rendering<T>(path: string, work: () => T): T {
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
  const full = messageOf(cause);
  const [, line, column] = / - (\d+):(\d+)$/.exec(full) ?? /line (\d+)/.exec(full) ?? [];
  const place = { file: path, line: Number(line ?? 1), col: Number(column ?? 0) + 1 };
  const [, unexpected] = / got '(.*)'$/.exec(full) ?? [];
  const [first = full] = full.replace(/ - \d+:\d+$/, '').split('\n');
  return { message: unexpected === undefined ? first : `unexpected ${unexpected}`, place };
}

function placeOf({ source, start }: Location, pathOf: PathOf): Place {
  return { file: pathOf(source), line: start.line, col: start.column + 1 };
}

export function startOf(name: string): Place {
  return wholeFile(name);
}
