// The schemas of what is told of one phone, under the names of their types in wire/phone.ts.

import type { Progress } from '../../firmware/progress.js';
import { STAGES } from '../../timeline/history.js';
import { LINE_USES } from '../../timeline/view.js';
import { KNOWN_BY } from '../../timeline/where-is.js';
import { noWords } from '../../timeline/word.js';
import type {
  BootAnswer,
  DiffAnswer,
  FileAnswer,
  LineAnswer,
  NextAnswer,
  PastBootAnswer,
  PhoneAnswer,
  PhoneRow,
  StepAnswer,
} from '../wire/phone.js';
import {
  COUNT,
  type Fields,
  FLAG,
  type JsonSchema,
  listOf,
  MAC,
  MS,
  maybe,
  named,
  oneOf,
  record,
  TEXT,
  TIME,
  UNTIL,
} from './parts.js';

export const WORDS = Object.keys(noWords());
export const GRADE = oneOf(['fact', 'owners report', 'our reading']);

const PHONE_ROW: Fields<PhoneRow> = {
  mac: MAC,
  label: maybe(TEXT),
  model: maybe(TEXT),
  lines: listOf(TEXT),
  groups: listOf(TEXT),
  address: maybe(TEXT),
  addressBy: maybe(oneOf(KNOWN_BY)),
  network: maybe(TEXT),
  word: oneOf(WORDS),
  stage: oneOf(STAGES),
  sentence: TEXT,
  todo: maybe(TEXT),
  remark: maybe(TEXT),
  diagnosis: maybe(TEXT),
  grade: maybe(GRADE),
  heard: maybe(TIME),
  fetched: maybe(TIME),
  sync: oneOf(['current', 'stale', 'unknown']),
  progress: maybe(named('Progress')),
  use: maybe(oneOf(LINE_USES)),
};

export const PHONE_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  PhoneRow: record<PhoneRow>(PHONE_ROW),
  Progress: record<Progress>({
    bytes: COUNT,
    ofBytes: COUNT,
    part: COUNT,
    parts: COUNT,
    bytesPerSecond: maybe(MS),
    secondsLeft: maybe(MS),
  }),
  PhoneAnswer: record<PhoneAnswer>({
    ...PHONE_ROW,
    has: maybe(record<NonNullable<PhoneAnswer['has']>>({ at: TIME, digest: maybe(TEXT) })),
    wouldGet: maybe(TEXT),
    firmware: maybe(TEXT),
    boot: maybe(
      record<BootAnswer>({
        number: COUNT,
        began: TIME,
        leftOut: COUNT,
        steps: listOf(
          record<StepAnswer>({
            atMs: MS,
            lastMs: MS,
            what: TEXT,
            outcome: TEXT,
            count: COUNT,
            everyMs: maybe(MS),
            mark: maybe(oneOf(['stuck', 'waits'])),
            first: maybe(record<NonNullable<StepAnswer['first']>>({ what: TEXT, outcome: TEXT })),
          }),
        ),
        next: listOf(
          record<NextAnswer>({ what: TEXT, purpose: TEXT, dueMs: maybe(MS), overdueMs: maybe(MS) }),
        ),
      }),
    ),
    earlier: listOf(
      record<PastBootAnswer>({ began: TIME, reached: oneOf(STAGES), configured: FLAG }),
    ),
    lease: maybe(record<NonNullable<PhoneAnswer['lease']>>({ address: TEXT, until: UNTIL })),
    registrations: maybe(
      listOf(
        record<LineAnswer>({
          line: TEXT,
          pbx: TEXT,
          state: oneOf(['registered', 'unreachable', 'unregistered']),
          address: maybe(TEXT),
          source: maybe(TEXT),
          agent: maybe(TEXT),
          until: maybe(TIME),
          use: maybe(oneOf(LINE_USES)),
        }),
      ),
    ),
    heardBy: maybe(
      record<NonNullable<PhoneAnswer['heardBy']>>({
        dhcp: maybe(TIME),
        file: maybe(TIME),
        sip: maybe(TIME),
      }),
    ),
    place: maybe(TEXT),
    files: maybe(listOf(TEXT)),
    csta: maybe({ const: true }),
  }),
  FileAnswer: record<FileAnswer>({ name: TEXT, text: TEXT }),
  DiffAnswer: record<DiffAnswer>({
    files: listOf(named('FileAnswer')),
    unknown: maybe({ const: true }),
  }),
};
