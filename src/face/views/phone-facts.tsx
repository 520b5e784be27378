// What is known of a phone besides its boot: the file that it has beside the one that it would get, and its facts.

import type { ComponentChildren } from 'preact';
import type { PhoneAnswer } from '../../page/wire/phone.js';
import { Ago } from '../parts.js';
import { all as t } from '../texts/language.js';
import { Copyable } from './pieces.js';

interface FactsProps {
  readonly phone: PhoneAnswer;
  readonly nowMs: number;
}

export function ItsFile({ phone: { has, wouldGet, sync }, nowMs }: FactsProps) {
  return (
    <section aria-labelledby="its-file">
      <h2 id="its-file">{t.file}</h2>
      <p class={`sync ${sync}`}>
        <span class="sign" aria-hidden="true">
          {SYNC_SIGNS[sync]}
        </span>{' '}
        {t.sync[sync]}
      </p>
      <dl class="facts">
        {has && (
          <Fact name={t.has}>
            {has.digest === undefined ? (
              t.format.time(has.at, nowMs)
            ) : (
              <code>{t.digestOf(has.digest, t.format.time(has.at, nowMs))}</code>
            )}
          </Fact>
        )}
        {wouldGet !== undefined && (
          <Fact name={t.wouldGet}>
            <code>{wouldGet}</code>
          </Fact>
        )}
      </dl>
      {sync === 'stale' && <p class="dim">{t.noDiff}</p>}
    </section>
  );
}

const SYNC_SIGNS = { current: '=', stale: '≠', unknown: '?' } as const;

export function PhoneFacts({ phone, nowMs }: FactsProps) {
  const { mac, model, lines, groups, address, network, lease, firmware, place, files } = phone;
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{t.facts}</h2>
      <dl class="facts">
        <Fact name={t.mac}>
          <Copyable text={mac} />
        </Fact>
        {model !== undefined && <Fact name={t.model}>{model}</Fact>}
        {lines.length > 0 && <Fact name={t.lines}>{lines.join(', ')}</Fact>}
        {groups.length > 0 && <Fact name={t.groups}>{groups.join(', ')}</Fact>}
        <Fact name={t.address}>
          {address ?? t.none} {network !== undefined && <span class="dim">{network}</span>}
        </Fact>
        {lease && (
          <Fact name={t.lease}>
            {lease.address}{' '}
            {lease.until === 'never'
              ? t.leaseEndless
              : t.leaseUntil(t.format.time(lease.until, nowMs))}
          </Fact>
        )}
        <Fact name={t.heardBy}>
          <HeardBy phone={phone} nowMs={nowMs} />
        </Fact>
        {firmware !== undefined && <Fact name={t.firmware}>{firmware}</Fact>}
        <Fact name={t.place}>{place === undefined ? t.noPlace : <code>{place}</code>}</Fact>
        {files && files.length > 0 && (
          <Fact name={t.files}>
            {files.map((name) => (
              <code key={name}>{name} </code>
            ))}
          </Fact>
        )}
        <Fact name={t.explain}>
          <Copyable text={`offhook explain ${mac}`} />
        </Fact>
      </dl>
    </section>
  );
}

const WAYS = ['dhcp', 'file', 'sip'] as const;

/** Each way on its own: what answers one may be deaf to another. */
function HeardBy({ phone: { heardBy, heard }, nowMs }: FactsProps) {
  if (!heardBy) return <Ago at={heard} nowMs={nowMs} />;
  return (
    <>
      {WAYS.map((way) => (
        <span key={way} class="way">
          {t.heardWays[way]} <Ago at={heardBy[way]} nowMs={nowMs} />
        </span>
      ))}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
