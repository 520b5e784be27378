// `offhook explain MAC`: what one phone would get, and which line of which file says so.

import { printable, printableJson } from '../../core/printable.js';
import { formatPlace, type Place } from '../../findings/finding.js';
import { type EffectiveValue, explainNetwork, explainPhone } from '../../inventory/explain.js';
import { parseSource } from '../../inventory/read/parse-source.js';
import type { Source } from '../../inventory/read/source.js';
import type { TemplateTree } from '../../render/template-tree.js';
import type { Model } from '../../site/model.js';
import { EXIT } from '../exit-codes.js';
import { type Io, UsageError } from '../io.js';
import { readMac } from '../mac-argument.js';
import { openSnapshot, type SiteOptions } from '../open-snapshot.js';

export interface ExplainOptions extends SiteOptions {
  readonly format: 'text' | 'json';
}

export async function explain(macText: string, options: ExplainOptions, io: Io): Promise<number> {
  const mac = readMac(macText);
  const { snapshot } = await openSnapshot({ ...options, secrets: false }, io);
  const phone = snapshot.phones.get(mac);
  const model = phone && snapshot.packs.models.get(phone.model);
  if (!phone || !model) {
    throw new UsageError(`no phone with the MAC ${mac} in the inventory, or it has errors`);
  }
  const values = [
    ...explainPhone(phone, defaultsOf(model, snapshot.packs.tree)),
    ...explainNetwork(phone, snapshot.site.networks),
  ];
  const files = [...snapshot.artifacts.values()]
    .filter((artifact) => artifact.mac === mac)
    .map(({ name }) => name);
  io.out(
    options.format === 'json'
      ? printableJson(`${JSON.stringify({ version: 1, mac, files, values }, null, 2)}\n`)
      : formatText(values, files),
  );
  return EXIT.ok;
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
