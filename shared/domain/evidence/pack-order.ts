/** `stopped` ones are `failed`: a pack of which nobody heard for too long. */
export type PackStatus = 'waiting' | 'making' | 'ready' | 'failed';

/** A pack as it was made: its zip in bytes, the last seal in it (0: none), the thumbprint of its signer, and when. */
export type MadePack = {
  readonly bytes: number;
  readonly sealedThrough: number;
  readonly keyId: string;
  readonly madeAt: string;
};

/** An evidence pack that was ordered. Times are ISO-8601 UTC; `from` is inclusive, `to` exclusive. */
export type PackOrder = {
  readonly id: string;
  readonly organization: string;
  readonly from: string;
  readonly to: string;
  readonly orderedAt: string;
  /** The party that ordered it: a member of the organization, or an operator. */
  readonly by: 'organization' | 'operator';
  readonly status: PackStatus;
  /** Leaves of which the files are made, and all of them; null: not begun. */
  readonly progress: { readonly done: number; readonly of: number } | null;
  /** The last sign of work on it. */
  readonly touchedAt: string;
  readonly made: MadePack | null;
  /** Why there is no pack; null where there is one, or may be. */
  readonly reason: string | null;
};

/** Days for which a pack can be fetched: the bucket keeps it as long (`infra/constructs/dataset-bucket.ts`). */
const packsKeptDays = 7;
/** Days for which an order is listed. */
export const ordersKeptDays = 30;
/** The longest period of one pack. */
const maxPackDays = 366;
/** An order that showed no sign of work for so long has come to an end. A run takes 15 minutes, and waits as long for the one before. */
const stoppedAfterMs = 3 * 3_600_000;

const dayMs = 86_400_000;

/** Until when the made pack can be fetched, ISO-8601 UTC. */
export const packExpiresAt = ({ madeAt }: Pick<MadePack, 'madeAt'>): string =>
  new Date(Date.parse(madeAt) + packsKeptDays * dayMs).toISOString();

/** Whether an order is still under way. */
export const isUnderWay = ({ status }: Pick<PackOrder, 'status'>): boolean =>
  status === 'waiting' || status === 'making';

/** Whether an order under way has come to an end without saying so. */
export const hasStopped = (order: PackOrder, now: Date): boolean =>
  isUnderWay(order) && now.getTime() - Date.parse(order.touchedAt) > stoppedAfterMs;

/** The problem with a period by the field that it is in; null for none. */
export function periodProblem(
  { from, to }: Pick<PackOrder, 'from' | 'to'>,
  now: Date,
): { readonly field: 'from' | 'to'; readonly message: string } | null {
  if (Date.parse(to) > now.getTime()) return { field: 'to', message: 'must not lie in the future' };
  if (from >= to) return { field: 'from', message: 'must be earlier than the end' };
  if (Date.parse(to) - Date.parse(from) > maxPackDays * dayMs)
    return { field: 'from', message: `must be at most ${maxPackDays} days before the end: order several packs` };
  return null;
}
