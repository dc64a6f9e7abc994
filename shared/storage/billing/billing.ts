import { type Given, nothingGiven } from '../../domain/billing/given.ts';
import type { HeldCredit } from '../../domain/billing/held-credit.ts';
import { nothingRecurring, type Recurring } from '../../domain/billing/recurring.ts';
import type { Subscription } from '../../domain/billing/subscription.ts';
import type { Notice } from '../../domain/mail/message.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { whileNotDeleting } from '../accounts/leaving.ts';
import { billingKey } from '../item-keys.ts';
import {
  type Item,
  type ItemValue,
  StorageUnavailable,
  type Table,
  type TransactionResult,
  type Write,
  type WriteCondition,
} from '../table/table.ts';
import { type Correction, correctionItem } from './drift.ts';
import { type CustomerRefund, refundWrites } from './refund-writes.ts';
import { revenueWrites } from './revenue-writes.ts';

/**
 * A change of the account's access with this write: its time, and the subscriptions that ended, with the reasons. `isGiven`: an operator made it, and
 * not Stripe.
 */
export type AccessChange = { readonly at: string; readonly ended?: string; readonly isGiven?: true };

/** All subscriptions of an account in one item, so that one version guards them all. Version 0: never synced. */
export type BillingState = {
  readonly accountId: string;
  readonly version: number;
  readonly subscriptions: readonly Subscription[];
  /** Bought in advance; null: never. */
  readonly credit: HeldCredit | null;
  /** By operators; Stripe knows nothing of it, so it is stored here alone. */
  readonly given: Given;
  readonly syncedAt: string | null;
  /** Found by the sync that wrote this; queued since, unless it was interrupted. */
  readonly notices: readonly Notice[];
  /** Written with this and perhaps not carried out yet: grants, counters, announcement and trail follow from the subscriptions. */
  readonly accessChange: AccessChange | null;
  /** The revenue that rollups have of it; null: nothing yet. */
  readonly counted: Recurring | null;
};

/** The result of a sync, to be written in place of the version that it read. */
export type BillingUpdate = {
  readonly accountId: string;
  /** The version that was read before Stripe was asked. */
  readonly readVersion: number;
  /** The version of the stored grants. The new version is higher, also where the billing item was lost and starts again. */
  readonly grantsVersion: number;
  readonly subscriptions: readonly Subscription[];
  readonly credit: HeldCredit | null;
  readonly given: Given;
  readonly syncedAt: string | null;
  /** Take the place of those that were read. */
  readonly notices: readonly Notice[];
  /** Null: what it can reach stays. */
  readonly accessChange: AccessChange | null;
  /** Written together with the rest. */
  readonly correction?: Correction;
  /** The line of an operator's act, written together with the rest, unless the account is leaving. */
  readonly audit?: AuditEntry;
  /** The revenue that rollups are to have of it, in place of what they had. `at`: when that changed, ISO-8601 UTC. */
  readonly revenue: { readonly before: Recurring | null; readonly after: Recurring; readonly at: string };
};

/** The billing state of accounts, and their access changes that are still to be applied. */
export interface Billing {
  read(accountId: string): Promise<BillingState>;
  /** The state as written; null where another sync has written since the version was read, and nothing was changed. */
  write(update: BillingUpdate): Promise<BillingState | null>;
  /** Brings the rollup of a refund’s day to what Stripe says of it, once; without effect where it has that. */
  countRefund(refund: CustomerRefund): Promise<void>;
  /** Nothing is left to do of the access change that was written as this version; without effect once another sync has written. */
  carriedOut(accountId: string, version: number): Promise<void>;
}

/** Billing state over the table. */
export function billingOver(table: Table): Billing {
  return {
    async read(accountId) {
      const { item } = await table.get(billingKey(accountId));
      return item ? toState(accountId, item) : { ...neverSynced, accountId };
    },
    async write({ readVersion, grantsVersion, correction, audit, revenue, ...update }) {
      const { after, at } = revenue;
      const state = { ...update, version: Math.max(readVersion, grantsVersion) + 1, counted: after };
      const [item, unchanged] = [toItem(state), unchangedSince(readVersion)];
      const before = revenue.before ?? nothingRecurring;
      const besides = [
        ...(correction ? [{ put: correctionItem(correction) }] : []),
        ...(audit ? [auditLine(audit), whileNotDeleting(state.accountId)] : []),
        ...revenueWrites({ accountId: state.accountId, before, after, at }),
      ];
      const { ok } =
        besides.length > 0
          ? await together(table, [{ put: item, if: unchanged }, ...besides])
          : await table.put(item, unchanged);
      return ok ? state : null;
    },
    async countRefund(refund) {
      const result = await together(table, refundWrites(refund));
      const isMarked = !result.ok && result.reasons[0] !== null && result.reasons[0] !== 'conflict';
      if (result.ok || isMarked) return;
      throw new StorageUnavailable(new Error(`Others write the rollup of ${refund.id}`));
    },
    async carriedOut(accountId, version) {
      await table.update(billingKey(accountId), { remove: ['accessChange'] }, unchangedSince(version));
    },
  };
}

/** Rollups are everybody's, so two syncs at once may meet there: nothing was written then, and the same is tried again. */
async function together(table: Table, writes: readonly Write[]): Promise<TransactionResult> {
  for (let tries = 1; ; tries++) {
    const result = await table.transact(writes);
    if (result.ok || result.reasons[0] !== null || tries === maxMeetings) return result;
  }
}

const maxMeetings = 10;

const neverSynced = {
  version: 0,
  subscriptions: [],
  credit: null,
  given: nothingGiven,
  syncedAt: null,
  notices: [],
  accessChange: null,
  counted: null,
} as const;

const toItem = ({
  accountId,
  version,
  subscriptions,
  credit,
  given,
  syncedAt,
  notices,
  accessChange,
  counted,
}: BillingState): Item => ({
  ...billingKey(accountId),
  version,
  subscriptions: subscriptions as unknown as ItemValue[],
  ...(credit && { credit }),
  ...(given !== nothingGiven && { given: given as unknown as ItemValue }),
  syncedAt,
  ...(notices.length > 0 && { notices: notices as unknown as ItemValue[] }),
  ...(accessChange && { accessChange }),
  ...(counted && { counted: counted as unknown as ItemValue }),
});

const toState = (accountId: string, item: Item): BillingState => ({
  accountId,
  version: Number(item.version),
  subscriptions: item.subscriptions as unknown as readonly Subscription[],
  credit: (item.credit ?? null) as HeldCredit | null,
  given: item.given ? { ...nothingGiven, ...(item.given as unknown as Given) } : nothingGiven,
  syncedAt: typeof item.syncedAt === 'string' ? item.syncedAt : null,
  notices: (item.notices ?? []) as unknown as readonly Notice[],
  accessChange: (item.accessChange ?? null) as AccessChange | null,
  counted: (item.counted ?? null) as Recurring | null,
});

const unchangedSince = (version: number): WriteCondition => ({
  'no other sync has written since':
    version === 0 ? { attribute: 'pk', is: 'absent' } : { attribute: 'version', equals: version },
});
