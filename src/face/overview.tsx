// All phones: how many of each word, what is to be said of the site, the filter, and the list.

import type { RefObject } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { LiveSite } from '../page/wire/live.js';
import { NEED, WORDS } from '../timeline/word-table.js';
import { choicesOf } from './listing.js';
import { Bar, Sign } from './parts.js';
import { type Mover, PhoneList } from './phone-list.js';
import { type Filter, NO_FILTER, routeHash } from './route.js';
import { t } from './texts/language.js';
import { useListing } from './use-listing.js';
import type { Views } from './use-views.js';
import type { ViewProps } from './view-props.js';

/** Nobody has touched anything for so long: the list may be put in order by itself. */
const AT_REST_MS = 60_000;
const SITE_LINES = 2;

interface OverviewProps extends ViewProps {
  /** Another filter; the address of the page says it, its history does not. */
  readonly onFilter: (filter: Filter) => void;
  readonly mover: RefObject<Mover>;
  /** When somebody last did something, by this machine's clock. */
  readonly touchedMs: () => number;
  readonly views: Views | undefined;
}

export function Overview(props: OverviewProps) {
  const { live, route, onFilter, mover, touchedMs, views } = props;
  const { phones, site } = live;
  const { filter } = route;
  const listing = useListing(phones, filter);
  const { more, isMoved } = listing.drift;
  const { renew } = listing;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const select = (mac: string) => {
    const next = new Set(selected);
    if (!next.delete(mac)) next.add(mac);
    setSelected(next);
  };

  useEffect(() => {
    if ((more > 0 || isMoved) && Date.now() - touchedMs() > AT_REST_MS) renew();
  });

  return (
    <div class="overview">
      {site && <Counts site={site} filter={filter} onFilter={onFilter} />}
      {site && <SiteLines site={site} onFilter={onFilter} />}
      <search class="filter">
        <FilterFields live={live} filter={filter} onFilter={onFilter} />
        <output class="shown">{t.ofAll(listing.fitting, phones.rows.size)}</output>
        {(more > 0 || isMoved) && (
          <button type="button" class="small" onClick={renew}>
            {more > 0 ? t.moreFit(more) : t.sortAgain}
          </button>
        )}
        {views && (
          <views.TakeAlong
            rows={phones.rows}
            shown={listing.macs}
            selected={selected}
            onSelect={(macs) => setSelected(new Set(macs))}
          />
        )}
      </search>
      {views && selected.size > 0 && <views.TellSelected {...props} phones={[...selected]} />}
      <PhoneList
        macs={listing.macs}
        rows={phones.rows}
        nowMs={live.nowMs()}
        sort={filter.sort}
        open={route.mac}
        fits={({ mac }) => listing.isFitting(mac)}
        selected={selected}
        onSelect={select}
        hrefOf={(mac) => routeHash({ view: 'phones', mac, filter })}
        onSort={(sort) => onFilter({ ...filter, sort })}
        mover={mover}
      />
      {listing.macs.length === 0 && phones.isWhole && (
        <Nothing isFiltered={phones.rows.size > 0} onAll={() => onFilter(NO_FILTER)} />
      )}
      {site && <Pools site={site} />}
    </div>
  );
}

function Counts({
  site,
  filter,
  onFilter,
}: {
  readonly site: LiveSite;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
}) {
  const there = NEED.filter((word) => site.words[word] > 0 || filter.words.includes(word));
  const toggle = (word: (typeof there)[number]) => {
    const words = filter.words.includes(word)
      ? filter.words.filter((each) => each !== word)
      : [...filter.words, word];
    onFilter({ ...filter, words });
  };
  return (
    <fieldset class="counts">
      <legend class="unseen-text">{t.countsLabel}</legend>
      <button
        type="button"
        aria-pressed={filter.words.length === 0}
        onClick={() => onFilter({ ...filter, words: [] })}
      >
        {t.phones(site.phones)}
      </button>
      {there.map((word) => (
        <button
          type="button"
          key={word}
          class={word}
          title={t.wordMeans[word]}
          aria-pressed={filter.words.includes(word)}
          onClick={() => toggle(word)}
        >
          <Sign>{WORDS[word].sign}</Sign>
          <b>{t.format.number(site.words[word])}</b> {t.word[word]}
        </button>
      ))}
    </fieldset>
  );
}

/** What several phones together say; the first two, the rest on demand. */
function SiteLines({
  site,
  onFilter,
}: {
  readonly site: LiveSite;
  readonly onFilter: (filter: Filter) => void;
}) {
  const lines = site.site.map(({ id, says, todo, row }) => (
    <li key={id + says}>
      <Sign>▲</Sign>
      <span>
        {says}. <span class="dim">{todo}</span>
      </span>
      {row !== undefined && (
        <button type="button" class="small" onClick={() => onFilter({ ...NO_FILTER, text: row })}>
          {t.showThem}
        </button>
      )}
    </li>
  ));
  if (lines.length === 0 && !site.reloadRefused) return null;
  return (
    <div class="site-lines">
      {site.reloadRefused && (
        <a class="notice error" href="#/findings">
          {t.refused}
        </a>
      )}
      <ul>{lines.slice(0, SITE_LINES)}</ul>
      {lines.length > SITE_LINES && (
        <details>
          <summary>{t.more(lines.length - SITE_LINES)}</summary>
          <ul>{lines.slice(SITE_LINES)}</ul>
        </details>
      )}
    </div>
  );
}

function FilterFields({
  live,
  filter,
  onFilter,
}: Pick<OverviewProps, 'live' | 'onFilter'> & {
  readonly filter: Filter;
}) {
  const { rows, generation, isWhole } = live.phones;
  // The rows are the same map.
  const { models, networks, groups } = useMemo(() => choicesOf(rows), [rows, generation, isWhole]);
  const choose = (name: 'model' | 'network' | 'group', all: readonly string[]) =>
    (all.length > 1 || filter[name] !== '') && (
      <label class="choice">
        <span>{t[name]}</span>
        <select
          value={filter[name]}
          onChange={({ currentTarget }) => onFilter({ ...filter, [name]: currentTarget.value })}
        >
          <option value="">{t.all}</option>
          {all.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
    );
  return (
    <>
      <input
        type="search"
        id="filter"
        aria-label={t.filter}
        aria-keyshortcuts="/"
        placeholder={`/ ${t.filterHint}`}
        autocomplete="off"
        spellcheck={false}
        value={filter.text}
        onInput={({ currentTarget }) => onFilter({ ...filter, text: currentTarget.value })}
      />
      {choose('model', models)}
      {choose('network', networks)}
      {choose('group', groups)}
    </>
  );
}

function Nothing({
  isFiltered,
  onAll,
}: {
  readonly isFiltered: boolean;
  readonly onAll: () => void;
}) {
  if (!isFiltered) {
    return (
      <p class="nothing">
        {t.noPhones} {t.noPhonesDo}
      </p>
    );
  }
  return (
    <p class="nothing">
      {t.noneFits}{' '}
      <button type="button" class="small" onClick={onAll}>
        {t.clearFilter}
      </button>
    </p>
  );
}

function Pools({ site }: { readonly site: LiveSite }) {
  const { pools } = site.server;
  if (pools.length === 0) return null;
  return (
    <footer class="pools">
      <a href="#/networks">{t.pools}</a>
      {pools.map(({ network, used, size }) => (
        <span key={network} class="pool">
          <code>{network}</code>
          <Bar done={used} of={size} kind={used >= size * 0.9 ? 'full' : ''} />
          {t.ofAll(used, size)}
        </span>
      ))}
    </footer>
  );
}
