import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { Log } from '../../shared/log.ts';
import type { AccessStates } from '../../shared/storage/access.ts';
import type { Accounts } from '../../shared/storage/accounts.ts';
import type { Billing } from '../../shared/storage/billing.ts';
import type { Overages } from '../../shared/storage/overage.ts';
import type { UsageGateway } from '../../shared/stripe/usage.ts';

export type UsageReportDeps = {
  readonly catalog: Catalog;
  readonly accounts: Accounts;
  readonly access: AccessStates;
  readonly billing: Billing;
  readonly overages: Overages;
  readonly stripeUsage: UsageGateway;
  /** Units that an account used in a period, as far as they are merged: each once, and none twice. */
  readonly totalOf: (accountId: string, periodStart: string) => Promise<number>;
  readonly log: Log;
  readonly now: () => Date;
};
