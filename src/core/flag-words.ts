// What people, programs and spreadsheets write for true and for false. An inventory has those two words alone: others are
// known so that the right one can be named.

import { asLatin } from './look-alike.js';

/** In small letters, a language or a trade a row; the constants of spreadsheets (`WAHR`, `ИСТИНА`) among them. */
const TRUE = [
  'true t yes y on 1 enabled enable active',
  'wahr ja j an ein aktiv',
  'vrai oui actif active activé marche',
  'verdadero si sí s activado verdadeiro sim ativado ativo vero attivo attivato',
  'waar aan sant sann sand på paa tosi kyllä päällä',
  'истина да д вкл включено так увімкнено істина дұрыс иә',
  'prawda tak włączone pravda ano áno zapnuto igaz igen adevărat da',
  'doğru dogru evet açık αληθες αληθής ναι נכון כן صحيح نعم 真 是 はい 참 예',
  'x + ✓ ✔ ☑ ✅ 🗸 ● •',
];
const FALSE = [
  'false f no n off 0 disabled disable inactive',
  'falsch nein aus inaktiv',
  'faux non inactif inactive désactivé arrêt',
  'falso desactivado não nao desativado inativo disattivo disattivato',
  'onwaar nee uit falskt falsk usann nej nei av epätosi ei pois',
  'ложь нет н выкл выключено ні вимкнено хибність жалған жоқ не',
  'fałsz falsz nie wyłączone nepravda ne vypnuto hamis nem fals nu',
  'yanlış yanlis hayır hayir kapalı ψευδες ψευδής όχι שקר לא خطأ لا 假 否 いいえ 거짓 아니요',
  '- – — − ✗ ✘ ✕ × ☐ ❌ ○',
];

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ...wordsOf(TRUE).map((word) => [word, true] as const),
  ...wordsOf(FALSE).map((word) => [word, false] as const),
]);

function wordsOf(rows: readonly string[]): readonly string[] {
  return rows.flatMap((row) => row.split(' '));
}

/** Which of the two is meant; undefined: nobody knows. */
export function flagMeant(text: string): boolean | undefined {
  const word = text.normalize('NFC').trim().toLowerCase();
  return FLAGS.get(word) ?? FLAGS.get(asLatin(word));
}
