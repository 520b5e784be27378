// The head of each view: pages with how much there is on them, how the server is heard, and choices of this browser.

import { useEffect } from 'preact/hooks';
import { keepChoice } from './kept.js';
import type { Live } from './live.js';
import { Sign } from './parts.js';
import { type Route, routeHash, VIEWS, type View } from './route.js';
import type { Session } from './session.js';
import { chooseLanguage, languages, speak, t } from './texts/language.js';
import { chooseTheme, THEMES, theme } from './theme.js';

interface HeaderProps {
  readonly live: Live;
  readonly route: Route;
  readonly session: Session;
  readonly onLogin: () => void;
  readonly onHelp: () => void;
  readonly redraw: () => void;
}

export function Header(props: HeaderProps) {
  const { live, session, onLogin, onHelp, redraw } = props;
  const { answer } = session;
  return (
    <header class="head">
      <span class="brand">
        off<b>hook</b> <span class="dim">{nameOf(live.site?.server.inventory)}</span>
      </span>
      <Pages {...props} />
      <span class="tools">
        <LinkState live={live} />
        <select
          aria-label={t.language}
          value={t.lang}
          onChange={({ currentTarget: { value } }) => {
            keepChoice('language', value);
            void speak(chooseLanguage([value])).then(() => {
              redraw();
              live.connect();
            });
          }}
        >
          {languages().map(({ lang, name }) => (
            <option key={lang} value={lang} lang={lang}>
              {name}
            </option>
          ))}
        </select>
        <select
          aria-label={t.theme}
          value={theme()}
          onChange={({ currentTarget: { value } }) => {
            chooseTheme(THEMES.find((each) => each === value) ?? 'auto');
            redraw();
          }}
        >
          {THEMES.map((each) => (
            <option key={each} value={each}>
              {t.themes[each]}
            </option>
          ))}
        </select>
        <button type="button" class="small" onClick={onHelp} aria-label={t.help} title={t.help}>
          ?
        </button>
        {answer && (
          <button
            type="button"
            class="small"
            onClick={answer.session ? () => void session.logOut() : onLogin}
          >
            {answer.session ? t.logOut : t.logIn}
          </button>
        )}
      </span>
    </header>
  );
}

function Pages({ live: { site }, route }: HeaderProps) {
  // On a small screen they are wider than it.
  useEffect(() => {
    const current = document.querySelector('nav [aria-current]');
    current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [route.view]);
  const found = (site?.findings.error ?? 0) + (site?.findings.warning ?? 0);
  const counts: Partial<Record<View, number>> = { new: site?.strangers ?? 0, findings: found };
  return (
    <nav aria-label={t.pages}>
      {VIEWS.map((view) => (
        <a
          key={view}
          href={routeHash({ view, filter: route.filter })}
          aria-current={view === route.view ? 'page' : undefined}
        >
          {t.views[view]}
          {!!counts[view] && <b class="count">{t.format.number(counts[view])}</b>}
        </a>
      ))}
    </nav>
  );
}

const LINK_SIGNS = {
  connecting: '◌',
  live: '●',
  lost: '✕',
  full: '✕',
  paused: '‖',
  login: '✕',
} as const;

function LinkState({ live }: { readonly live: Live }) {
  return (
    <span class={`link ${live.link}`}>
      <Sign>{LINK_SIGNS[live.link]}</Sign> <span class="link-word">{t.live[live.link]}</span>{' '}
      <time>{t.format.clock(live.nowMs())}</time>
    </span>
  );
}

/** Of `/etc/offhook/lab/offhook.yaml` that which tells one site from another. */
function nameOf(path = ''): string {
  const parts = path.split('/').filter(Boolean);
  const file = parts[parts.length - 1] ?? '';
  return file === 'offhook.yaml' ? (parts[parts.length - 2] ?? file) : file;
}
