import type { Cause } from '../../shared/domain/billing/drift.ts';
import type { ReconcileRun } from '../../shared/storage/billing/drift.ts';
import type { ReconcileDeps } from './deps.ts';
import type { Undelivered } from './unhandled.ts';

/** The figures of a finished run. */
export type ReconcileReport = {
  /** Accounts compared with Stripe, over all invocations of the run. */
  readonly checked: number;
  /** Accounts among those that differed and were corrected. */
  readonly corrected: number;
  /** Subscriptions that pay for what we sell and are nobody's here; each is drift. */
  readonly unowned: number;
  /** Subscriptions at Stripe of other products. */
  readonly foreign: number;
  /** Events that Stripe could not deliver and that this invocation put into the queue. */
  readonly undelivered: number;
  /** At most 100 of the corrections; all are at `GET /v1/admin/drift`. */
  readonly corrections: readonly { readonly accountId: string; readonly cause: Cause }[];
};

const pageSize = 100;

/**
 * The report of a finished run. Corrections are counted where they are written. A correction whose acknowledgement was lost was not
 * counted there, so it counts as drift here.
 */
export async function reportOf(
  { drift, count }: Pick<ReconcileDeps, 'drift' | 'count'>,
  run: ReconcileRun,
  { messages }: Undelivered,
): Promise<ReconcileReport> {
  const corrections: { readonly accountId: string; readonly cause: Cause }[] = [];
  let corrected = 0;
  let cursor: string | undefined;
  do {
    const page = await drift.list({ run, limit: pageSize, cursor });
    const named = page.corrections.flatMap(({ accountId, cause }) => (accountId === null ? [] : { accountId, cause }));
    corrected += named.length;
    corrections.push(...named.slice(0, pageSize - corrections.length));
    cursor = page.cursor;
  } while (cursor !== undefined);
  if (corrected > run.corrected) count('Drift', corrected - run.corrected);
  const { checked, unowned = 0, foreign = 0 } = run;
  return { checked, corrected, unowned, foreign, undelivered: messages.length, corrections };
}
