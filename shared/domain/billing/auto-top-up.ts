/** What a buyer has set: `packs` are bought by themselves when fewer than `thresholdUnits` are left. */
export type AutoTopUp = { readonly thresholdUnits: number; readonly packs: number };

/** A charge that was begun and of which nobody has noted yet what it came to: repeated as it is, under the same key. */
export type PendingCharge = {
  readonly units: number;
  readonly amountMinor: number;
  readonly currency: string;
  /** The saved card; null: there was none to charge. */
  readonly card: string | null;
};

export type AutoTopUpState = {
  /** Null: off. */
  readonly settings: AutoTopUp | null;
  /** Counts what was ever begun. */
  readonly attempt: number;
  /** When the latest attempt was begun, ISO-8601 UTC. */
  readonly startedAt: string | null;
  readonly pending: PendingCharge | null;
  /** In a row. */
  readonly failures: number;
};

/** So many failures in a row turn it off. */
export const maxFailures = 3;
const pauseMs = 5 * 60_000;
/** Stripe forgets a key after 24 hours: until well before that a charge can be repeated without being made twice. */
const repeatableMs = 20 * 3_600_000;

/**
 * What is to be done: `finish` what was begun, `drop` it where it is too old to be repeated (what came of it is at Stripe), `charge` where too
 * little is `free` and the last attempt was begun five minutes ago, or nothing.
 */
export function nextStep(
  { settings, startedAt, pending }: AutoTopUpState,
  { free, now }: { readonly free: number; readonly now: Date },
): 'finish' | 'drop' | 'charge' | 'nothing' {
  const ageMs = startedAt === null ? Number.POSITIVE_INFINITY : now.getTime() - Date.parse(startedAt);
  if (pending) return ageMs < repeatableMs ? 'finish' : 'drop';
  return settings && free < settings.thresholdUnits && ageMs >= pauseMs ? 'charge' : 'nothing';
}
