// What is known of a phone besides its boot and its file.

import type { PhoneAnswer } from '../../page/wire/phone.js';
import { Ago } from '../parts.js';
import { all as t } from '../texts/language.js';
import { Copyable, Fact } from './pieces.js';

interface FactsProps {
  readonly phone: PhoneAnswer;
  readonly nowMs: number;
}

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
        <Fact name={t.columns.address}>
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
        {phone.registrations?.map(({ line, pbx, state, address: from, use }) => (
          <Fact key={line} name={t.lineAt(line, pbx)}>
            {t.registrations[state]} {from !== undefined && <span class="dim">{from}</span>}{' '}
            {use !== undefined && t.uses[use]}
          </Fact>
        ))}
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
