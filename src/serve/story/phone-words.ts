// One phone for people: what it does, what to do, and its boot step by step.

import { printable } from '../../core/printable.js';
import type { LineAnswer, NextAnswer, PhoneAnswer, StepAnswer } from '../../page/wire/phone.js';
import { ENGLISH } from '../../timeline/texts/en/language.js';
import { print } from '../../timeline/texts/print.js';
import { say } from '../../timeline/texts/said.js';
import { markText, repeatsText } from '../../timeline/timeline-rows.js';
import { WORDS } from '../../timeline/word-table.js';

/** Lines, printable. */
export function formatPhone(phone: PhoneAnswer): string {
  const { mac, word, label, model, address, lines, sentence, diagnosis, grade, boot } = phone;
  const { todo, remark, registrations = [] } = phone;
  const name = [label, model, mac, address, ...lines.map((line) => `line ${line}`)];
  const known = name.filter((each) => each !== undefined && each !== '').join(' · ');
  return [
    `${WORDS[word].sign} ${word}   ${known}`,
    `  ${sentence}`,
    ...(remark === undefined ? [] : [`  note: ${remark}`]),
    ...(todo === undefined ? [] : [`  do: ${todo}`]),
    ...(diagnosis !== undefined && (word === 'stuck' || todo !== undefined || remark !== undefined)
      ? [`  how sure: ${grade}, row ${diagnosis}`]
      : []),
    ...registrations.map(formatLine),
    ...(boot === undefined
      ? []
      : [
          ...['', `boot ${boot.number}, began ${boot.began}`],
          ...boot.steps.map(formatStep),
          ...boot.next.map(formatNext),
        ]),
    ...(boot && boot.leftOut > 0 ? [`  ${boot.leftOut} steps in the middle are left out`] : []),
    ...phone.earlier
      .toReversed()
      .map(({ began, reached, configured }) =>
        configured ? `earlier: ${began}, had its file` : `earlier: ${began}, came to ${reached}`,
      ),
  ]
    .map((line) => `${printable(line)}\n`)
    .join('');
}

function formatLine({ line, pbx, state, address, source, agent, until, use }: LineAnswer): string {
  const more = [
    ...(address === undefined ? [] : [`from ${address}`]),
    ...(source === undefined ? [] : [`through ${source}`]),
    ...(agent === undefined ? [] : [`as ${agent}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
  ];
  const doing = use === undefined ? '' : `, ${use}`;
  return `  line ${line} at ${pbx}: ${[state, ...more].join(' ')}${doing}`;
}

/** What has not happened yet; when it should, or should have, where anybody knows. */
function formatNext({ what, purpose, dueMs, overdueMs }: NextAnswer): string {
  const at = dueMs === undefined ? ' '.repeat(10) : `${(dueMs / 1_000).toFixed(1)} s`.padStart(10);
  const when =
    overdueMs === undefined
      ? purpose
      : print(say('expectedAgo', { purpose, time: { ms: overdueMs } }), ENGLISH);
  return `${at}  (next) ${what}: ${when}`;
}

function formatStep({ atMs, what, outcome, count, everyMs, mark }: StepAnswer): string {
  const at = `${(atMs / 1_000).toFixed(1)} s`.padStart(10);
  const often = count === 1 ? '' : `  ${repeatsText(count, everyMs)}`;
  return `${at}  ${what}${outcome === '' ? '' : `: ${outcome}`}${often}${markText(mark)}`;
}
