// How ready we are, as it is answered: lines for people, JSON for the rest.

import { printable } from '../../core/printable.js';
import type { Check } from '../doctor/check.js';
import { isReady } from './health.js';

export function readinessJson(checks: readonly Check[]): string {
  return `${JSON.stringify({ version: 1, ready: isReady(checks), checks })}\n`;
}

export function readinessLines(checks: readonly Check[]): string {
  const lines = checks.map((check) => {
    const todo = check.status === 'ok' ? '' : `; do: ${check.todo}`;
    return printable(`${check.status} ${check.subject}: ${check.seen}${todo}`);
  });
  return lines.join('\n');
}
