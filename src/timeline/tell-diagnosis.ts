// What a diagnosis says, in a language: a sentence each without a full stop.

import type { Diagnosis } from './diagnose.js';
import { ENGLISH } from './texts/en/language.js';
import { print, printMeans, printTodo } from './texts/print.js';
import type { Language } from './texts/shape.js';

export interface DiagnosisText {
  readonly seen: string;
  readonly means: string;
  /** Absent: nothing. */
  readonly todo?: string;
}

export function tellDiagnosis(
  { id, seen, values }: Pick<Diagnosis, 'id' | 'seen' | 'values'>,
  language: Language = ENGLISH,
): DiagnosisText {
  const todo = printTodo(id, values, language);
  return {
    seen: print(seen, language),
    means: printMeans(id, values, language),
    ...(todo !== undefined && { todo }),
  };
}
