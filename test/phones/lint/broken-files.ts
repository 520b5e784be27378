// Files of ours with something wrong in them, wherever that may be. Shared by those who read them.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { CASES } from '../shipped-models.js';

/** Stands where a file has a password, and is like nothing else. */
export const SECRET = 'Qzx7WvKj';
const PASSWORDS =
  /(?<=<(\w*[Pp]assword)>)[^<]+(?=<\/\1>)|(?<=^[^\r\n:=]*(?:Pswd|Password)\s*[:=] ?)[^\s:=][^\r\n]*/gm;

interface Whole {
  readonly name: string;
  readonly text: string;
}

/** The largest of each kind: what is in the others is in them. */
export const WHOLES: readonly Whole[] = CASES.filter(({ name }) =>
  /full|dotted|later/.test(name),
).flatMap(({ expected }) =>
  readdirSync(expected).map((name) => {
    const text = readFileSync(join(expected, name), 'utf8');
    return { name, text: text.replace(PASSWORDS, SECRET) };
  }),
);

/** What people and programs put where it does not belong. */
const PIECES = [
  ...['<', '>', '/', '&', '"', "'", ';', ':', '=', '#', '\n', '\r', '\0', '\ufeff', '\u2028', 'é'],
  ...[
    '</',
    '/>',
    '<!--',
    '-->',
    '--',
    ']]>',
    '<![CDATA[',
    '<?',
    '?>',
    '&#0;',
    '&x;',
    '<!DOCTYPE a [',
  ],
  ...['{{ x }}', '[== X ==]', '<% x %>', '<device>', '</device>', '###', '<<END OF FILE>>'],
  ...['<SIP CONFIG MODULE>', 'offhook-allow', '<!-- offhook-allow cisco/root: x -->', 'on', '-1'],
];

const cut = fc.record({
  /** Close to a secret, where it may come out. */
  near: fc.option(fc.integer({ min: -20, max: 10 }), { freq: 3 }),
  where: fc.double({ min: 0, max: 1, noNaN: true }),
  less: fc.oneof(fc.nat(3), fc.nat(9)),
  more: fc.oneof(fc.constantFrom('', ...PIECES), fc.string({ maxLength: 3 })),
});
export const broken = fc
  .record({
    whole: fc.constantFrom(...WHOLES),
    cuts: fc.array(cut, { minLength: 1, maxLength: 3 }),
    end: fc.oneof(
      { weight: 4, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
    ),
  })
  .map(({ whole: { name, text }, cuts, end }) => ({
    name,
    text: cuts
      .reduce((now, { near, where, less, more }) => {
        const secret = now.indexOf(SECRET, Math.floor(where * now.length));
        const isNear = near !== null && secret !== -1;
        const at = isNear ? secret + near : Math.floor(where * now.length);
        return now.slice(0, at) + more + now.slice(at + less);
      }, text)
      .slice(0, Math.ceil(end * text.length)),
  }));
