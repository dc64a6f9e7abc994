import type { Notice } from '../domain/billing/notices.ts';
import type { Content } from './render.ts';

/** What a notice's text is made of: names ready to stand in a sentence of the language, times as it writes them. */
export type NoticeWords = {
  readonly site: string;
  /** The plan's or badge's. */
  readonly name: string;
  readonly date: (iso: string) => string;
  /** `2026-12` with the month's name. */
  readonly month: (isoMonth: string) => string;
  /** A card by its brand and last digits. */
  readonly card: (brand: string, last4: string) => string;
  /** With the time of day, UTC. */
  readonly moment: (iso: string) => string;
  /** Minor units as the language writes money. */
  readonly money: (amountMinor: number, currency: string) => string;
  /** A whole number as the language groups its digits. */
  readonly count: (count: number) => string;
  /** Keeps a name in its own direction. */
  readonly isolate: (text: string) => string;
};

/** A mail but for its link, which is the same for all. */
export type NoticeText = Pick<Content, 'subject' | 'paragraphs' | 'note'> & { readonly label: string };

/** One language's texts, one a kind of notice. */
export type NoticeTexts = {
  readonly [K in Notice['kind']]: (notice: Extract<Notice, { readonly kind: K }>, words: NoticeWords) => NoticeText;
};
