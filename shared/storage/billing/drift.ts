import type { Cause, Difference } from '../../domain/billing/drift.ts';
import { correctionKey, correctionPartition, correctionsOfRun, reconcileRunKey, ttlOf } from '../item-keys.ts';
import type { Item, ItemValue, Table } from '../table/table.ts';

/** A change that one run of `reconcile` made to one account, with its cause. Kept 400 days. */
export type Correction = {
  readonly runId: string;
  readonly runStartedAt: string;
  /** Null: nobody here has what Stripe has. */
  readonly accountId: string | null;
  readonly customerId: string;
  readonly at: string;
  readonly cause: Cause;
  /** Whether the account's access differed. */
  readonly accessChanged: boolean;
  readonly differences: readonly Difference[];
};

/** How far a run has come. A run that was interrupted is gone on with by the next. */
export type ReconcileRun = {
  readonly id: string;
  readonly startedAt: string;
  /** The cursor of the next page of accounts; absent: the first page. */
  readonly cursor?: string;
  /** The accounts of that page that are done. */
  readonly compared?: readonly string[];
  readonly checked: number;
  readonly corrected: number;
  readonly failed: number;
  /** No account is left; what remains is to queue the events that Stripe could not deliver. */
  readonly allCompared?: boolean;
  /** The cursor of the next page of Stripe's subscriptions; absent: the first. */
  readonly walkCursor?: string;
  /** All of Stripe's subscriptions were looked at. */
  readonly allWalked?: boolean;
  /** Subscriptions of ours that are nobody's, and those of other products. */
  readonly unowned?: number;
  readonly foreign?: number;
};

/** A page of corrections. Without `cursor` it is the last. */
export type CorrectionPage = { readonly corrections: readonly Correction[]; readonly cursor?: string };

/** Runs of `reconcile` and their corrections. */
export interface Drift {
  /** The run that has not come to its end; null where there is none. */
  unfinishedRun(): Promise<ReconcileRun | null>;
  /** Writes a correction that stands by itself; the same of one run is written once. */
  record(correction: Correction): Promise<void>;
  saveRun(run: ReconcileRun, options: { readonly finished: boolean }): Promise<void>;
  /** The latest run's first; or only those of one run. */
  list(page: {
    readonly limit: number;
    readonly cursor?: string;
    readonly run?: Pick<ReconcileRun, 'id' | 'startedAt'>;
  }): Promise<CorrectionPage>;
}

const keptDays = 400;

/** The item of a correction, for writing it in the transaction of what it tells. One an account and run, and one more of each cause of usage or tax. */
export const correctionItem = ({ differences, ...correction }: Correction): Item => ({
  ...correctionKey({ ...correction, subject: subjectOf(correction, differences) }),
  ...correction,
  differences: differences as unknown as ItemValue[],
  ttl: ttlOf(new Date(Date.parse(correction.at) + keptDays * 86_400_000).toISOString()),
});

const besides: readonly Cause[] = ['usage', 'discarded', 'uncollected', 'untaxed'];

const subjectOf = ({ accountId, cause }: Pick<Correction, 'accountId' | 'cause'>, differences: readonly Difference[]) =>
  (accountId ?? `@${differences[0]?.id}`) + (besides.includes(cause) ? `#${cause}` : '');

/** Corrections and the progress of reconcile over the table. */
export function driftOver(table: Table): Drift {
  return {
    async unfinishedRun() {
      const { item } = await table.get(reconcileRunKey);
      return item && item.finished !== true ? (item.run as unknown as ReconcileRun) : null;
    },
    async record(correction) {
      await table.put(correctionItem(correction));
    },
    async saveRun(run, { finished }) {
      await table.put({ ...reconcileRunKey, run: run as unknown as ItemValue, finished });
    },
    async list({ limit, cursor, run }) {
      const ofRun = run && {
        skPrefix: correctionsOfRun({ runId: run.id, runStartedAt: run.startedAt }),
        consistent: true,
      };
      const page = await table.query({ pk: correctionPartition, descending: true, limit, cursor, ...ofRun });
      return { corrections: page.items.map(toCorrection), cursor: page.cursor };
    },
  };
}

const toCorrection = (item: Item): Correction => ({
  runId: String(item.runId),
  runStartedAt: String(item.runStartedAt),
  accountId: item.accountId === null ? null : String(item.accountId),
  customerId: String(item.customerId),
  at: String(item.at),
  cause: String(item.cause) as Cause,
  accessChanged: item.accessChanged === true,
  differences: item.differences as unknown as readonly Difference[],
});
