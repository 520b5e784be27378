// Media types that several parts of the program answer with.

/** Without the name of the encoding, clients may take a text for another. */
export const PLAIN_TEXT = 'text/plain; charset=utf-8';
