import type { ExportStore } from '../../shared/datasets/export-store.ts';
import type { QueryEngine } from '../../shared/datasets/query-engine.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { AdmissionInstance } from '../../shared/services/metering/instance.ts';
import type { KeyLimiters } from '../../shared/services/metering/key-limits.ts';
import type { KnownCallers } from '../../shared/services/metering/known-callers.ts';
import type { LedgerStores } from '../../shared/services/metering/ledger-port.ts';
import type { BadgeReads } from '../../shared/storage/badges/badge-reads.ts';
import type { Nonces } from '../../shared/storage/evidence/nonces.ts';
import type { Refusals } from '../../shared/storage/evidence/refusals.ts';
import type { ExportClaims } from '../../shared/storage/usage/export-claims.ts';
import type { FirstReads } from '../../shared/storage/usage/first-reads.ts';
import type { LiveUsage } from '../../shared/storage/usage/live-usage.ts';

/** The dependencies of the function. */
export type DataDeps = HttpDeps & {
  readonly catalog: Catalog;
  readonly callers: Pick<KnownCallers, 'peek' | 'find'>;
  readonly admission: Pick<AdmissionInstance, 'admit' | 'report'>;
  readonly keyLimits: Pick<KeyLimiters, 'enter' | 'standing'>;
  readonly liveUsage: LiveUsage;
  readonly badgeReads: BadgeReads;
  readonly firstReads: Pick<FirstReads, 'note'>;
  readonly nonces: Pick<Nonces, 'take'>;
  readonly engine: QueryEngine;
  readonly exports: ExportStore;
  readonly exportClaims: ExportClaims;
  readonly ledger: Pick<LedgerStores, 'putManifest'>;
  readonly refusals: Pick<Refusals, 'page'>;
  readonly now: () => Date;
};

/** The dependencies of the routes. */
export type DataParts = DataDeps & {
  /** Notes the first read of an account, once an account and instance; throws nothing. */
  readonly noteFirstRead: (accountId: string) => Promise<void>;
};
