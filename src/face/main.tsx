// The page begins.

import { render } from 'preact';
import { App } from './app.js';
import { keptChoice } from './kept.js';
import { chooseLanguage, speak } from './texts/language.js';
import { showTheme } from './theme.js';

showTheme();
const chosen = keptChoice('language');
const language = chooseLanguage([
  ...(chosen === undefined ? [] : [chosen]),
  ...navigator.languages,
]);

const place = document.getElementById('face');
// Texts need what is in this file: to be waited for here, they would wait for it in turn.
if (place) void speak(language).then(() => render(<App />, place));
