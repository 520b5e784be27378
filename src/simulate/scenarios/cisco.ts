// Pretend Cisco phones that have an address, and not their file, or not one that they take.

import { ADDRESS, type Scenario, type ScenarioStep, scenarioOf } from '../scenario.js';

const TRUST: ScenarioStep = { get: 'CTLSEP{MAC}.tlv' };
const SEP = 'SEP{MAC}.cnf.xml';
/** A Cisco phone that takes an address, and gets its file. */
export const UP_TO_FILE: readonly ScenarioStep[] = [ADDRESS, TRUST, { get: SEP }];

const cisco = scenarioOf('cisco');

export const CISCO_SCENARIOS: readonly Scenario[] = [
  cisco({
    name: 'alternate-tftp',
    does: 'has an address, and asks another TFTP server for its files',
    row: 'T1',
    steps: [ADDRESS, { wait: '31s' }],
  }),
  cisco({
    name: 'answers-lost',
    does: 'hears no answer of TFTP',
    row: 'T2',
    steps: [ADDRESS, { get: 'CTLSEP{MAC}.tlv', times: 3, every: '4s' }],
  }),
  cisco({
    name: 'trust-list-loop',
    does: 'wants the trust list of its former call manager, and begins anew',
    row: 'T3',
    steps: [{ repeat: 3, steps: [ADDRESS, { get: 'CTLSEP{MAC}.tlv', times: 3, every: '4s' }] }],
  }),
  cisco({
    name: 'signed-file',
    does: 'wants a file that the servers of another site have signed',
    row: 'T4',
    steps: [ADDRESS, { get: `${SEP}.sgn` }],
  }),
  cisco({
    name: 'later-train',
    does: 'has firmware of a later train',
    row: 'T5',
    steps: [ADDRESS, { get: 'ITLSEP{MAC}.tlv' }],
  }),
  cisco({
    name: 'other-address',
    does: 'asks for its file from an address that is not its own',
    row: 'T6',
    steps: [ADDRESS, { get: SEP, elsewhere: true }],
  }),
  cisco({
    name: 'unknown-phone',
    does: 'nobody wrote down, and that asks for its file',
    row: 'T7',
    stranger: true,
    steps: [TRUST, { get: SEP }],
  }),
  cisco({
    name: 'goes-silent',
    does: 'hears nothing more in the middle of its file',
    row: 'T8',
    steps: [ADDRESS, TRUST, { get: SEP, silentAfter: 3 }],
  }),
  cisco({
    name: 'refuses-its-file',
    does: 'gets its file and does not take it',
    row: 'T9',
    steps: [ADDRESS, TRUST, { get: SEP, times: 2, every: '30s' }],
  }),
  cisco({
    name: 'cannot-read-its-file',
    does: 'gets its file, and then asks for that of phones that have none',
    row: 'T10',
    steps: [...UP_TO_FILE, { get: 'XMLDefault.cnf.xml' }],
  }),
  cisco({
    name: 'older-generation',
    does: 'is a 7940 or 7960',
    row: 'T11',
    steps: [ADDRESS, { get: 'SIP{MAC}.cnf' }],
  }),
  cisco({
    name: 'two-askers',
    does: 'has its MAC twice: its file is asked for from two addresses',
    row: 'T12',
    site: 'open-access',
    steps: [...UP_TO_FILE, { get: SEP, elsewhere: true }],
  }),
  cisco({
    name: 'other-spelling',
    does: 'asks for its file in small letters',
    row: 'T13',
    steps: [ADDRESS, TRUST, { get: 'sep{mac}.cnf.xml' }],
  }),
  {
    name: 'other-maker',
    does: "is another maker's than the inventory says",
    row: 'T17',
    model: 'fanvil',
    steps: [ADDRESS, TRUST, { get: SEP }],
  },
  cisco({
    name: 'no-dial-plan',
    does: 'misses the dial plan that its file names',
    row: 'T14',
    steps: [...UP_TO_FILE, { get: 'dialplan.xml' }],
  }),
  cisco({
    name: 'no-trust-list',
    does: 'asks for a trust list that nobody has, as all do',
    row: 'T15',
    steps: [ADDRESS, TRUST],
  }),
];
