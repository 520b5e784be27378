// POST /phones/{mac}/csta: a phone's line by uaCSTA. Types, and the closed set that one of them comes from.

/**
 * `look`: what is known, and the phone hears nothing. `open`: the phone is asked to tell what its line does; where uaCSTA is off
 * it may ring for a moment. The others are done at the phone.
 */
export const CSTA_ACTS = ['look', 'open', 'call', 'answer', 'hangup'] as const;
export type CstaAct = (typeof CSTA_ACTS)[number];

export interface CstaWish {
  readonly act: CstaAct;
  /** From 1; the first unless said. */
  readonly line?: number;
  /** To be dialled. */
  readonly number?: string;
}

export interface CstaAnswer {
  /** Numbers of its lines. */
  readonly lines: readonly string[];
  /** Which of them this is about, from 1. */
  readonly line: number;
  /** The phone tells what the line does. */
  readonly isOpen: boolean;
  /** The phone is being asked whether it would. */
  readonly isAsking: boolean;
  /** Absent: it was not asked, or has not answered yet. */
  readonly answer?: 'on' | 'off' | 'refuses' | 'silent';
  /** What that means, and what to do about it. */
  readonly says?: string;
  readonly todo?: string;
  /** `alerting`, for programs; and what it does, for people: it goes on from the line's name. */
  readonly state: string;
  readonly doing: string;
  readonly calls: readonly CstaCall[];
  /** What was wanted last, and was not to be had. */
  readonly refused?: string;
}

export interface CstaCall {
  readonly state: string;
  readonly doing: string;
  /** The other side. */
  readonly other?: string;
}
