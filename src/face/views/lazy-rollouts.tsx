// What has to do with phones that are told something: fetched when it is looked at.

import type { ViewProps } from '../view-props.js';
import { lazyView } from './lazy-view.js';
import { LoginHint } from './login-hint.js';
import { useLoaded } from './use-loaded.js';

const loadParts = () => import('./rollouts/rollouts.js');

export const Rollouts = lazyView(async () => (await loadParts()).Rollouts);

const ACTIONS = ['resync', 'restart'] as const;

interface TellProps extends Pick<ViewProps, 'session'> {
  readonly phones: readonly string[];
}

/** What was planned for others is forgotten when others are meant. */
export function TellPhones({ phones, session }: TellProps) {
  const parts = useLoaded(loadParts);
  return parts ? (
    <parts.Tell key={phones.join()} which={{ phones }} session={session} actions={ACTIONS} />
  ) : null;
}

/** Of those that are selected in the list. */
export function TellSelected({ phones, session, onLogin }: TellProps & Pick<ViewProps, 'onLogin'>) {
  return (
    <div class="tell-selected">
      <LoginHint session={session} of={ACTIONS} onLogin={onLogin} />
      <TellPhones phones={phones} session={session} />
    </div>
  );
}
