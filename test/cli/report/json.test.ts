import { describe, expect, it } from 'vitest';
import { formatJson } from '../../../src/cli/report/json.js';
import { duplicateMac, report, syntax } from './findings.js';

describe('the JSON format', () => {
  it('is one object of version 1', () => {
    expect(formatJson(report(duplicateMac))).toBe(`{
  "version": 1,
  "tool": {
    "name": "offhook",
    "version": "1.2.3"
  },
  "findings": [
    {
      "code": "inventory/duplicate-mac",
      "severity": "error",
      "evidence": "rejected",
      "message": "two phones have the MAC \\"5c:fc:66:5d:4f:9a\\"",
      "hint": "remove or correct one of them",
      "place": {
        "file": "offhook.yaml",
        "line": 30,
        "col": 10
      },
      "related": [
        {
          "place": {
            "file": "phones.csv",
            "line": 4,
            "col": 1
          },
          "message": "the other one"
        }
      ],
      "device": "5c:fc:66:5d:4f:9a"
    }
  ],
  "summary": {
    "errors": 1,
    "warnings": 0,
    "infos": 0,
    "devices": 2
  }
}
`);
  });

  it('leaves the phone out where a finding is about none', () => {
    const output: unknown = JSON.parse(formatJson(report(syntax)));
    expect(output).toHaveProperty('findings.0.code', 'source/syntax');
    expect(output).not.toHaveProperty('findings.0.device');
  });

  it('says that there is nothing', () => {
    expect(JSON.parse(formatJson({ ...report(), devices: [] }))).toEqual({
      version: 1,
      tool: { name: 'offhook', version: '1.2.3' },
      findings: [],
      summary: { errors: 0, warnings: 0, infos: 0, devices: 0 },
    });
  });
});
