// What has to do with phones that are told something: fetched when it is looked at.

import { all as t } from '../texts/language.js';
import type { ViewProps } from '../view-props.js';
import { useLoaded } from './use-loaded.js';

const loadParts = () => import('./rollouts/rollouts.js');

export function Rollouts(props: ViewProps) {
  const parts = useLoaded(loadParts);
  return parts ? <parts.Rollouts {...props} /> : <p class="nothing">{t.loading}</p>;
}

/** Of one phone. */
export function TellPhone({ mac, session }: { readonly mac: string } & Pick<ViewProps, 'session'>) {
  const parts = useLoaded(loadParts);
  return parts ? (
    <parts.Tell which={{ phones: [mac] }} session={session} actions={['resync', 'restart']} />
  ) : null;
}
