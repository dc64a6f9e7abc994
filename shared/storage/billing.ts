import type { Grant } from '../domain/billing/grant.ts';
import type { Notice } from '../domain/billing/notices.ts';
import type { Subscription } from '../domain/billing/subscription.ts';
import { type AuditEntry, auditItem } from './audit.ts';
import { type Correction, correctionItem } from './drift.ts';
import { billingKey, grantsKey } from './keys.ts';
import type { Condition, Item, Table, Value } from './table.ts';

/** All subscriptions of an account in one item, so that one version guards them all. Version 0: never synced. */
export type BillingState = {
  readonly accountId: string;
  readonly version: number;
  readonly subscriptions: readonly Subscription[];
  readonly syncedAt: string | null;
  /** Found by the sync that wrote this; queued since, unless it was interrupted. */
  readonly notices: readonly Notice[];
};

export type BillingUpdate = {
  readonly accountId: string;
  /** The version that was read before Stripe was asked. */
  readonly readVersion: number;
  readonly subscriptions: readonly Subscription[];
  readonly syncedAt: string;
  /** Take the place of those that were read. */
  readonly notices: readonly Notice[];
  /** Present when what the account can reach changes: written together or not at all. */
  readonly access?: { readonly grants: readonly Grant[]; readonly audit: AuditEntry };
  /** Written together with the rest. */
  readonly correction?: Correction;
};

export interface Billing {
  read(accountId: string): Promise<BillingState>;
  /** False: another sync has written since the version was read; nothing was changed. */
  write(update: BillingUpdate): Promise<boolean>;
}

/** Billing state over the table. */
export function billingOver(table: Table): Billing {
  return {
    async read(accountId) {
      const { item } = await table.get(billingKey(accountId));
      if (!item) return { accountId, version: 0, subscriptions: [], syncedAt: null, notices: [] };
      return {
        accountId,
        version: Number(item.version),
        subscriptions: item.subscriptions as unknown as readonly Subscription[],
        syncedAt: String(item.syncedAt),
        notices: (item.notices ?? []) as unknown as readonly Notice[],
      };
    },
    async write({ accountId, readVersion, subscriptions, syncedAt, notices, access, correction }) {
      const item: Item = {
        ...billingKey(accountId),
        version: readVersion + 1,
        subscriptions: subscriptions as unknown as Value[],
        syncedAt,
        ...(notices.length > 0 && { notices: notices as unknown as Value[] }),
      };
      const unchanged = unchangedSince(readVersion);
      const others = [
        ...(access ? [grantsItem(accountId, readVersion + 1, access.grants), auditItem(access.audit)] : []),
        ...(correction ? [correctionItem(correction)] : []),
      ];
      if (others.length === 0) return (await table.put(item, unchanged)).ok;
      return (await table.transact([{ put: item, if: unchanged }, ...others.map((put) => ({ put }))])).ok;
    },
  };
}

const grantsItem = (accountId: string, version: number, grants: readonly Grant[]): Item => ({
  ...grantsKey(accountId),
  version,
  grants: grants as unknown as Value[],
});

const unchangedSince = (version: number): Condition => ({
  'no other sync has written since':
    version === 0 ? { attribute: 'pk', is: 'absent' } : { attribute: 'version', equals: version },
});
