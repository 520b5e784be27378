// Phones that were heard and that nobody wrote down: each can be adopted, or ignored from now on.

import { useState } from 'preact/hooks';
import type { PhoneAnswer } from '../../page/wire/phone.js';
import type { StrangerAnswer } from '../../page/wire/site.js';
import { type Asked, ask, type Refused } from '../ask.js';
import { Ago } from '../parts.js';
import { NO_FILTER, routeHash } from '../route.js';
import { all as t } from '../texts/language.js';
import { may, type ViewProps } from '../view-props.js';
import { Adopt } from './adopt.js';
import { LoginHint } from './login-hint.js';
import { WhyNot } from './phone-actions.js';
import { Check, Copyable, Failed, Page, PhoneLink } from './pieces.js';
import { useAnswer } from './use-answer.js';

const EVERY_MS = 5_000;

export function Strangers({ live, route, session, onLogin }: ViewProps) {
  const { site } = live;
  const { value, failed, again } = useAnswer<readonly StrangerAnswer[]>('strangers', EVERY_MS, {
    key: site?.strangers,
  });
  const [isAll, setAll] = useState(false);
  const known = value ?? [];
  const ignored = known.filter((each) => each.ignored).length;
  const shown = known.filter((each) => isAll || !each.ignored);
  const chosen = known.find(({ mac }) => mac === route.mac);
  return (
    <Page view="new" failed={failed}>
      <p class="dim">
        {[
          t.toAdopt(known.length - ignored),
          ...(ignored > 0 ? [t.ignoredCount(ignored)] : []),
          ...(site && site.others > 0 ? [t.othersCount(site.others)] : []),
        ].join(' · ')}
      </p>
      {ignored > 0 && (
        <Check isOn={isAll} onChange={setAll}>
          {t.showIgnored}
        </Check>
      )}
      {route.mac === undefined && (
        <LoginHint session={session} of={['adopt', 'ignore']} onLogin={onLogin} />
      )}
      <WhyNot session={session} of={['adopt', 'ignore']} />
      {value && shown.length === 0 && <p class="nothing">{t.noStrangers}</p>}
      <ul class="cards">
        {shown.map((stranger) => (
          <Stranger
            key={stranger.mac}
            stranger={stranger}
            isChosen={stranger === chosen}
            nowMs={live.nowMs()}
            mayIgnore={may(session, 'ignore')}
            onDone={again}
          />
        ))}
      </ul>
      <p class="dim">{t.whyNotHere}</p>
      {route.mac !== undefined && (
        <Adopt
          key={route.mac}
          mac={route.mac}
          stranger={chosen}
          session={session}
          onLogin={onLogin}
          onDone={again}
        />
      )}
    </Page>
  );
}

interface StrangerProps {
  readonly stranger: StrangerAnswer;
  readonly isChosen: boolean;
  readonly nowMs: number;
  readonly mayIgnore: boolean;
  readonly onDone: () => void;
}

function Stranger({ stranger, isChosen, nowMs, mayIgnore, onDone }: StrangerProps) {
  const { mac, model, vendor, knownBy, similar, address, heard, sentence, ignored } = stranger;
  const [failed, setFailed] = useState<Refused>();
  const doIt = ignored ? t.unignore : t.actions.ignore;
  const ignore = async () => {
    const asked = await ask(`strangers/${mac}/ignored`, ignored ? 'DELETE' : 'PUT');
    setFailed(asked.ok ? undefined : asked);
    onDone();
  };
  return (
    <li class={`card${isChosen ? ' open' : ''}${ignored ? ' past' : ''}`}>
      <div class="card-head">
        <code>{mac}</code>
        <b>{model ?? (vendor === undefined ? t.anyModel : `${vendor}, ${t.anyModel}`)}</b>
        {address !== undefined && <span>{address}</span>}
        <span class="dim">
          <Ago at={heard} nowMs={nowMs} />
        </span>
        <span class="buttons">
          <a
            class="button main"
            data-row
            data-mac={mac}
            href={routeHash({ view: 'new', mac, filter: NO_FILTER })}
            aria-label={t.adoptTitle(mac)}
          >
            {t.actions.adopt}
          </a>
          {mayIgnore && (
            <button type="button" onClick={ignore} aria-label={`${doIt} ${mac}`}>
              {doIt}
            </button>
          )}
        </span>
      </div>
      <p>
        {sentence}
        {knownBy !== undefined && (
          <span class="dim">
            {' '}
            · {t.knownBy} {t.knownBys[knownBy]}
          </span>
        )}
      </p>
      {similar !== undefined && <Similar mac={mac} similar={similar} />}
      {failed && <Failed {...failed} />}
    </li>
  );
}

/** The inventory is its owner's, who corrects it: where, and to what. */
function Similar({ mac, similar }: { readonly mac: string; readonly similar: string }) {
  const [asked, setAsked] = useState<Asked<PhoneAnswer>>();
  const { place } = (asked?.ok && asked.value) || {};
  return (
    <p class="similar" role="status">
      {t.similar} <PhoneLink mac={similar} />{' '}
      {place === undefined ? (
        <button
          type="button"
          class="small"
          onClick={async () => setAsked(await ask<PhoneAnswer>(`phones/${similar}`))}
        >
          {t.thatIsIt}
        </button>
      ) : (
        <>
          {t.correctAt} <Copyable text={place} /> {t.correctTo} <Copyable text={mac} />
        </>
      )}
      {asked && !asked.ok && <Failed {...asked} />}
    </p>
  );
}
