// Trains of the vendor's SIP firmware, and who knows an element: which trains, and which models.

import type { Model } from '../../../site/model.js';

export interface Train {
  /** As people say it, `8.5`. */
  readonly name: string;
  /** What its loads are called behind the model's prefix: `8-` of `SIP31.8-5-3SR1S`. */
  readonly loads: string;
}

/** Oldest first. The files are made for the first one, and a phone of which no load is known is taken to have it. */
export type TrainTable = readonly [Train, ...Train[]];

/** Of an element that not every phone knows. */
export interface Only {
  /** The train that knew it first. */
  readonly from?: string;
  /** Ids of models. */
  readonly models?: readonly string[];
}

/** Who reads a file. */
export interface Reader {
  /** Absent: no model is known, and nothing is foreign for its sake. */
  readonly model?: Pick<Model, 'id'>;
  readonly train: Train;
}

const SIP_LOAD = /^SIP\d+\.(.*)$/;

/** By the name of a load, `SIP45.9-4-2SR3-1S`. Undefined: a load of none, or a text that is no SIP load. */
export function trainOf(trains: TrainTable, load: string): Train | undefined {
  const [, version] = SIP_LOAD.exec(load) ?? [];
  return version === undefined ? undefined : trains.find(({ loads }) => version.startsWith(loads));
}

/** `firmware`: what the phone is known to have, `8.5.3`, whatever load its file names. */
export function readerOf(
  trains: TrainTable,
  load: string,
  model?: Pick<Model, 'id'>,
  firmware?: string,
): Reader {
  const said = firmware?.replaceAll('.', '-');
  const known = trains.find(({ loads }) => said?.startsWith(loads)) ?? trainOf(trains, load);
  return { train: known ?? trains[0], ...(model && { model }) };
}

/** `train`: the reader's firmware is too old; `model`: it is an element of other models. Undefined: neither. */
export function whyForeign(
  only: Only | undefined,
  { model, train }: Reader,
  trains: TrainTable,
): 'train' | 'model' | undefined {
  if (only === undefined) return undefined;
  if (model && only.models && !only.models.includes(model.id)) return 'model';
  const first = trains.findIndex(({ name }) => name === only.from);
  return first > trains.indexOf(train) ? 'train' : undefined;
}
