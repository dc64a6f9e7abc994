import type { KeyView } from './account.ts';

/** A key, and its last 30 days. */
export type KeyDetailView = KeyView & {
  /** The key that it took the place of; null: none, or without overlap. */
  previous: { id: string; worksUntil: string | null } | null;
  /** The key that took its place; null: none, or without overlap. */
  next: string | null;
  /** The days on which it was used, the first of them first. */
  days: KeyDayView[];
  /** All of these days. */
  total: Omit<KeyDayView, 'day'>;
  /** Refused requests by the code of their problem, the most frequent first. */
  reasons: { reason: string; count: number }[];
  /** Refused requests are counted from this time on. */
  refusedSince: string;
  /** The day of the last read, in UTC: usage has no times. Null: none in these days. */
  lastReadOn: string | null;
  /** The last refused request that was told. Null: none. */
  lastRefused: { at: string; address: string } | null;
};

/** A UTC day of a key. Records or requests are as they were charged, before credits, which belong to no key. */
export type KeyDayView = { day: string; units: number; requests: number; refused: number };
