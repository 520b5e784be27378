// XML of the newer phones, which mirrors the txt form of dialect B.
//
//   <sysConf>
//   <Version>2.0000000000</Version>
//   <sip><line index="1"><PhoneNumber>1001</PhoneNumber></line></sip>
//   <dsskey><internal index="1"><Fkey index="2"><Type>1</Type></Fkey></internal></dsskey>

import { configuration } from '../../tables/kinds.js';
import type { FormFactory } from '../form.js';
import { txtTablesOf } from '../txt/txt-tables.js';
import { createXmlForm } from '../xml/xml-form.js';
import { XML_RULES } from '../xml/xml-rules.js';
import { createSysConfNames } from './sys-conf-names.js';

const ROOT = 'sysConf';

export const SYS_CONF: FormFactory = {
  kind: configuration({
    id: 'xml',
    what: 'the configuration of a Fanvil phone, as XML',
    roots: [ROOT],
  }),
  spellings: [],
  rules: XML_RULES,
  create(data, names) {
    const tables = txtTablesOf(names)(data);
    return createXmlForm(tables, {
      root: ROOT,
      version: 'Version',
      dialect: 'B',
      ...createSysConfNames(data, tables),
    });
  },
};
