// The schema of each answer, under the name of its type in wire/, which says what the fields mean.

import type { SiteDiagnosisText } from '../../timeline/site-rows.js';
import type {
  AdoptionAnswer,
  AdoptionChoices,
  AdoptionWish,
  Problem,
  ReleaseAnswer,
  SessionAnswer,
} from '../wire/acting.js';
import { CSTA_ACTS, type CstaAnswer, type CstaCall, type CstaWish } from '../wire/csta.js';
import type {
  FindingAnswer,
  FindingsAnswer,
  LeaseAnswer,
  NetworkAnswer,
  PoolHistoryAnswer,
  RequestAnswer,
  RequestsAnswer,
  TransferAnswer,
} from '../wire/lists.js';
import type { LiveSite, PhonesChange } from '../wire/live.js';
import type { About, PoolUse, SiteAnswer, StatusAnswer, StrangerAnswer } from '../wire/site.js';
import { CALL_SCHEMAS } from './call-answers.js';
import { FIRMWARE_SCHEMAS } from './firmware-answers.js';
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
import { GRADE, PHONE_SCHEMAS, WORDS } from './phone-answers.js';
import { ROLLOUT_SCHEMAS } from './rollout-answers.js';

const SEVERITIES = ['error', 'warning', 'info'];
const countsOf = (names: readonly string[]): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(names.map((name) => [name, COUNT])),
  required: names,
});

const SITE: Fields<SiteAnswer> = {
  version: { const: 1 },
  started: TIME,
  server: named('About'),
  strangers: COUNT,
  ignored: COUNT,
  others: COUNT,
  reloaded: maybe(TIME),
  upgrading: COUNT,
  site: listOf(named('SiteDiagnosis')),
};

const STATUS: Fields<StatusAnswer> = { ...SITE, phones: COUNT, words: countsOf(WORDS) };

/** OpenAPI's components. */
export const SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  ...PHONE_SCHEMAS,
  ...ROLLOUT_SCHEMAS,
  ...CALL_SCHEMAS,
  ...FIRMWARE_SCHEMAS,
  About: record<About>({
    offhook: TEXT,
    inventory: TEXT,
    tftp: TEXT,
    http: maybe(TEXT),
    dhcp: maybe(TEXT),
    page: maybe(TEXT),
    pools: listOf(record<PoolUse>({ network: TEXT, used: COUNT, size: COUNT })),
  }),
  SiteDiagnosis: record<SiteDiagnosisText>({
    id: TEXT,
    name: TEXT,
    grade: GRADE,
    says: TEXT,
    todo: TEXT,
    row: maybe(TEXT),
    phones: maybe(COUNT),
    pbx: maybe(TEXT),
  }),
  SiteAnswer: record<SiteAnswer>(SITE),
  StatusAnswer: record<StatusAnswer>(STATUS),
  StrangerAnswer: record<StrangerAnswer>({
    mac: MAC,
    model: maybe(TEXT),
    vendor: maybe(TEXT),
    knownBy: maybe(oneOf(['option 60', 'file name', 'User-Agent', 'block of MACs'])),
    similar: maybe(MAC),
    vendorClass: maybe(TEXT),
    agent: maybe(TEXT),
    address: maybe(TEXT),
    heard: maybe(TIME),
    sentence: TEXT,
    ignored: maybe({ const: true }),
  }),
  NetworkAnswer: record<NetworkAnswer>({
    network: TEXT,
    device: maybe(TEXT),
    waits: maybe(TEXT),
    off: maybe({ const: true }),
    free: maybe(COUNT),
    offered: maybe(COUNT),
    bound: maybe(COUNT),
    resting: maybe(COUNT),
    reserved: COUNT,
    held: COUNT,
    leases: listOf(
      record<LeaseAnswer>({ address: TEXT, mac: maybe(MAC), label: maybe(TEXT), until: UNTIL }),
    ),
    otherServers: listOf(
      record<NetworkAnswer['otherServers'][number]>({ server: TEXT, heard: maybe(TIME) }),
    ),
  }),
  PoolHistoryAnswer: record<PoolHistoryAnswer>({
    network: TEXT,
    size: COUNT,
    everySeconds: COUNT,
    until: TIME,
    used: listOf(COUNT),
  }),
  RequestsAnswer: record<RequestsAnswer>({
    seq: COUNT,
    missed: COUNT,
    requests: listOf(
      record<RequestAnswer>({
        seq: COUNT,
        at: TIME,
        protocol: oneOf(['dhcp', 'tftp', 'http']),
        address: maybe(TEXT),
        mac: maybe(MAC),
        label: maybe(TEXT),
        what: TEXT,
        outcome: TEXT,
        failed: FLAG,
        bytes: maybe(COUNT),
        ms: maybe(MS),
      }),
    ),
  }),
  FindingAnswer: record<FindingAnswer>({
    code: TEXT,
    severity: oneOf(SEVERITIES),
    message: TEXT,
    hint: TEXT,
    place: TEXT,
    phones: listOf(MAC),
  }),
  FindingsAnswer: record<FindingsAnswer>({
    findings: listOf(named('FindingAnswer')),
    refused: maybe(listOf(named('FindingAnswer'))),
  }),
  TransferAnswer: record<TransferAnswer>({
    mac: maybe(MAC),
    address: TEXT,
    name: TEXT,
    role: TEXT,
    began: TIME,
    bytes: COUNT,
    size: COUNT,
  }),
  AdoptionWish: record<AdoptionWish>({
    mac: TEXT,
    model: maybe(TEXT),
    label: maybe(TEXT),
    line: maybe(TEXT),
    address: maybe(TEXT),
    groups: maybe(listOf(TEXT)),
    write: maybe(FLAG),
  }),
  AdoptionAnswer: record<AdoptionAnswer>({
    mac: MAC,
    entry: TEXT,
    path: TEXT,
    include: maybe(TEXT),
    findings: listOf(named('FindingAnswer')),
    files: listOf(TEXT),
    secretsUnread: maybe({ const: true }),
    written: FLAG,
    why: maybe(TEXT),
    command: TEXT,
  }),
  AdoptionChoices: record<AdoptionChoices>({
    models: listOf(record<AdoptionChoices['models'][number]>({ id: TEXT, name: TEXT })),
    lines: listOf(TEXT),
    groups: listOf(TEXT),
  }),
  ReleaseAnswer: record<ReleaseAnswer>({ addresses: listOf(TEXT) }),
  CstaWish: record<CstaWish>({
    act: oneOf(CSTA_ACTS),
    line: maybe(COUNT),
    number: maybe(TEXT),
  }),
  CstaAnswer: record<CstaAnswer>({
    lines: listOf(TEXT),
    line: COUNT,
    isOpen: FLAG,
    isAsking: FLAG,
    answer: maybe(oneOf(['on', 'off', 'refuses', 'silent'])),
    says: maybe(TEXT),
    todo: maybe(TEXT),
    state: TEXT,
    doing: TEXT,
    calls: listOf(record<CstaCall>({ state: TEXT, doing: TEXT, other: maybe(TEXT) })),
    refused: maybe(TEXT),
  }),
  SessionAnswer: record<SessionAnswer>({
    session: FLAG,
    needed: FLAG,
    actions: listOf(named('ActionName')),
    not: {
      type: 'object',
      propertyNames: named('ActionName'),
      additionalProperties: TEXT,
    },
    plain: FLAG,
  }),
  ActionName: oneOf(['adopt', 'ignore', 'release', 'reload', 'resync', 'restart', 'calls', 'csta']),
  PhonesChange: record<PhonesChange>({
    seq: COUNT,
    phones: listOf(named('PhoneRow')),
    gone: listOf(MAC),
    more: FLAG,
  }),
  LiveSite: record<LiveSite>({
    ...STATUS,
    now: TIME,
    findings: countsOf(SEVERITIES),
    reloadRefused: FLAG,
  }),
  Problem: record<Problem>({ title: TEXT, status: COUNT, detail: maybe(TEXT) }),
};
