// Where files are served, as a refusal is told: what was to be opened, and what to do without it.

import { hostInUrl } from '../core/host.js';
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

export function pageListener(address: string, port: number): Listener {
  const more = port < 1024 ? port + 8000 : port + 1;
  const host = hostInUrl(address);
  return {
    what: `TCP ${host}:${port} for the page`,
    port,
    instead: `choose another, "--page ${host}:${more}", or none, "--page off"`,
  };
}

/** One that needs no privilege and is easy to remember. */
function otherPort(option: string, port: number): string {
  return `choose another, "${option} ${port < 1024 ? port + 6900 : port + 1}"`;
}
