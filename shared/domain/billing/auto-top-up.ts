/** A buyer's setting: `packs` are bought automatically when fewer than `thresholdUnits` are left. */
export type AutoTopUp = { readonly thresholdUnits: number; readonly packs: number };

/** A charge that was begun and whose outcome is not stored yet. It is repeated unchanged, under the same idempotency key. */
export type PendingCharge = {
  readonly units: number;
  readonly amountMinor: number;
  readonly currency: string;
  /** The saved card; null: there was none to charge. */
  readonly card: string | null;
};

/** The stored state of an account's automatic top-up. */
export type AutoTopUpState = {
  /** Null: off. */
  readonly settings: AutoTopUp | null;
  /** Number of attempts ever begun. */
  readonly attempt: number;
  /** When the latest attempt was begun, ISO-8601 UTC. */
  readonly startedAt: string | null;
  readonly pending: PendingCharge | null;
  /** Failed attempts in a row. */
  readonly failures: number;
};

/** Failures in a row that turn it off. */
export const maxFailures = 3;
const pauseMs = 5 * 60_000;
/** Stripe forgets an idempotency key after 24 hours. Until well before that a repeated charge is made once. */
const repeatableMs = 20 * 3_600_000;

/**
 * The next step. `finish`: repeat the charge that was begun. `drop`: it is too old to be repeated, and its outcome is at Stripe. `charge`:
 * fewer units than the threshold are `free`, and the last attempt began at least five minutes ago.
 */
export function nextStep(
  { settings, startedAt, pending }: AutoTopUpState,
  { free, now }: { readonly free: number; readonly now: Date },
): 'finish' | 'drop' | 'charge' | 'nothing' {
  const ageMs = startedAt === null ? Number.POSITIVE_INFINITY : now.getTime() - Date.parse(startedAt);
  if (pending) return ageMs < repeatableMs ? 'finish' : 'drop';
  return settings && free < settings.thresholdUnits && ageMs >= pauseMs ? 'charge' : 'nothing';
}
