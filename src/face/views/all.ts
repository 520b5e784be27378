// All views besides the list of phones: loaded together, once that is on the screen.

import { lazyView } from './lazy-view.js';

export { Help, Login } from './dialogs.js';
export { Findings } from './findings.js';
export { Firmware } from './firmware.js';
export { Rollouts, TellSelected } from './lazy-rollouts.js';
export { Networks } from './networks.js';
export { Phone } from './phone.js';
export { Requests } from './requests.js';
export { Strangers } from './strangers.js';
export { TakeAlong } from './take-along.js';

export const Calls = lazyView(async () => (await import('./calls.js')).Calls);
