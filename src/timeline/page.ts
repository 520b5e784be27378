// docs/boot-story.md from the words and the rows: the page says nothing of a diagnosis that is not told of a phone as well.

import { CONFIG_ROWS } from './rows/config.js';
import { DHCP_ROWS } from './rows/dhcp.js';
import { ABSENT_ROWS, DHCP_NOTES } from './rows/dhcp-notes.js';
import { FANVIL_ROWS } from './rows/fanvil.js';
import { FIRMWARE_ROWS } from './rows/firmware.js';
import { REGISTRATION_ROWS } from './rows/registration.js';
import { REGISTRATION_NOTES } from './rows/registration-notes.js';
import type { Row } from './rows/row.js';
import { UNSEEN } from './rows/table.js';
import { TRUST_ROWS } from './rows/trust.js';
import { MANY, NOTES_OF_MANY, SITE_ROWS } from './site-rows.js';
import { ENGLISH } from './texts/en/language.js';
import { WORDS } from './word-table.js';

const HEAD = `# What a phone is doing, and where it is stuck

A phone shows nothing between its box and dial tone. offhook sees each of its packets: which address it asks for and gets, which
files, in which order, how often. From that it tells of each phone one word, one sentence, and what to do where it does not go on.
This page says what the words and the diagnoses mean; it is written from the tables that offhook itself uses (\`npm run docs\`).

## Asking

| command | what it says |
|---|---|
| \`offhook status\` | what is to be said of the site, all phones: how many there are of each word, then a line each, first of those that need somebody, and below it what to do |
| \`offhook status MAC\` | one phone: word, sentence, what to do and how sure that is, its boot step by step, and the boots before it |
| \`offhook watch\` | the same as \`status\`, as it changes: on a terminal a screen (keys: arrows, Enter for one phone step by step, \`/\` to filter by any text of a row, \`q\`), elsewhere a line for each change |
| \`offhook report MAC\` | all that is known of one phone in one text, to be sent to who shall help: what it did, where it is stuck, what is found, its files. No password is in it: files are made without (so what is found about passwords is not in it either), and texts are masked. MACs, addresses, names and numbers are in it |
| \`offhook new\` | phones that were heard and that the inventory does not have: MAC, model, address, what they did last |
| \`offhook adopt MAC\` | such a phone as an entry of the inventory, checked; with \`--write\` it is added to it ([docs/adopting.md](adopting.md)) |
| \`offhook ignore MAC\` | nothing: from now on such a phone is left out of the new ones, until \`--undo\` |
| \`offhook wait CONDITION [MAC…]\` | nothing, until all of these phones (or of \`--group NAME\`, or all that there are) are \`fetched\`, \`registered\` or \`ready\`, or until \`--timeout\` (ten minutes, unless said); then who is not |

\`fetched\` is met by a phone that has its file and is not stuck, registered or not; \`ready\` by one that is \`fetched\` or \`registered\`. Each command takes
\`--format json\`. \`status\` ends with 1 while a phone is stuck, \`wait\` with 1 when its time is over, so both can be used in scripts.
\`wait\` also writes \`--format junit\`, a test for each phone, and \`--format github\`, an annotation for each that is late: real phones in CI.

They ask the server that runs: \`offhook.sock\` in its state folder, which only root and the user who serves may open (0600). With
\`--state-dir\` or \`OFFHOOK_STATE_DIR\` for the server they need the same. The log tells of it without being asked: [docs/logs.md](logs.md).

## What is known after a restart

\`phones.jsonl\` in the state folder has of each phone when it last got its configuration, its five last boots in a line each, and the firmware
that it said it has; the steps of its boots are memory. Half a minute after something changed, and when the server ends, each phone of which
something changed gets one line more, and the file is written anew when it has grown to several times what is known: a crash costs what was
learned in that half minute. It may be removed while no server runs: nothing but this knowledge is lost, and a line that cannot be read is
passed over. Where it cannot be written, the log says so and phones are served.

What each phone was last given comes from the journal of leases. One that had its file and whose lease has run out since, or while no
server ran, is \`silent\`; one whose lease was given back or taken back is not, nor one whose lease has no end.

\`stale\` comes from a digest of all files of the phone when it got its configuration, beside one of what it would get now: its own
files, those that phones of its model share, and the dial plan that its file names. What it asks for when somebody looks at it (ring
lists) does not count. The digests are keyed (\`digest-key\` in the state folder, 0600), so that nobody can guess a password from one. After a
start and after each reload the phones whose file is known are compared, and the log says how many have an older one.

## The ten words
`;

const BETWEEN = `
A phone that is stuck may have an older file as well; \`stuck\` is said first. Without word of a PBX the last that can be known
is \`fetched\`: offhook never says that a phone can be called when it has not seen that.

## How to read a diagnosis

- It says first what was **seen**, then what that usually **means**, then what to **do**. What was seen is sure; the rest is as sure as
  its grade: a *fact* (a standard, the vendor or offhook's own code says so), *owners report* (people with such phones do), or
  *our reading* (we conclude it).
- A **problem** needs somebody. A **note** explains what looks strange and is normal, or says of a phone that is gone, or not
  registered on all its lines, what to look at; a phone with a note is not stuck.
- One phone has one diagnosis at a time: the first problem of the tables below in the order in which they stand, and what offhook
  itself did wrong stands before what may be wrong with the phone.
- It goes when the phone goes on, and also when it starts anew: then its next boot tells. In the log it is over only when the phone went
  on in that boot, or when a later one came further or has rested with its file for a minute: one that boots in a loop is told once.
- Repeats are counted, not listed: "4 times, every 30 s".

Of each phone the steps of this boot are kept (64 at the most, and fewer of those heard longest ago when memory is short), of
the five boots before it when they began and how far they came. A boot begins with a DHCP DISCOVER, with a REQUEST for an
address from before, or with the first file after a minute of silence. A lease that is renewed begins none. Of a phone that was not
heard since the server started, what its PBX tells is kept as a boot, too.

In a diagnosis \`{name}\` and the like stand for what was seen of the phone.
`;

const TAIL = `## What is not told

- Who is registered at a PBX that has no \`ami\` with a \`host\`, or is no Asterisk, but by \`offhook replay\` of a capture in which it is
  seen: there \`offhook wait registered\` only ends by its timeout ([asterisk.md](asterisk.md#who-is-registered)).
`;

const GROUPS: readonly (readonly [string, readonly Row[]])[] = [
  ['No address, or none that is of use', DHCP_ROWS],
  ['Registered before, or not on all lines', REGISTRATION_NOTES],
  ['Not there', ABSENT_ROWS],
  ['Firmware', FIRMWARE_ROWS],
  ['Before the configuration', TRUST_ROWS],
  ['The configuration', CONFIG_ROWS],
  ['Fanvil', FANVIL_ROWS],
  ['Registration', REGISTRATION_ROWS],
  ['Addresses: what looks strange and is normal', DHCP_NOTES],
];

/** Markdown. */
export function formatBootStoryPage(): string {
  const words = Object.entries(WORDS).map(
    ([word, { sign, means }]) => `| \`${word}\` | ${sign} | ${means} |`,
  );
  return [
    HEAD,
    ['| word | sign | when |', '|---|---|---|', ...words].join('\n'),
    BETWEEN,
    ...GROUPS.map(([title, rows]) => `## ${title}\n\n${rows.map(formatRow).join('\n')}`),
    `## Many phones at once\n\n${MANY} phones or more with one diagnosis that began within two minutes are one sentence for the site, with the last reload before it: the log has it\nonce, and of the phones the first ${MANY}; \`status\` shows three of them and counts the rest. Packets and dropped requests are those of\nfive minutes. Of notes only ${[...NOTES_OF_MANY].join(' and ')} count: one phone that is switched off is no news, many at once are. Another DHCP server is one whose offer a phone of ours took, or that answered when\noffhook asked the wire, as it does at the start and every fifteen minutes, in the last hour ([serving.md](serving.md#beside-another-dhcp-server)).\nA network is silent when none of its phones was heard for a day, and not for one and a half times the longest time after which one of them\nrenews its lease; phones whose leases do not end count for nothing there. A PBX is\nsilent while its manager interface (AMI) is not connected, or its user may not ask who is registered; \`wait registered\` says that, too.\n`,
    SITE_ROWS.map(formatSiteRow).join('\n'),
    '## What no packet tells\n\nThese are known of phones, and offhook cannot see them.\n',
    UNSEEN.map(formatUnseen).join('\n'),
    TAIL,
  ].join('\n');
}

function formatRow({ id, name, severity, grade, source, vendor }: Row): string {
  const { means, todo = 'nothing' } = ENGLISH.rows[id];
  const of = vendor === undefined ? '' : `, ${vendor}`;
  return `### ${id} ${name}\n\n*${severity}, ${grade}${of}.* ${sentence(means)}\n\nWhat to do: ${todo}.\n\nSource: ${source}.\n`;
}

function formatSiteRow({ id, name, grade }: (typeof SITE_ROWS)[number]): string {
  return `### ${id} ${name}\n\n*site, ${grade}.* What to do: ${ENGLISH.siteRows[id]}.\n`;
}

function formatUnseen({ id, name, means, todo }: (typeof UNSEEN)[number]): string {
  return `### ${id} ${name}\n\n${sentence(means)}\n\nWhat to do: ${todo}.\n`;
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
