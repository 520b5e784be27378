// The heart: one function from texts to everything offhook knows. CI, the folder and the wire read its result.

import type { Ipv4 } from '../core/ipv4.js';
import type { Mac } from '../core/mac.js';
import { oncePer } from '../core/once-per.js';
import { type Finding, sortFindings } from '../findings/finding.js';
import { findingOf, judgeBy } from '../findings/rule.js';
import type { KeptSources } from '../inventory/read/kept-sources.js';
import { loadInventory } from '../inventory/read/load.js';
import type { InputFiles, SecretSource } from '../inventory/read/outside.js';
import { resolveSite } from '../inventory/resolve/resolve.js';
import { checkSite } from '../inventory/rules/check-site.js';
import { withoutConsequences } from '../inventory/rules/consequences.js';
import { withoutEchoes } from '../inventory/rules/echoes.js';
import { namePhones } from '../inventory/rules/name-phones.js';
import { secretFilesOf } from '../inventory/secret-files.js';
import { inventoryValidator } from '../inventory/shape/validate.js';
import type { Driver, FilePlan } from '../phones/driver.js';
import { NOT_WRITTEN_RULES } from '../phones/not-written.js';
import { driversInUse, knownModel } from '../phones/packs/known-models.js';
import type { Packs } from '../phones/packs/packs.js';
import { createTemplates, type Templates } from '../render/template.js';
import type { Model } from '../site/model.js';
import type { Phone, PhoneSurroundings, Site } from '../site/site.js';
import { type Allowances, createAllowances } from './allowances.js';
import { finding } from './codes.js';

export interface SnapshotInputs {
  /** The inventory file. */
  readonly file: string;
  readonly files: InputFiles;
  /** Absent: without secrets; files then hold asterisks and must not be written. */
  readonly secrets?: SecretSource;
  readonly packs: Packs;
  /** A file that counts as if the inventory included it. */
  readonly also?: string | undefined;
  /** True: there is none, and nobody misses its phones. */
  readonly withoutInventory?: boolean;
  /** Ids of rules whose findings are allowed for all of the site. */
  readonly allow?: readonly string[];
  /** Hears how many are written down, with each file that is read, some time before anything is known of them. */
  readonly onPhones?: (count: number, packs: Packs) => void;
  /** Hears of the files of each phone while others are not known yet, nor what is wrong; of two with one name the second is none. */
  readonly onFiles?: OnFiles;
  /** Has files of the inventory that say what they said before; absent: each is read. */
  readonly keptSources?: KeptSources;
  /** What is wrong with files that others bring, where `found` is wrong already; asked with the diagnostics. */
  judgeFiles?(
    snapshot: Omit<Snapshot, 'diagnostics'>,
    found: readonly Finding[],
  ): readonly Finding[];
}

export type OnFiles = (
  files: readonly Artifact[],
  surroundings: PhoneSurroundings,
  packs: Packs,
) => void;

/** A file that phones can ask for. */
export interface Artifact extends Omit<FilePlan, 'render'> {
  readonly driver: Driver;
  /** Absent: shared by several models. */
  readonly model?: Model;
  /** Whose file it is; absent: shared by the site. */
  readonly phone?: Phone;
  /** The file's text. Throws TemplateError. */
  render(): string;
}

export interface Snapshot {
  readonly site: Site;
  readonly packs: Packs;
  /** By exact name, in a stable order. */
  readonly artifacts: ReadonlyMap<string, Artifact>;
  readonly phones: ReadonlyMap<Mac, Phone>;
  /** Numbers of the accounts that the inventory has, used or not, in the order in which they are written. */
  readonly lines: readonly string[];
  /** Whom each address is reserved for. */
  readonly addresses: ReadonlyMap<Ipv4, Mac>;
  /** What is wrong with the inventory and the templates, found when first asked for; what files look like is checkArtifact's. */
  readonly diagnostics: readonly Finding[];
  /** Applied to these already; files' findings are for whoever checks them. */
  readonly allowances: Allowances;
  /** Inventory files that were read. */
  readonly sources: readonly string[];
  /** The last of them is the file that counts as if the inventory included it: no `include` names it so. */
  readonly isAdded: boolean;
  /** Files that it says have secrets in them. */
  readonly secretFiles: readonly string[];
  /** By exact name, or by another spelling with which phones ask for it. */
  find(name: string): Artifact | undefined;
}

/** The schema of an inventory is that of the packs, and takes longer to write down than a small site to read. */
const validatorOf = oncePer(({ models, sections }: Packs) =>
  inventoryValidator(models.values(), sections),
);

/** Throws only if the inventory file itself cannot be read. */
export function buildSnapshot(inputs: SnapshotInputs): Snapshot {
  const { file, files, secrets, packs, withoutInventory = false, judgeFiles } = inputs;
  const diagnostics: Finding[] = [...packs.diagnostics];
  const { models, sections } = packs;
  const validate = validatorOf(packs);
  const loaded = loadInventory(file, files, validate, sections, {
    onPhones: (count) => inputs.onPhones?.(count, packs),
    also: inputs.also,
    keptSources: inputs.keptSources,
  });
  const { inventory, isAdded } = loaded;
  diagnostics.push(...loaded.diagnostics);
  const report = (finding: Finding) => diagnostics.push(finding);
  const ofPhones: Artifact[] = [];
  const context = { inventory, models, report, ...(secrets && { secrets }) };
  const site = resolveSite(context, (phone, surroundings) => {
    const planned = planPhone(phone, packs, surroundings);
    ofPhones.push(...planned);
    inputs.onFiles?.(planned, surroundings, packs);
  });
  const ofNames: Finding[] = [];
  const artifacts = joinArtifacts([...planSite(site, packs), ...ofPhones], (finding) =>
    ofNames.push(finding),
  );
  const judge = () => [
    ...diagnostics,
    ...(withoutInventory ? [] : checkSite(site, inventory, models, packs.makerOf)),
    ...checkVendors(site, packs),
    ...ofNames,
  ];
  const aliases = aliasesOf(artifacts);
  const allowances = createAllowances(site.allow, inputs.allow);
  let secretFiles: readonly string[] | undefined;
  let judged: readonly Finding[] | undefined;
  const judgeOnce = () => {
    judged ??= judgeAll();
    return judged;
  };
  const snapshot: Snapshot = Object.freeze({
    site,
    packs,
    artifacts,
    phones: new Map(site.phones.map((phone) => [phone.mac, phone])),
    lines: [...inventory.lines.keys()],
    addresses: new Map(
      site.phones.flatMap(({ address, mac }) => (address === undefined ? [] : [[address, mac]])),
    ),
    get diagnostics() {
      return judgeOnce();
    },
    // Before all is judged, nobody knows what was needed.
    allowances: {
      ...allowances,
      unused() {
        judgeOnce();
        return allowances.unused();
      },
    },
    sources: inventory.sources.map((source) => source.file),
    isAdded,
    get secretFiles() {
      secretFiles ??= secretFilesOf(inventory.sources);
      return secretFiles;
    },
    find: (name: string) => artifacts.get(name) ?? aliases.get(name),
  });
  return snapshot;

  function judgeAll(): readonly Finding[] {
    const own = withoutEchoes(allowances.apply(withoutConsequences(judge(), sections)));
    const found = [...own, ...allowances.problems];
    return sortFindings([...found, ...allowances.apply(judgeFiles?.(snapshot, found) ?? [])]);
  }
}

const judgeChosen = judgeBy(NOT_WRITTEN_RULES);

function checkVendors(site: Site, packs: Packs): readonly Finding[] {
  const ofPhones = namePhones(site.phones, (phone) => {
    const known = knownModel(packs, phone.model);
    if (!known) return [];
    const { model, driver } = known;
    const { sections } = packs;
    return [
      ...driver.check(phone, model, site),
      ...judgeChosen({ phone, driver, sections }).map(findingOf),
    ];
  });
  const ofSite = driversInUse(packs, site).flatMap(({ driver, models }) => {
    const ofFiles = driver.sideFiles?.flatMap((each) => each.check?.(site) ?? []) ?? [];
    return [...(driver.checkSite?.(site, models) ?? []), ...ofFiles];
  });
  return [...ofPhones, ...ofSite];
}

/** Compiling them takes longer than all else of a small site. */
export const templatesOf = oncePer(createTemplates);

/** Files that belong to no phone. */
function planSite(site: Site, packs: Packs): readonly Artifact[] {
  const templates = templatesOf(packs.tree);
  return driversInUse(packs, site).flatMap(({ driver, models }) => {
    const ofSections = driver.sideFiles?.flatMap((each) => each.plan?.(site) ?? []) ?? [];
    const plans = [...driver.siteFiles(site, models), ...ofSections];
    return plans.map((plan) => toArtifact(plan, templates, driver));
  });
}

/** By name; of two the first. */
function joinArtifacts(
  planned: Iterable<Artifact>,
  report: (finding: Finding) => void,
): ReadonlyMap<string, Artifact> {
  const artifacts = new Map<string, Artifact>();
  for (const artifact of planned) {
    const taken = artifacts.get(artifact.name);
    if (!taken) artifacts.set(artifact.name, artifact);
    else if (taken.mac === undefined || taken.mac !== artifact.mac)
      report(nameTaken(artifact, taken));
  }
  return artifacts;
}

/** The files of one phone. */
export function planPhone(
  phone: Phone,
  packs: Packs,
  surroundings: PhoneSurroundings,
): readonly Artifact[] {
  const known = knownModel(packs, phone.model);
  if (!known) return [];
  const { model, driver } = known;
  const templates = templatesOf(packs.tree);
  return driver
    .phoneFiles(phone, model, surroundings)
    .map((plan) => toArtifact(plan, templates, driver, { model, phone }));
}

/** Named one by one: copying a plan and adding to it takes many times as long, for each phone. */
function toArtifact(
  { name, aliases, mediaType, mac, holdsSecrets, place, render }: FilePlan,
  templates: Templates,
  driver: Driver,
  { model, phone }: Pick<Artifact, 'model' | 'phone'> = {},
): Artifact {
  return {
    name,
    aliases,
    mediaType,
    ...(mac !== undefined && { mac }),
    holdsSecrets,
    place,
    driver,
    ...(model && { model }),
    ...(phone && { phone }),
    render: () => render(templates),
  };
}

/** Two phones with one MAC have been reported as that; their files need no second word. */
function nameTaken(artifact: Artifact, taken: Artifact): Finding {
  return finding('render/name-taken', artifact.place, `the file ${artifact.name} is made twice`, {
    related: [{ place: taken.place, message: 'first made for this' }],
  });
}

function aliasesOf(artifacts: ReadonlyMap<string, Artifact>): ReadonlyMap<string, Artifact> {
  const aliases = new Map<string, Artifact>();
  for (const artifact of artifacts.values()) {
    for (const alias of artifact.aliases) aliases.set(alias, artifact);
  }
  return aliases;
}
