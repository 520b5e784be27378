// A file that differs from a known one in texts and comments alone is not looked at as a whole: what is said of it has to be
// what the linter says that has never seen another.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLinter } from '../../../../../src/phones/cisco/files/lint.js';
import { createKnownFiles } from '../../../../../src/phones/cisco/files/sep/lint-known.js';
import { readCiscoData } from '../../../../../src/phones/cisco/tables/data.js';
import { vendorData } from '../../../../../src/phones/packs/packs.js';
import { readXml } from '../../../../../src/render/xml/check.js';
import { createXmlFraming } from '../../../../../src/render/xml/frame.js';
import { found, MODEL, PACKS, SEP } from '../../cisco-under-test.js';

const data = readCiscoData(vendorData(PACKS.tree, 'cisco'));

interface Said {
  readonly comment: string;
  readonly label: string;
  readonly volume: string;
  readonly feature: string;
  readonly port: string;
  readonly password: string;
}

/** Places of faults: first in its line, behind another tag, behind a text, twice in one element. */
const FORMS = [
  ({ comment, label, volume, feature, port, password }: Said) => `<device>
<!--${comment}-->
<deviceProtocol>SIP</deviceProtocol><fullConfig/>
<sipProfile><phoneLabel>${label}</phoneLabel>
<startMediaPort>${port}</startMediaPort>
<stopMediaPort>20000</stopMediaPort>
<nothing>${volume}</nothing>
<sipLines><line button="1" lineIndex="1"><featureID>${feature}</featureID>
<name>1</name><authName>1</authName>
<authPassword>${password}</authPassword></line></sipLines></sipProfile>
</device>`,
  ({
    comment,
    label,
    volume,
    feature,
    port,
    password,
  }: Said) => `<device><deviceProtocol>SIP</deviceProtocol>
<nothing>${volume}</nothing>
<sipProfile><nobody><x>${comment}</x></nobody><phoneLabel>${label}</phoneLabel>
<startMediaPort>${port}</startMediaPort><stopMediaPort>20000</stopMediaPort>
<sipLines><line button="1" lineIndex="1"><featureID>${feature}</featureID>
<name>1</name><name>${volume}</name><authPassword>${password}</authPassword></line></sipLines>
</sipProfile></device>`,
  ({ label, feature, password }: Said) => `<device><deviceProtocol>SIP</deviceProtocol>
<sipProfile><phoneLabel>${label}</phoneLabel><wrong>a</wrong>
<sipLines><line button="1" lineIndex="1"><featureID>${feature}</featureID><name>1</name>
<authPassword>${password}</authPassword></line></sipLines></sipProfile></device>`,
] as const;

const FIELDS = ['comment', 'label', 'volume', 'feature', 'port', 'password'];
const of = (...values: readonly string[]) => fc.constantFrom(...values);
const saids = fc.record<Said>({
  comment: of('', ' one ', 'two\nlines', 'a > b'),
  label: of('Desk', 'Desk &amp; Co', 'two\nlines', '', 'a label of many words', '&#65;'),
  volume: of('', '1', 'true', 'on'),
  feature: of('9', '2', '20', '99', ''),
  port: of('16384', '16385', '30000', 'x'),
  password: of('', 'opensesame', '{{password}}'),
});
/** Of one form, each with a word of its own. */
const files = fc
  .tuple(
    fc.oneof(fc.constant(FORMS[0]), fc.constantFrom(...FORMS)),
    saids,
    fc.array(fc.tuple(saids, of(...FIELDS)), { minLength: 30, maxLength: 40 }),
  )
  .map(([form, all, others]) =>
    others.map(([other, field]) => form({ ...all, [field]: other[field as keyof Said] })),
  );

describe('a file of a frame that is known', () => {
  it('has the findings that it has by itself', () => {
    let times = 0;
    let withFindings = 0;
    fc.assert(
      fc.property(files, (all) => {
        const known = createKnownFiles(data, createXmlFraming());
        for (const text of all) {
          const input = { name: SEP, text, model: MODEL, remarks: true, data };
          const alone = createLinter(data, [])(input);
          const told = known.find(input);
          if (told) {
            times += 1;
            withFindings += told.length > 0 ? 1 : 0;
            expect(told).toEqual(alone);
          }
          const root = readXml(text);
          if (root) known.remember(input, root, alone);
        }
      }),
      { numRuns: 12 },
    );
    // By chance a few hundred, and seldom few.
    expect(times).toBeGreaterThan(0);
    expect(withFindings).toBeGreaterThan(0);
  });

  it('is looked at again where a text that was wrong is another one', () => {
    const files = createKnownFiles(data, createXmlFraming());
    const lint = createLinter(data, []);
    const [form] = FORMS;
    const say = (port: string, label: string) => {
      const said = { comment: '', volume: '', feature: '9', password: 'x', port, label };
      return { name: SEP, text: form(said), model: MODEL, remarks: true, data };
    };
    for (const label of ['a', 'b', 'c']) {
      const input = say('x', label);
      files.remember(input, found(readXml(input.text), 'the tree'), lint(input));
    }
    expect(files.find(say('x', 'd'))?.map(({ rule }) => rule)).toContain('cisco/wrong-type');
    expect(files.find(say('y', 'd'))).toBeUndefined();
  });
});
