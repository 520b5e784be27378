// A view that few look at: fetched when it is looked at.

import type { ComponentType } from 'preact';
import { all as t } from '../texts/language.js';
import type { ViewProps } from '../view-props.js';
import { useLoaded } from './use-loaded.js';

export function lazyView(load: () => Promise<ComponentType<ViewProps>>) {
  return function LazyView(props: ViewProps) {
    const View = useLoaded(load);
    return View ? <View {...props} /> : <p class="nothing">{t.loading}</p>;
  };
}
