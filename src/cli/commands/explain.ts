// `offhook explain MAC`: what one phone would get, and which line of which file says so.

import { jsonText, printable } from '../../core/printable.js';
import { type Finding, formatPlace, type Place } from '../../findings/finding.js';
import { type EffectiveValue, explainNetwork, explainPhone } from '../../inventory/explain.js';
import { explainPbxes } from '../../inventory/explain-pbx.js';
import { parseSource } from '../../inventory/read/parse-source.js';
import type { Source } from '../../inventory/read/source.js';
import { type KnownModel, knownModel } from '../../phones/packs/known-models.js';
import type { TemplateTree } from '../../render/template-tree.js';
import type { Model } from '../../site/model.js';
import type { Site } from '../../site/site.js';
import { EXIT } from '../exit-codes.js';
import { type Io, UsageError } from '../io.js';
import { readMac } from '../mac-argument.js';
import { openSnapshot, type SiteOptions } from '../open-snapshot.js';
import { formatFinding } from '../report/text.js';

export interface ExplainOptions extends SiteOptions {
  readonly format: 'text' | 'json';
}

/** What is wrong with the phone follows on standard error, and makes the exit code 1. */
export async function explain(macText: string, options: ExplainOptions, io: Io): Promise<number> {
  const mac = readMac(macText);
  const { snapshot } = await openSnapshot({ ...options, secrets: false }, io);
  const errors = snapshot.diagnostics.filter(({ severity }) => severity === 'error');
  const phone = snapshot.phones.get(mac);
  const findings = errors.filter(({ device, place }) => device === mac || phone?.isOwn(place));
  const known = phone && knownModel(snapshot.packs, phone.model);
  if (!phone && findings.length === 0) throw new UsageError(notThere(mac, errors.length));
  const values =
    phone && known
      ? [
          ...explainPhone(phone, defaultsOf(known.model, snapshot.packs.tree)),
          ...explainNetwork(phone, snapshot.site.networks),
          ...explainPbxes(phone, snapshot.site),
          ...explainShown(known, snapshot.site),
        ]
      : [];
  const files = [...snapshot.artifacts.values()]
    .filter((artifact) => artifact.mac === mac)
    .map(({ name }) => name);
  if (options.format === 'json') {
    const json = { version: 1, mac, files, values, findings };
    io.out(jsonText(json));
  } else {
    if (phone) io.out(formatText(values, files));
    if (findings.length > 0) io.err(describeFindings(findings, io));
  }
  return findings.length > 0 ? EXIT.findings : EXIT.ok;
}

/** What phones of the model showed where documents leave it open. */
function explainShown({ model, driver }: KnownModel, site: Site): readonly EffectiveValue[] {
  const shown = driver.csta;
  if (!shown) return [];
  return shown
    .known(site, model)
    .map(({ says, place }) => ({ name: shown.section, value: says, place, layer: 'inventory' }));
}

function notThere(mac: string, errors: number): string {
  const missing = `no phone with the MAC ${mac} in the inventory`;
  if (errors === 0) return missing;
  return `${missing} as far as it can be read: it has errors, which "offhook validate" tells`;
}

function describeFindings(findings: readonly Finding[], io: Io): string {
  const told = findings.map((each) => formatFinding(each, io.colour.err));
  return `${['as it is, this phone gets no file:', ...told].join('\n')}\n`;
}

function defaultsOf(model: Model, tree: TemplateTree): (setting: string) => Place | undefined {
  const sources = [...schemaFiles(`${model.folder}/schema.json`, tree)];
  return (setting) => {
    const path = ['properties', setting, 'default'];
    return sources.find((source) => source.written(path) !== undefined)?.locate(path);
  };
}

/** The model's own, then what it extends. */
function* schemaFiles(name: string, tree: TemplateTree): Iterable<Source> {
  const file = tree.get(name);
  if (!file) return;
  const source = parseSource(file.path, file.text);
  yield source;
  const base = source.written(['extends']);
  if (base !== undefined) yield* schemaFiles(base, tree);
}

function formatText(values: readonly EffectiveValue[], files: readonly string[]): string {
  const rows = values.map(({ name, value, place, layer }) => [
    printable(name),
    printable(value),
    printable(place ? formatPlace(place) : layer),
  ]);
  const widths = [0, 1].map((column) =>
    Math.min(44, Math.max(...rows.map((row) => row[column]?.length ?? 0))),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${[...lines, '', `files: ${files.join(', ')}`].join('\n')}\n`;
}
