// Writes docs/boot-story.md from the words and the table of diagnoses (src/timeline/page.ts). Run after `npm run build`.

import { writeFileSync } from 'node:fs';
import { formatBootStoryPage } from '../dist/timeline/page.js';

writeFileSync(new URL('../docs/boot-story.md', import.meta.url), formatBootStoryPage());
