// Inventories as texts in memory, two invented models, and what comes out. Shared by the tests beside it.

import { codedError } from '../../src/core/coded-error.js';
import { oncePer } from '../../src/core/once-per.js';
import { type Finding, formatPlace, type Place, sortFindings } from '../../src/findings/finding.js';
import { loadInventory } from '../../src/inventory/read/load.js';
import type { InputFiles, SecretRef, SecretSource } from '../../src/inventory/read/outside.js';
import { resolveSite } from '../../src/inventory/resolve/resolve.js';
import { checkSite } from '../../src/inventory/rules/check-site.js';
import { withoutConsequences } from '../../src/inventory/rules/consequences.js';
import { withoutEchoes } from '../../src/inventory/rules/echoes.js';
import { inventoryValidator } from '../../src/inventory/shape/validate.js';
import { DIAL_PLANS } from '../../src/phones/cisco/files/dial-plan/section.js';
import { DISTINCTIVE_RINGS, RINGS } from '../../src/phones/cisco/files/rings/section.js';
import type { MakerOf, Model } from '../../src/site/model.js';
import type { Section } from '../../src/site/section.js';
import type { Site } from '../../src/site/site.js';

export const DESK: Model = {
  id: 'test-desk',
  vendor: 'test',
  name: 'Test Desk',
  lines: 2,
  keys: 4,
  labelLength: { phone: 8, key: 10 },
  formats: ['xml'],
  csta: false,
  dhcp: { vendorClasses: [], ouis: [], option66: '{server}', option150: true },
  settings: {
    type: 'object',
    additionalProperties: false,
    properties: {
      webAccess: { type: 'boolean', default: false, description: 'Web page.' },
      volume: { type: 'integer', default: 5, description: 'Volume.' },
      pin: { 'x-secret': true, description: 'PIN.' },
    },
  },
  facts: {},
  folder: 'test/desk',
};

export const ROOM: Model = {
  ...DESK,
  id: 'test-room',
  name: 'Test Room',
  lines: 1,
  keys: 2,
  formats: ['txt', 'dotted'],
  csta: true,
  settings: { type: 'object', additionalProperties: false, properties: {} },
  folder: 'test/room',
};

/** Of a vendor that is not invented. */
export const SECTIONS = [DIAL_PLANS, RINGS, DISTINCTIVE_RINGS];

const MODELS = new Map([DESK, ROOM].map((model) => [model.id, model]));

export interface Outcome {
  readonly site: Site;
  readonly diagnostics: readonly Finding[];
  /** `code line:col` of each finding in the main file, with the file's name if it is another. */
  readonly findings: readonly string[];
}

export interface Surroundings {
  /** Further files by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Secrets by `env:NAME`, `file:dir/path`, `credential:NAME`. Absent: none is looked up. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly main?: string;
  /** True: also what these short sites leave unsaid. */
  readonly unsaid?: boolean;
  /** In place of the two models. */
  readonly makers?: readonly Model[];
  /** In place of those of a vendor that is not invented. */
  readonly sections?: readonly Section[];
  /** Whose blocks of MACs are known beside those of the models; none unless said. */
  readonly makerOf?: MakerOf;
}

const nobody: MakerOf = () => undefined;

const UNSAID: ReadonlySet<string> = new Set([
  'inventory/no-password',
  'inventory/no-time-zone',
  'inventory/no-phones',
  'inventory/only-strangers',
  'inventory/no-room',
  'inventory/unused-entry',
]);

/** Kept, whatever sets of models other tests of this process bring. */
const VALIDATE = inventoryValidator(MODELS.values(), SECTIONS);
const validatorOf = oncePer((makers: readonly Model[]) => inventoryValidator(makers, SECTIONS));

export function resolveText(text: string, surroundings: Surroundings = {}): Outcome {
  const { main = 'offhook.yaml', sections = SECTIONS, makers } = surroundings;
  const models = makers ? new Map(makers.map((model) => [model.id, model])) : MODELS;
  const diagnostics: Finding[] = [];
  const files = filesIn({ ...surroundings.files, [main]: text });
  const known = makers ? validatorOf(makers) : VALIDATE;
  const validate = sections === SECTIONS ? known : inventoryValidator(models.values(), sections);
  const loaded = loadInventory(main, files, validate, sections);
  diagnostics.push(...loaded.diagnostics);
  const site = resolveSite({
    inventory: loaded.inventory,
    models,
    report: (finding) => diagnostics.push(finding),
    ...(surroundings.secrets && { secrets: secretsIn(surroundings.secrets) }),
  });
  diagnostics.push(...checkSite(site, loaded.inventory, models, surroundings.makerOf ?? nobody));
  const sorted = sortFindings(withoutEchoes(withoutConsequences(diagnostics, sections))).filter(
    ({ code }) => surroundings.unsaid || !UNSAID.has(code),
  );
  const findings = sorted.map(({ code, place }) => {
    const at = place.file === main ? `${place.line}:${place.col}` : formatPlace(place);
    return `${code} ${at}`;
  });
  return { site, diagnostics: sorted, findings };
}

/** Text of a file that the system does not let us read. */
export const UNREADABLE = '(unreadable)';

function filesIn(texts: Readonly<Record<string, string>>): InputFiles {
  return {
    read(path) {
      const text = texts[path];
      if (text === undefined) throw codedError('ENOENT', `no ${path}`);
      if (text === UNREADABLE) throw codedError('EACCES', 'permission denied');
      return text;
    },
    list(pattern, baseDir) {
      const full = baseDir === '.' ? pattern : `${baseDir}/${pattern}`;
      const match = new RegExp(`^${full.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`);
      return Object.keys(texts)
        .filter((path) => match.test(path))
        .sort();
    },
  };
}

function secretsIn(texts: Readonly<Record<string, string>>): SecretSource {
  return {
    lookUp(ref) {
      const text = texts[nameOf(ref)];
      return text === undefined
        ? { found: false, why: `no ${nameOf(ref)}` }
        : { found: true, text };
    },
  };
}

function nameOf(ref: SecretRef): string {
  return ref.kind === 'file' ? `file:${ref.baseDir}/${ref.path}` : `${ref.kind}:${ref.name}`;
}

/** Takes circled digits out of a text; `markAt` gives back the digit that stood at a place, or the place. */
export function readMarks(marked: string) {
  const marks = new Map<string, string>();
  const lines = marked.split('\n').map((line, index) => {
    let text = '';
    for (const char of line) {
      if (/[①-⑨]/.test(char)) marks.set(`${index + 1}:${text.length + 1}`, char);
      else text += char;
    }
    return text;
  });
  const markAt = ({ line, col }: Place) => marks.get(`${line}:${col}`) ?? `${line}:${col}`;
  const codeAt = ({ code, place }: Pick<Finding, 'code' | 'place'>) => `${code} ${markAt(place)}`;
  const placesAt = ({ related = [], ...finding }: Pick<Finding, 'code' | 'place' | 'related'>) =>
    [codeAt(finding), ...related.map((each) => markAt(each.place))].join(' > ');
  return { text: lines.join('\n'), markAt, codeAt, placesAt };
}
