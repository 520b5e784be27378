// Labels to be printed and put on phones and on their boxes: one page of HTML without scripts, and nothing of the network.

import { formatIpv4 } from '../../core/ipv4.js';
import { ESCAPERS } from '../../render/escape.js';
import type { Model } from '../../site/model.js';
import type { Key, Phone } from '../../site/site.js';
import type { MakeExport, Refused } from '../export.js';
import { lineKeysOf } from '../phone-lines.js';
import { qrCodeOf } from './qr-code.js';

/** Two columns of A4 or Letter; a label is never torn. */
const STYLE = `
@page { margin: 10mm }
body { margin: 0; font: 10pt/1.3 sans-serif; color: #000; background: #fff }
main { display: grid; grid-template-columns: 1fr 1fr; gap: 4mm }
article { border: 1px solid #999; padding: 3mm; break-inside: avoid; overflow-wrap: anywhere }
svg { float: right; width: 26mm; height: 26mm }
h2 { margin: 0; font-size: 14pt }
p, dl { margin: 1mm 0 0 }
dl { display: grid; grid-template-columns: auto 1fr; gap: 0 2mm }
dt { color: #555 }
dd { margin: 0 }
code { font: 10pt monospace }
`;

/** All that is escaped in XML is in HTML, and nothing else has to be. */
const escapeHtml = ESCAPERS.xml;

export const makeLabels: MakeExport = ({ site, models }, { page }) => {
  const base = page === undefined ? undefined : baseOf(String(page));
  if (typeof base === 'object') return base;
  const labels = site.phones.map((phone) => formatPhone(phone, models.get(phone.model), base));
  const text = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(site.name)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${labels.join('')}</main>
</body>
</html>
`;
  return { files: [{ name: 'labels.html', text }], findings: [] };
};

/** Where the page of a server is, without what comes behind its folder. */
function baseOf(text: string): string | Refused {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    return { refused: `--page is the address of offhook's page, as http://10.20.1.1:8068` };
  }
  return `${url.origin}${url.pathname.replace(/\/?$/, '/')}`;
}

function formatPhone(phone: Phone, model: Model | undefined, base: string | undefined): string {
  const { mac, label, address } = phone;
  const lines = lineKeysOf(phone).map(({ line: { number, displayName } }) =>
    displayName === number ? number : `${number} ${displayName}`,
  );
  const keys = phone.keys.flatMap((key) => {
    const text = keyText(key);
    return `<dt>${key.button}</dt><dd>${escapeHtml(text)}</dd>\n`;
  });
  return `<article>
${base === undefined ? '' : formatCode(`${base}#/phones/${mac}`)}<h2>${escapeHtml(label)}</h2>
<p>${escapeHtml(model?.name ?? phone.model)}</p>
<p><code>${mac}</code>${address === undefined ? '' : ` <code>${formatIpv4(address)}</code>`}</p>
<p>${escapeHtml(lines.join(', '))}</p>
<dl>
${keys.join('')}</dl>
</article>
`;
}

function keyText(key: Key): string {
  return key.type === 'line' && key.label === '' ? key.line.number : key.label;
}

function formatCode(address: string): string {
  const { size, path } = qrCodeOf(address);
  const title = `<title>${escapeHtml(address)}</title>`;
  return `<svg viewBox="0 0 ${size} ${size}" role="img">${title}<path d="${path}"/></svg>\n`;
}
