import type { Cause } from '../../shared/domain/billing/drift.ts';
import type { ReconcileRun } from '../../shared/storage/drift.ts';
import type { ReconcileDeps } from './deps.ts';
import type { Undelivered } from './unhandled.ts';

export type ReconcileReport = {
  /** Accounts compared with Stripe, over all invocations of the run. */
  readonly checked: number;
  /** Of these, those that differed and were made to agree. */
  readonly corrected: number;
  /** Events that Stripe could not deliver and that this invocation put into the queue. */
  readonly undelivered: number;
  /** At most 100 of the corrections; all are at `GET /v1/admin/drift`. */
  readonly corrections: readonly { readonly accountId: string; readonly cause: Cause }[];
};

const pageSize = 100;

/**
 * What a run has to say at its end. Its corrections are counted where they are written: of one whose acknowledgement was lost,
 * nobody has heard yet, so it counts as drift here.
 */
export async function reportOf(
  { drift, count }: Pick<ReconcileDeps, 'drift' | 'count'>,
  run: ReconcileRun,
  { messages }: Undelivered,
): Promise<ReconcileReport> {
  const first = await drift.list({ run, limit: pageSize });
  let corrected = first.corrections.length;
  for (let { cursor } = first; cursor !== undefined; ) {
    const next = await drift.list({ run, limit: pageSize, cursor });
    corrected += next.corrections.length;
    cursor = next.cursor;
  }
  if (corrected > run.corrected) count('Drift', corrected - run.corrected);
  const corrections = first.corrections.map(({ accountId, cause }) => ({ accountId, cause }));
  return { checked: run.checked, corrected, undelivered: messages.length, corrections };
}
