// The schemas of firmware, as in answers.ts: of the site, and of the phones of a rollout.

import type { FirmwareAnswer, FirmwareHad } from '../wire/lists.js';
import { COUNT, type Fields, type JsonSchema, listOf, MAC, record, TEXT } from './parts.js';

const HAD: Fields<FirmwareHad> = {
  name: TEXT,
  model: TEXT,
  wanted: COUNT,
  have: COUNT,
  upgrading: listOf(MAC),
};

export const FIRMWARE_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  FirmwareHad: record<FirmwareHad>(HAD),
  FirmwareAnswer: record<FirmwareAnswer>({
    ...HAD,
    trouble: listOf(TEXT),
    bytes: COUNT,
    parts: COUNT,
  }),
};
