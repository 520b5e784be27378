// For programs: one object. A change that could break a reader raises `version`.

import { KNOWN_CODES } from '../../artifacts/known-codes.js';
import { jsonText } from '../../core/printable.js';
import { countSeverities, type Report } from './report.js';

export function formatJson({ diagnostics, devices, toolVersion, verdict, files }: Report): string {
  const output = {
    version: 1,
    tool: { name: 'offhook', version: toolVersion },
    verdict,
    findings: diagnostics.map(
      ({ code, severity, message, hint, place, related, device, each }) => ({
        code,
        severity,
        evidence: KNOWN_CODES.get(code)?.evidence,
        message,
        hint,
        place,
        related,
        ...(each && { each }),
        device,
      }),
    ),
    summary: { ...countSeverities(diagnostics), devices: devices.length, files: files?.length },
  };
  return jsonText(output);
}
