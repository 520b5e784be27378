import { describe, expect, it } from 'vitest';
import { told } from '../findings/names-said.js';
import { resolveText } from './site-under-test.js';

const MAIN =
  'include: [phones.csv]\npbx: { main: { host: pbx.example } }\ndefaults: { pbx: main }\n';
const HEADER =
  'mac,model,label,line,line.name,line.password.env,csta,settings.volume,keys.2.blf,groups';

function resolveCsv(csv: string, secrets: Readonly<Record<string, string>> = {}) {
  return resolveText(MAIN, { files: { 'phones.csv': csv }, secrets });
}

describe('CSV', () => {
  it('gives a phone and its line from one row, each cell in its type', () => {
    const { site, findings } = resolveCsv(
      `${HEADER}\n02:00:00:00:00:0a,test-desk,Front,7001,"Desk, front",PW,,9,7002,\n02000000000b,test-room,,7002,Room,PW,true,,,\n`,
      { 'env:PW': 'sesame' },
    );
    expect(findings).toEqual([]);
    const [desk, room] = site.phones;
    expect(desk).toMatchObject({ label: 'Front', csta: false, settings: { volume: 9 } });
    expect(desk?.keys).toMatchObject([
      { button: 1, type: 'line', line: { number: '7001', displayName: 'Desk, front' } },
      { button: 2, type: 'blf', number: '7002' },
    ]);
    expect(room).toMatchObject({ mac: '02:00:00:00:00:0b', label: '7002', csta: true });
  });

  it.each([
    ['is named otherwise', 'Mac Address,model,line\n', 'name the column "Mac Address" mac'],
    [
      'has no row of names',
      '02:00:00:00:00:0a,test-desk,1\n',
      'write a row of names above this one, such as mac,model,line',
    ],
    [
      'has two columns of one name',
      'mac,model,model,line\n02:00:00:00:00:0a,test-desk,1,1\n',
      'give one of them another name, or remove it',
    ],
  ])('says once, and how it is mended, that it %s', (_, csv, hint) => {
    const { diagnostics } = resolveCsv(csv);
    expect(diagnostics.map(({ code, hint: told }) => [code, told])).toEqual([['source/csv', hint]]);
  });

  it.each(['g711alaw|g722', 'g711alaw g722', '"g711alaw,g722"', 'g711alaw; g722'])(
    'reads %s as a list',
    (cell) => {
      const { site } = resolveCsv(`mac,model,codecs\n02:00:00:00:00:0a,test-desk,${cell}\n`);
      expect(site.phones[0]?.codecs).toEqual(['g711alaw', 'g722']);
    },
  );

  it('names the sign that nobody sees in the name of a column, and no column as missing', () => {
    const { findings } = resolveCsv(
      'mac\u200b,model,line,line.name\n02:00:00:00:00:0a,test-desk,1,A\n',
    );
    expect(findings).toEqual(['inventory/unseen-character phones.csv:1:1']);
  });

  it.each([
    [',', ','],
    ['semicolon', ';'],
    ['tab', '\t'],
  ])('detects the delimiter %s, with a byte order mark and CRLF', (_, delimiter) => {
    const rows = [
      ['mac', 'model', 'line', 'line.name'],
      ['02-00-00-00-00-0a', 'test-desk', '1', 'A'],
    ];
    const { site, findings } = resolveCsv(
      `\ufeff${rows.map((row) => row.join(delimiter)).join('\r\n')}\r\n`,
    );
    expect(findings).toEqual([]);
    expect(site.phones[0]?.keys).toMatchObject([{ line: { number: '1', displayName: 'A' } }]);
  });

  it.each([
    ['commas', ', '],
    ['semicolons', '\t; '],
    ['tabs', ' \t '],
  ])('takes away the blanks that line cells up between %s, beside quotes as well', (_, between) => {
    const rows = [
      ['mac', 'model', 'label', 'line', 'line.name', 'line.password'],
      ['020000000000a'.slice(1), 'test-desk', '" A,B"', '1', '"Anna"', 'env:PW'],
    ];
    const { site, findings } = resolveCsv(
      `${rows.map((row) => `  ${row.join(between)}  `).join('\n')}\n`,
      { 'env:PW': 'sesame' },
    );
    // What stands in quotes is as it is meant.
    expect(findings).toEqual([expect.stringMatching('^inventory/unseen-in-label phones.csv:2:')]);
    expect(site.phones[0]?.label).toBe(' A,B');
    expect(site.phones[0]?.keys).toMatchObject([{ line: { number: '1', displayName: 'Anna' } }]);
  });

  it.each([
    ['a space that does not break', '\u00a0', 'U+00A0'],
    ['a space of no width', '\u200b', 'U+200B'],
    ['a wide space', '\u3000', 'U+3000'],
    ['a byte order mark', '\ufeff', 'U+FEFF'],
  ])('never takes away in silence %s at the end of a cell', (_, sign, name) => {
    const found = (cells: readonly string[], header = 'mac,model,line,line.password,label') =>
      resolveCsv(`${header}\n${cells.join()}\n`, { 'env:PW': 'sesame' }).diagnostics.map(told);
    const row = ['02:00:00:00:00:0a', 'test-desk', '7001', 'env:PW', 'Anna'];
    expect(found(row)).toEqual([]);
    const lengths = row.map((cell) => cell.length + 1);
    for (const [at, column] of ['mac', 'model', 'line', 'password', 'label'].entries()) {
      const code = column === 'label' ? 'unseen-in-label' : 'unseen-character';
      const col = 1 + row.slice(0, at).join().length + (at > 0 ? 1 : 0);
      expect(found(row.with(at, `${row[at]}${sign}`))).toEqual([
        `inventory/${code} 2:${col} ${name} ${lengths[at]}`,
      ]);
      expect(found(row.with(at, `${sign}${row[at]}`))).toEqual([
        `inventory/${code} 2:${col} ${name} 1`,
      ]);
    }
    expect(found(row, `mac,model,line,line.password,label${sign}`)).toEqual([
      expect.stringContaining('inventory/unseen-character 1:30 '),
    ]);
  });

  it('tells of a blank behind a password, and shows none of it', () => {
    const { diagnostics } = resolveCsv(
      'mac , model , line , line.password , adminPassword\n' +
        '02:00:00:00:00:0a , test-desk , 7001 , sesame , hunter2 \n' +
        '02:00:00:00:00:0b , test-desk , 7002 , env:PW , env:PW \n',
      { 'env:PW': 'sesame' },
    );
    const unseen = diagnostics.filter(({ code }) => code === 'inventory/unseen-character');
    expect(unseen.map(told)).toEqual([
      'inventory/unseen-character 2:39 U+0020',
      'inventory/unseen-character 2:48 U+0020',
    ]);
    expect(JSON.stringify(diagnostics)).not.toMatch(/sesame|hunter2/);
  });

  const REJECTED = [
    {
      name: 'a MAC that a spreadsheet has spoilt',
      csv: 'mac,model,line,line.name\n"1,23E+11",test-desk,1,A\n',
      findings: ['inventory/excel-mac phones.csv:2:1'],
    },
    {
      name: 'a cell behind a quoted one',
      csv: 'mac,label,model,line,line.name\n02:00:00:00:00:0a,"a, b",test-dsk,1,A\n',
      findings: ['inventory/unknown-model phones.csv:2:26'],
    },
    {
      name: 'a row after one with a line break in a quoted cell',
      csv: 'label,mac,model,line,line.name\n"a\nb",02:00:00:00:00:0a,test-desk,1,A\nx,5,test-desk,2,B\n',
      findings: ['inventory/bad-character phones.csv:2:1', 'inventory/bad-mac phones.csv:4:3'],
    },
    {
      name: 'a cell too many, with everything else',
      csv: 'mac,model\n02:00:00:00:00:0a,test-desk,too,much\n02:00:00:00:00:0b,test-dsk,,\n',
      findings: [
        'inventory/no-line-column phones.csv:1:1',
        'source/csv phones.csv:2:29',
        'inventory/unknown-model phones.csv:3:19',
      ],
    },
    {
      name: 'rows that are separated by another sign than the header, once',
      csv: 'mac;model;line\n02:00:00:00:00:0a,test-desk,1\n02:00:00:00:00:0b,test-desk,2\n',
      findings: ['source/csv phones.csv:2:1'],
    },
    {
      name: 'the sign by which DOS ended a file',
      csv: 'mac,model,line,line.name\n02:00:00:00:00:0a,test-desk,1,A\n\x1a',
      findings: ['source/csv phones.csv:3:1'],
    },
    {
      name: 'an unknown column, once for all rows',
      csv: 'mac,modle,model,line,line.name\n02:00:00:00:00:0a,x,test-desk,1,A\n02:00:00:00:00:0b,x,test-desk,2,B\n',
      findings: ['inventory/unknown-key phones.csv:1:5'],
    },
    {
      name: 'a column twice',
      csv: 'mac,model,line,line.name,mac\n02:00:00:00:00:0a,test-desk,1,A,02:00:00:00:00:0a\n',
      findings: ['source/csv phones.csv:1:26'],
    },
    {
      name: 'a file without a header',
      csv: '02:00:00:00:00:0a,test-desk,1\n',
      findings: ['source/csv phones.csv:1:1'],
    },
    {
      name: 'a quote inside a cell',
      csv: 'mac,model,line,line.password\n02:00:00:00:00:0a,test-desk,1,ses"ame\n',
      findings: ['source/csv phones.csv:2:34'],
    },
    {
      name: 'one bad cell, and everything else',
      csv: 'mac,model,csta,keys.2.line\n02:00:00:00:00:0a,test-desk,maybe,7\n02:00:00:00:00:0a,test-desk,,7\n',
      findings: [
        'inventory/wrong-type phones.csv:2:29',
        'inventory/unknown-line phones.csv:2:35',
        'inventory/duplicate-mac phones.csv:3:1',
        'inventory/unknown-line phones.csv:3:30',
      ],
    },
    {
      name: 'text where a number is meant',
      csv: 'mac,model,line,line.name,settings.volume\n02:00:00:00:00:0a,test-desk,1,A,loud\n',
      findings: ['inventory/wrong-type phones.csv:2:33'],
    },
    {
      name: 'one line described in two ways',
      csv: 'mac,model,line,line.name,line.shared\n02:00:00:00:00:0a,test-desk,1,A,true\n02:00:00:00:00:0b,test-desk,1,B,true\n',
      findings: ['inventory/duplicate-name phones.csv:3:1'],
    },
    {
      name: 'no column of lines, once for all rows',
      csv: 'mac,model,label\n02:00:00:00:00:0a,test-desk,1\n02:00:00:00:00:0b,test-room,2\n',
      findings: ['inventory/no-line-column phones.csv:1:1'],
    },
    {
      name: 'one of another name',
      csv: 'mac,model,phone,extension\n02:00:00:00:00:0a,test-desk,x,1\n',
      findings: [
        'inventory/unknown-key phones.csv:1:11',
        'inventory/no-line-column phones.csv:1:17',
      ],
    },
    {
      name: 'a column of the account without its area, and no line that it would define',
      csv: 'mac,model,name,line\n02:00:00:00:00:0a,test-desk,Anna,1\n02:00:00:00:00:0b,test-desk,Bert,2\n',
      findings: ['inventory/account-column phones.csv:1:11'],
    },
    {
      name: 'what a spreadsheet writes for no value, with nothing that follows from it',
      csv: 'mac,model,label,line,line.name\n#N/A,test-desk,#NAME?,1,Err:504\n02:00:00:00:00:0b,#REF!,########,#NV,#BEZUG!\n',
      findings: [
        'inventory/spreadsheet-error phones.csv:2:1',
        'inventory/spreadsheet-error phones.csv:2:16',
        'inventory/spreadsheet-error phones.csv:2:25',
        'inventory/spreadsheet-error phones.csv:3:19',
        'inventory/spreadsheet-error phones.csv:3:25',
        'inventory/spreadsheet-error phones.csv:3:34',
        'inventory/spreadsheet-error phones.csv:3:38',
      ],
    },
    {
      name: 'formulas, once for all of a column',
      csv: 'mac,model,line,line.name\n=A1&B1,test-desk,1,=C2\n=A2&B2,test-desk,2,"=VLOOKUP(A3,B:C,2)"\n',
      findings: [
        'inventory/spreadsheet-error phones.csv:2:1',
        'inventory/spreadsheet-error phones.csv:2:20',
      ],
    },
    {
      name: 'a title above the names of the columns',
      csv: 'Phones of the lab,,\nmac,model,line\n02:00:00:00:00:0a,test-desk,1\n',
      findings: ['source/csv phones.csv:1:1'],
    },
    {
      name: 'a row twice, for its MAC alone',
      csv: 'mac,model,line,line.name\n02:00:00:00:00:0a,test-desk,1,A\n02:00:00:00:00:0a,test-desk,1,A\n',
      findings: ['inventory/duplicate-mac phones.csv:3:1'],
    },
    {
      name: 'decimals of a spreadsheet in a number',
      csv: 'mac;model;line;line.name\n02:00:00:00:00:0a;test-desk;1.0;A\n02:00:00:00:00:0b;test-desk;2,0;B\n',
      findings: [
        'inventory/doubtful-value phones.csv:2:29',
        'inventory/doubtful-value phones.csv:3:29',
      ],
    },
    {
      name: 'a missing secret',
      csv: 'mac,model,line,line.password\n02:00:00:00:00:0a,test-desk,1,env:NONE\n',
      findings: ['inventory/missing-secret phones.csv:2:31'],
    },
    {
      name: 'a plain password, once',
      csv: 'mac,model,line,line.password\n02:00:00:00:00:0a,test-desk,1,x\n02:00:00:00:00:0b,test-desk,2,y\n',
      findings: ['inventory/plain-secret phones.csv:2:31'],
    },
  ] as const;

  it.each(REJECTED)('$name is found at its line', ({ csv, findings }) => {
    expect(resolveCsv(csv).findings).toEqual(findings);
  });

  it.each([
    ['mac,model,line,line.password\n02:00:00:00:00:0a,test-desk,1,x\n', 'plain-secret'],
    ['mac,model,line,line.name\n02:00:00:00:00:0a,test-desk,1,A\n', 'no-password'],
  ])('a reference to a password is hinted at as a cell says it: %#', (csv, rule) => {
    const { diagnostics } = resolveText(MAIN, { files: { 'phones.csv': csv }, unsaid: true });
    const found = diagnostics.find(({ code }) => code === `inventory/${rule}`);
    expect(found?.hint).toContain('write env:NAME or file:path');
  });

  it('a line that several rows name is described in one of them', () => {
    const { site, findings } = resolveCsv(
      'mac,model,line,line.name,line.shared\n02:00:00:00:00:0a,test-desk,1,Front,true\n02:00:00:00:00:0b,test-desk,1,,\n',
    );
    expect(findings).toEqual([]);
    expect(site.phones.map(({ keys }) => keys[0])).toMatchObject([
      { line: { displayName: 'Front' } },
      { line: { displayName: 'Front' } },
    ]);
  });

  it('takes a flag as spreadsheets write it', () => {
    const { site, findings } = resolveCsv(
      'mac,model,line,line.shared,csta\n02:00:00:00:00:0a,test-room,1,TRUE,FALSE\n02:00:00:00:00:0b,test-room,1,TRUE,TRUE\n',
    );
    expect(findings).toEqual([]);
    expect(site.phones.map(({ csta }) => csta)).toEqual([false, true]);
  });

  it.each(['ses"ame', '"sesame"s', '"sesame'])(
    'never shows the cell that it cannot read: %s',
    (cell) => {
      const { diagnostics } = resolveCsv(
        `mac,model,line,line.password\n02:00:00:00:00:0a,test-desk,1,${cell}\n`,
      );
      expect(diagnostics.map(({ code }) => code)).toEqual(['source/csv']);
      expect(JSON.stringify(diagnostics)).not.toMatch(/ses|ame/);
    },
  );

  const ROWS = ['mac;model;line;line.name', '020000000001;test-desk;0701;Anna'];

  it.each([
    ['rows of separators', [...ROWS, ';;;', ' ; ;;', ';;;', '']],
    ['columns without a name', [`${ROWS[0]};;`, `${ROWS[1]};;`]],
    ['the row of Excel that names the delimiter', ['sep=;', ...ROWS]],
    ['that row in quotes, saved again', ['"sep=;",,,', ...ROWS]],
    ['formulas of a text', [`${ROWS[0]}`, '="020000000001";test-desk;="0701";="Anna"']],
    ['such formulas in quotes', [`${ROWS[0]}`, '"=""020000000001""";test-desk;"=""0701""";Anna']],
  ])('%s are no trouble', (_, rows) => {
    const { site, findings } = resolveCsv(`${rows.join('\r\n')}\r\n`);
    expect(findings).toEqual([]);
    expect(site.phones.map(({ mac, keys }) => [mac, keys[0]])).toMatchObject([
      ['02:00:00:00:00:01', { line: { number: '0701', displayName: 'Anna' } }],
    ]);
  });

  it('tells of a row where it begins, also where a column has no name', () => {
    const csv = 'mac;model;line;;\n020000000001;test-desk;0701;;\n';
    const { diagnostics } = resolveText(MAIN, { files: { 'phones.csv': csv }, unsaid: true });
    const found = diagnostics.find(({ code }) => code === 'inventory/no-time-zone');
    expect(found?.place).toEqual({ file: 'phones.csv', line: 2, col: 1 });
  });

  it('keeps the delimiter that is named and the lines of the rows below', () => {
    const { findings } = resolveCsv('sep=|\nmac|model|line\n020000000001|test-dsk|a;b,c\n');
    expect(findings).toEqual([
      'inventory/unknown-model phones.csv:3:14',
      'inventory/unknown-line phones.csv:3:23',
    ]);
  });

  it.each([
    ['=B2', true],
    ['=CONCAT(A2;B2)', true],
    ['=$A$2&"x"', true],
    ['=sesame', false],
    ['=Sesame1', false],
    ['#SESAME1!', false],
  ])('takes %s as a formula in the column of passwords: %s, and never shows it', (cell, isOne) => {
    const quoted = `"${cell.replaceAll('"', '""')}"`;
    const { diagnostics } = resolveCsv(
      `mac,model,line,line.password\n020000000001,test-desk,1,${quoted}\n`,
    );
    const [found] = diagnostics;
    expect(found?.code).toBe(isOne ? 'inventory/spreadsheet-error' : 'inventory/plain-secret');
    expect(JSON.stringify(diagnostics)).not.toContain(cell);
  });

  it('takes off the apostrophe that a table has against formulas, and none that somebody wrote', () => {
    const { site } = resolveCsv(
      `mac,model,label,line,line.name,line.password\n020000000001,test-desk,'-Lobby-,1,"'@hall","'=pass"\n020000000002,test-desk,'s Hof,2,'+7 495,'-\n`,
    );
    expect(site.phones.map(({ label }) => label)).toEqual(['-Lobby-', "'s Hof"]);
    const lines = site.phones.map(({ keys }) => keys[0]);
    expect(lines).toMatchObject([
      { line: { displayName: '@hall' } },
      { line: { displayName: "'+7 495" } },
    ]);
    const [secret] = lines.map((key) => (key?.type === 'line' ? key.line.password : undefined));
    expect(secret?.reveal()).toBe("'=pass");
  });

  it('takes what looks like a formula inside a quoted cell as its text', () => {
    const { site } = resolveCsv('mac,model,label\n020000000001,test-desk,"a,=""b"",c"\n');
    expect(site.phones[0]?.label).toBe('a,="b",c');
  });

  it.each([
    ['a"b', 'a quote inside a cell', 'write the quote in it twice'],
    ['"a"b', 'a cell goes on behind its closing quote', 'twice'],
    ['"a" b', 'a cell goes on behind its closing quote', 'twice'],
    ['"a', 'a quote opens a cell here and is never closed', 'close it'],
  ])('says of the cell %s what to write', (cell, message, hint) => {
    const { diagnostics } = resolveCsv(`mac,model,label\n020000000001,test-desk,${cell}\n`);
    expect(diagnostics).toMatchObject([{ code: 'source/csv', message }]);
    expect(diagnostics[0]?.hint).toContain(hint);
  });

  it('names the columns that describe a line, where there are none', () => {
    const { diagnostics } = resolveCsv('mac,model,line\n020000000001,test-desk,7001\n');
    expect(diagnostics.map(told)).toEqual(['inventory/unknown-line 2:24 "7001"']);
    expect(diagnostics[0]?.hint).toContain('`line.name` and `line.password`');
  });

  it('tells of a cell under a header without a name', () => {
    const { findings } = resolveCsv('mac,model,,line,line.name\n020000000001,test-desk,x,1,A\n');
    expect(findings).toEqual(['source/csv phones.csv:2:24']);
  });

  it('knows the columns that are a line when another is near', () => {
    const { diagnostics } = resolveCsv('mac,model,lime\n02:00:00:00:00:0a,test-desk,1\n');
    expect(diagnostics.map(told)).toContain('inventory/unknown-key 1:11 "lime" "line"');
  });

  const PHONE = '02:00:00:00:00:0a,test-desk,1,A';

  it.each([
    {
      name: 'a header in another case',
      csv: `MAC,Model,LINE,Line.Name\n${PHONE}\n`,
      finding: 'source/csv phones.csv:1:1',
      hint: 'write the first row as mac,model,line,line.name',
    },
    {
      name: 'comments',
      csv: `# phones, all\nmac,model,line,line.name\n# one\n${PHONE}\n`,
      finding: 'source/csv phones.csv:1:1',
      hint: 'remove it',
    },
    {
      name: 'what a merge left',
      csv: `mac,model,line,line.name\n<<<<<<< ours\n${PHONE}\n=======\n${PHONE}\n>>>>>>> theirs\n`,
      finding: 'source/syntax phones.csv:2:1',
      hint: 'keep one of the two versions',
    },
    {
      name: 'bars between columns',
      csv: `mac|model|line|line.name\n${PHONE.replaceAll(',', '|')}\n`,
      finding: 'source/csv phones.csv:1:1',
      hint: 'separate them by commas',
    },
    {
      name: 'another separator than the one that is named',
      csv: `sep=;\nmac,model,line,line.name\n${PHONE}\n`,
      finding: 'source/csv phones.csv:2:1',
      hint: 'separate them by commas',
    },
    {
      name: 'a cell for a whole key, and of all rows',
      csv: `mac,model,line,line.name,keys.2\n${PHONE},7002\n${PHONE.replace('0a', '0b').replace('1,A', '2,B')},7003\n`,
      finding: 'inventory/wrong-type phones.csv:1:26',
      hint: 'name the column keys.2.line, keys.2.speedDial, keys.2.blf or keys.2.service',
    },
    {
      name: 'a flag for a whole map',
      csv: `mac,model,line,line.name,nat\n${PHONE},true\n`,
      finding: 'inventory/wrong-type phones.csv:1:26',
      hint: 'name the column nat.enabled,',
    },
    {
      name: 'a column of the account with a blank in its name',
      csv: `mac,model,line,line name\n${PHONE}\n`,
      finding: 'inventory/account-column phones.csv:1:16',
      hint: 'name the column line.name',
    },
    {
      name: 'a column of a key with dashes in its name',
      csv: `mac,model,line,line.name,keys-2-blf\n${PHONE},7\n`,
      finding: 'inventory/unknown-key phones.csv:1:26',
      hint: 'name the column keys.2.blf',
    },
    {
      name: 'a header that stands again as a row, in other letters as well',
      csv: `mac,model,line,line.name\n${PHONE}\nMAC,model,line,line.name\nmac,model,line,line.name\n`,
      finding: 'source/csv phones.csv:3:1',
      hint: 'remove the line',
    },
    {
      name: 'a column that every phone needs',
      csv: 'mac,line,line.name\n02:00:00:00:00:0a,1,A\n02:00:00:00:00:0b,2,B\n02:00:00:00:00:0c,3,C\n',
      finding: 'inventory/missing-key phones.csv:1:1',
      hint: 'add a column model',
    },
    {
      name: 'a word for nothing',
      csv: `mac,model,line,line.name,keys.2.blf\n${PHONE},n/a\n`,
      finding: 'inventory/bad-value phones.csv:2:33',
      hint: 'leave it out where there is no number',
    },
    {
      name: 'a flag in another word',
      csv: `mac,model,line,line.name,line.shared\n${PHONE},yes\n`,
      finding: 'inventory/wrong-type phones.csv:2:33',
      hint: 'write true',
    },
    {
      name: 'two lines for one key',
      csv: `mac,model,line,line.name,keys.1.line\n${PHONE},2\n${PHONE.replace('0a', '0b').replace('1,A', ',')},1\n`,
      finding: 'inventory/duplicate-key phones.csv:2:33',
      hint: 'keep one of the columns',
    },
  ])('tells once of $name', ({ name, csv, finding, hint }) => {
    const { findings, diagnostics } = resolveCsv(csv);
    const told = findings.filter((each) => !/unknown-line|not-shared/.test(each));
    expect(told).toEqual([finding]);
    const own = diagnostics.find(({ code }) => finding.startsWith(code));
    expect(own?.hint.startsWith(hint), name).toBe(true);
    expect(own?.hint).not.toContain('quotes');
  });

  it('a column named like a prototype is a column like any other', () => {
    const { findings } = resolveCsv('mac,model,__proto__.label\n02:00:00:00:00:0a,test-desk,x\n');
    expect(findings).toContain('inventory/unknown-key phones.csv:1:11');
    expect(Object.prototype).not.toHaveProperty('label');
  });
});
