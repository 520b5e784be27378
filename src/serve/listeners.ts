// Where files are served, as a refusal is told: what was to be opened, and what to do without it.

import type { Listener } from '../core/listen-error.js';

export function tftpListener(address: string, port: number): Listener {
  return { what: `UDP ${address}:${port} for TFTP`, port, instead: otherPort('--tftp-port', port) };
}

export function httpListener(address: string, port: number): Listener {
  return { what: `TCP ${address}:${port} for HTTP`, port, instead: otherPort('--http-port', port) };
}

export function metricsListener(address: string, port: number): Listener {
  return {
    what: `TCP ${address}:${port} for metrics`,
    port,
    instead: otherPort('--metrics', port),
  };
}

/** One that needs no privilege and is easy to remember. */
function otherPort(option: string, port: number): string {
  return `choose another, "${option} ${port < 1024 ? port + 6900 : port + 1}"`;
}
