/** Evidence packs. */

/** An evidence pack that was ordered. */
export type PackView = {
  id: string;
  /** `failed`: there is none, for the reason given. */
  status: 'waiting' | 'making' | 'ready' | 'failed';
  from: string;
  to: string;
  orderedAt: string;
  /** An hour’s entries are a step. Null: not begun. */
  progress: { done: number; of: number } | null;
  /** Null: not made, or not any more. */
  file: PackFileView | null;
  reason: string | null;
};

/** The zip of an evidence pack. */
export type PackFileView = {
  bytes: number;
  /** The last seal in it; 0: none. */
  sealedThrough: number;
  /** The thumbprint of the key that signed it. */
  keyId: string;
  /** Until when it can be fetched. */
  expiresAt: string;
  /** Good for five minutes; absent in lists. */
  url?: string;
};
