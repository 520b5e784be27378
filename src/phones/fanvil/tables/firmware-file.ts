// Firmware of these phones: an image, and a manifest that says where a newer one is.

import type { FirmwareBytes, FirmwareFile, FirmwareOf } from '../../../site/firmware.js';
import type { Model } from '../../../site/model.js';

export const MANIFEST_NAME = /^fanvil_([a-z0-9_]+)_hwv?(\d+_\d+)\.txt$/i;
export const IMAGE_NAME = /\.z$/i;

/** Undefined: it is called like none. */
export function readFirmware(
  file: FirmwareBytes,
  models: readonly Model[],
): FirmwareFile | undefined {
  const [, phone] = MANIFEST_NAME.exec(file.name) ?? [];
  if (phone !== undefined) return readManifest(file, phone, models);
  if (!IMAGE_NAME.test(file.name)) return undefined;
  const of = ofImage(file.name, models);
  return { role: 'image', parts: [], ...(of && { of }) };
}

/** Lines of `Version=`, `Firmware=`, which is an address, and others. */
function readManifest({ start }: FirmwareBytes, phone: string, models: readonly Model[]) {
  const text = new TextDecoder().decode(start);
  const lineOf = (key: string) =>
    new RegExp(`^[\\t ]*${key}[\\t ]*=[\\t ]*(\\S[^\\r\\n]*)`, 'im').exec(text)?.[1]?.trim();
  const version = lineOf('Version');
  const image = lineOf('Firmware')?.split(/[?#]/)[0]?.split('/').at(-1);
  const fault =
    image === undefined || image === '' || version === undefined
      ? 'names no version, or no image'
      : undefined;
  const manifest: FirmwareFile = {
    role: 'manifest',
    parts: fault === undefined && image !== undefined ? [image] : [],
    ...(fault !== undefined && { fault }),
    of: ofPhone(phone.replaceAll('_', ' '), version, models),
  };
  return manifest;
}

function ofPhone(phone: string, version: string | undefined, models: readonly Model[]): FirmwareOf {
  const wanted = plain(phone);
  const own = models.filter((model) => shortName(model) === wanted);
  return {
    phones: own[0]?.name ?? `Fanvil ${phone.toUpperCase()}`,
    models: own.map(({ id }) => id),
    ...(version !== undefined && { version }),
  };
}

/** `x42.14.0.7386T….z` is 2.14.0.7386 for an X4, `x5upro-fanvil-…` for an X5U Pro. */
function ofImage(name: string, models: readonly Model[]): FirmwareOf | undefined {
  const [model] = models
    .filter(({ vendor }) => vendor === 'fanvil')
    .filter((each) => /^(\d+\.|-)/.test(restOf(name, each) ?? ''))
    .toSorted((a, b) => shortName(b).length - shortName(a).length);
  if (!model) return undefined;
  const [version] = /\d+(\.\d+){2,3}/.exec(restOf(name, model) ?? '') ?? [];
  return { phones: model.name, models: [model.id], ...(version !== undefined && { version }) };
}

function restOf(name: string, model: Model): string | undefined {
  const short = shortName(model);
  return name.toLowerCase().startsWith(short) ? name.slice(short.length) : undefined;
}

/** `x4` of `fanvil-x4`. */
function shortName({ id, vendor }: Model): string {
  return vendor === 'fanvil' ? plain(id.slice('fanvil-'.length)) : '';
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
