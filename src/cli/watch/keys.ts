// What a terminal sends when keys are pressed, as keys. Whatever is not known is no key.

export type Key = { readonly kind: 'text'; readonly text: string } | { readonly kind: Named };

type Named =
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'home'
  | 'end'
  | 'enter'
  | 'escape'
  | 'backspace'
  | 'interrupt'
  | 'suspend'
  | 'redraw';

/** ECMA-48 and the forms of xterm, rxvt and the Linux console. */
const SEQUENCES: Readonly<Record<string, Named>> = {
  '[A': 'up',
  OA: 'up',
  '[B': 'down',
  OB: 'down',
  '[5~': 'page-up',
  '[6~': 'page-down',
  '[H': 'home',
  OH: 'home',
  '[1~': 'home',
  '[7~': 'home',
  '[F': 'end',
  OF: 'end',
  '[4~': 'end',
  '[8~': 'end',
};
const CONTROLS: Readonly<Record<string, Named>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\x7f': 'backspace',
  '\b': 'backspace',
  '\x03': 'interrupt',
  '\x04': 'interrupt',
  '\x1a': 'suspend',
  '\x0c': 'redraw',
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a terminal sends
const PIECES = /\x1b(\[[\d;]*[ -/]*[@-~]|O[@-~])|[\s\S]/gu;

/** `chunk`: what came at once; an escape with nothing behind it is the key of that name. */
export function readKeys(chunk: string): readonly Key[] {
  return [...chunk.matchAll(PIECES)].flatMap(([piece, sequence]): readonly Key[] => {
    if (sequence !== undefined) return named(SEQUENCES[sequence]);
    if (piece === '\x1b') return named('escape');
    const control = CONTROLS[piece];
    if (control) return named(control);
    return /\p{C}/u.test(piece) ? [] : [{ kind: 'text', text: piece }];
  });
}

function named(kind: Named | undefined): readonly Key[] {
  return kind === undefined ? [] : [{ kind }];
}
