// XML read strictly, once for all who ask: a tree that knows its places, or the first fault. Never a repair. Nothing is
// fetched, and a document type declares nothing: entities are the five that XML has.

import { createRequire } from 'node:module';
import type { SaxesOptions, SaxesTagPlain } from 'saxes';
import { onceWhileSame } from '../../core/once-per.js';
import type { FileMemory } from '../file-memory.js';
import type { XmlFault } from './failure.js';
import { explainFailure } from './fault.js';
import { readPlainXml } from './plain.js';
import { positions, type XmlAttribute, type XmlElement } from './tree.js';

/** Not by import, for which Node looks through the package for names first: that takes longer than loading it. */
function loadSaxes(): typeof import('saxes') {
  saxes ??= createRequire(import.meta.url)('saxes') as typeof import('saxes');
  return saxes;
}

let saxes: typeof import('saxes') | undefined;

/** `root` is of use only where there is no fault. */
interface XmlAnswer {
  readonly root: XmlElement | undefined;
  readonly fault: XmlFault | undefined;
}

/** Undefined: well-formed. `memory`: of a run that looks at more files. */
export function findXmlFault(text: string, memory?: FileMemory): XmlFault | undefined {
  if (!memory) return parseXml(text).fault;
  const { takeApart, wellFormed } = memory;
  const framed = takeApart(text);
  const frame = framed?.seen ? framed.frame : undefined;
  if (frame !== undefined && wellFormed.has(frame)) return undefined;
  const { fault } = parseXml(text);
  if (frame !== undefined && !fault) {
    if (wellFormed.size >= MAX_FRAMES) wellFormed.clear();
    wellFormed.add(frame);
  }
  return fault;
}

const MAX_FRAMES = 64;

/** Undefined: it is not well-formed. */
export function readXml(text: string): XmlElement | undefined {
  const { root, fault } = parseXml(text);
  return fault ? undefined : root;
}

/** Whoever checks a file reads it next. */
const parseXml = onceWhileSame(parse);

const OPTIONS = {
  // No phone minds names with a colon.
  xmlns: false,
  // We count ourselves, and only what is asked for.
  position: false,
  // What a phone makes of another version nobody knows.
  defaultXMLVersion: '1.0',
  forceXMLVersion: true,
} as const satisfies SaxesOptions;

/** Ends the parser at its first complaint. */
const STOP = new Error('not well-formed');

interface Draft extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

function parse(text: string): XmlAnswer {
  const root = readPlainXml(text);
  return root ? { root, fault: undefined } : parseAll(text);
}

function parseAll(text: string): XmlAnswer {
  const parser = new (loadSaxes().SaxesParser)<typeof OPTIONS>(OPTIONS);
  const readTag = tagReader(text);
  const open: Draft[] = [];
  let root: XmlElement | undefined;
  let closed: Draft | undefined;
  let fault: XmlFault | undefined;
  /** All before it has been understood. */
  let understood = 0;
  const addText = (characters: string) => {
    const parent = open.at(-1);
    if (parent) parent.text += characters;
  };
  const understand = () => {
    understood = parser.position;
  };
  // No more than six are heard: with eight, V8 takes the parser for a dictionary, and it is five times slower.
  parser.on('text', (characters) => {
    // It ends where the next markup has begun.
    understood = parser.position - 1;
    addText(characters);
  });
  parser.on('opentag', (tag) => {
    understand();
    const element = readTag(tag, understood);
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => {
    understand();
    closed = open.pop();
    if (closed) closed.text = closed.text.trim();
  });
  parser.on('cdata', (characters) => {
    understand();
    addText(characters);
  });
  parser.on('comment', understand);
  parser.on('error', ({ message }) => {
    fault = explainFailure({ message, text, understood, at: parser.position, open, closed });
    throw STOP;
  });
  try {
    parser.write(text).close();
  } catch (cause) {
    if (cause !== STOP) throw cause;
  }
  return { root, fault };
}

/** Asked for each tag of the text in its order, with the offset behind it. */
function tagReader(text: string): (tag: SaxesTagPlain, end: number) => Draft {
  const positionOf = positions(text);
  return ({ name, attributes }, end) => {
    // No value holds one.
    const start = text.lastIndexOf('<', end - 1);
    const { line, col } = positionOf(start);
    const isPlain = end - start === name.length + '<>'.length;
    return {
      name,
      attributes: isPlain ? [] : [...readAttributes(attributes, start + 1 + name.length, end)],
      children: [],
      text: '',
      line,
      col,
    };
  };

  function* readAttributes(
    values: SaxesTagPlain['attributes'],
    from: number,
    to: number,
  ): Generator<XmlAttribute> {
    for (const { 1: name = '', index } of text.slice(from, to).matchAll(ATTRIBUTE)) {
      yield { name, value: values[name] ?? '', ...positionOf(from + index) };
    }
  }
}

const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"[^"]*"|'[^']*')/g;
