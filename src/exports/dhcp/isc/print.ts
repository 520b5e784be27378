// dhcpd.conf's statements and blocks as text.

export interface Block {
  readonly head: string;
  readonly body: readonly Statement[];
}

export type Statement = string | Block;

export function block(head: string, body: readonly Statement[]): Block {
  return { head, body };
}

export function print(statements: readonly Statement[], indent = ''): string {
  return statements.map((each) => printOne(each, indent)).join('');
}

function printOne(statement: Statement, indent: string): string {
  if (typeof statement === 'string') return `${indent}${statement}\n`;
  const { head, body } = statement;
  const inside = print(body, `${indent}  `);
  return `${indent}${head} {\n${inside}${indent}}\n`;
}
