// Light or dark: as the system has it, unless somebody chose.

import { keepChoice, keptChoice } from './kept.js';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export function theme(): Theme {
  const kept = keptChoice('theme');
  return THEMES.find((each) => each === kept) ?? 'auto';
}

export function chooseTheme(next: Theme): void {
  keepChoice('theme', next === 'auto' ? undefined : next);
  showTheme();
}

export function showTheme(): void {
  const chosen = theme();
  if (chosen === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
}
