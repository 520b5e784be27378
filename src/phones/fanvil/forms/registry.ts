// The forms of file that there are, in the order in which a text is held to them. A new one is one folder and one line.

import { DOTTED } from './dotted/dotted-form.js';
import type { FormFactory } from './form.js';
import { MODULE_XML } from './module-xml/module-xml-form.js';
import { SYS_CONF } from './sys-conf/sys-conf-form.js';
import { TXT } from './txt/txt-form.js';

export const FORMS: readonly FormFactory[] = [TXT, DOTTED, MODULE_XML, SYS_CONF];
