// Findings one below the other, each with its place and what to do.

import type { FindingAnswer } from '../../page/wire/lists.js';
import { Said, Sign } from '../parts.js';
import { all as t } from '../texts/language.js';
import { Copyable, PhoneLink } from './pieces.js';

const SIGNS = { error: '✕', warning: '▲', info: 'i' } as const;
const PHONES_MAX = 5;

export function FindingList({ findings }: { readonly findings: readonly FindingAnswer[] }) {
  return (
    <ul class="cards">
      {findings.map((finding) => (
        <Finding key={`${finding.code} ${finding.place} ${finding.message}`} finding={finding} />
      ))}
    </ul>
  );
}

function Finding({ finding }: { readonly finding: FindingAnswer }) {
  const { code, severity, message, hint, place, phones } = finding;
  return (
    <li class={`card finding ${severity}`}>
      <div class="card-head">
        <b class="severity">
          <Sign>{SIGNS[severity]}</Sign>
          {t.severities[severity]}
        </b>
        <Copyable text={place} />
        <code class="dim">{code}</code>
      </div>
      <p>
        <Said>{message}</Said>
      </p>
      {hint !== '' && (
        <p class="dim">
          <Said>{hint}</Said>
        </p>
      )}
      {phones.length > 0 && (
        <p>
          {t.ofPhones}:{' '}
          {phones.slice(0, PHONES_MAX).map((mac) => (
            <span key={mac} class="way">
              <PhoneLink mac={mac} />
            </span>
          ))}
          {phones.length > PHONES_MAX && t.more(phones.length - PHONES_MAX)}
        </p>
      )}
    </li>
  );
}
