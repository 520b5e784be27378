// The view that somebody is at. A phone stands beside the list where there is room for both.

import type { RefObject } from 'preact';
import { Overview } from './overview.js';
import type { Mover } from './phone-list.js';
import type { Filter } from './route.js';
import { t } from './texts/language.js';
import type { Views } from './use-views.js';
import type { ViewProps } from './view-props.js';

interface ContentProps extends ViewProps {
  readonly views: Views | undefined;
  readonly onFilter: (filter: Filter) => void;
  readonly mover: RefObject<Mover>;
  readonly touchedMs: () => number;
}

export function Content(props: ContentProps) {
  const { views, route } = props;
  if (route.view === 'phones') return <Phones {...props} />;
  if (!views) return <p class="nothing">{t.loading}</p>;
  const View = {
    ...{ new: views.Strangers, findings: views.Findings, networks: views.Networks },
    ...{ requests: views.Requests, firmware: views.Firmware, rollouts: views.Rollouts },
    calls: views.Calls,
  }[route.view];
  return <View {...props} />;
}

function Phones(props: ContentProps) {
  const { mac } = props.route;
  return (
    <div class={`phones${mac === undefined ? '' : ' with-one'}`}>
      {mac === undefined && (
        <h1 class="unseen-text" tabIndex={-1}>
          {t.views.phones}
        </h1>
      )}
      <Overview {...props} />
      {mac !== undefined && props.views && <props.views.Phone key={mac} {...props} mac={mac} />}
    </div>
  );
}
