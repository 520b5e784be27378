// Which elements of a Cisco file hold secrets, by their names.

import { createMaskElements } from '../../../render/xml/mask-elements.js';

export const maskSecrets = createMaskElements(/password|passwd|passphrase|secret|community|psk/);
