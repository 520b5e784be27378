// Writes beside the scripts of the build what identifies them. Part of `npm run build`, when they change no more.

import { writeFileSync } from 'node:fs';
import { measureCode } from '../dist/cli/program-code.js';

const { path, text } = measureCode();
writeFileSync(path, text);
