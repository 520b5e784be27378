// What has to do with phones that are told something: fetched when it is looked at.

import { useEffect, useState } from 'preact/hooks';
import { all as t } from '../texts/language.js';
import type { ViewProps } from '../view-props.js';

type Parts = typeof import('./rollouts/rollouts.js');

function useParts(): Parts | undefined {
  const [parts, setParts] = useState<Parts>();
  useEffect(() => {
    import('./rollouts/rollouts.js').then(setParts, () => {
      // It is not to be had now, and all else is there.
    });
  }, []);
  return parts;
}

export function Rollouts(props: ViewProps) {
  const parts = useParts();
  return parts ? <parts.Rollouts {...props} /> : <p class="nothing">{t.loading}</p>;
}

/** Of one phone. */
export function TellPhone({ mac, session }: { readonly mac: string } & Pick<ViewProps, 'session'>) {
  const parts = useParts();
  return parts ? (
    <parts.Tell which={{ phones: [mac] }} session={session} actions={['resync', 'restart']} />
  ) : null;
}
