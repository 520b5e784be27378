// What each kind of DHCP server is asked to give: a plan -> its files, and what it cannot say. Types only.

import type { Exported } from '../export.js';
import type { DhcpPlan } from './plan.js';

export type ExportDhcp = (plan: DhcpPlan) => Exported;
