/** Accounts, events and drift, as operators see them. */
import type { TogetherKind } from '../../domain/accounts/together.ts';
import type { UseCaseDecision } from '../../domain/apps/use-case.ts';
import type { UseCaseView } from './account.ts';
import type { SubscriptionView } from './billing.ts';
import type { Listing } from './common.ts';
import type { ContestView } from './usage.ts';

/** An organization, as operators see it. */
export type AdminAccountView = {
  id: string;
  email: string;
  organization: string;
  createdAt: string;
  stripeCustomerId: string | null;
  /** `left`: deleted at its owner's wish; address and organization are empty. */
  state: 'active' | 'leaving' | 'left';
  /** By an operator: calls of its keys are refused. */
  suspended: boolean;
  /** The legal hold on its evidence, with its reason; null where there is none. */
  hold: { since: string; reason: string } | null;
  /** Why we send no email to the address; null where we do. */
  mailHeldBack: 'bounce' | 'complaint' | null;
  /** To data; `none` where it pays for badges alone. */
  access: 'full' | 'grace' | 'none';
  plans: string[];
  /** Paid for now, by a subscription of their own or with a plan. */
  badges: string[];
  subscriptions: SubscriptionView[];
};

/** An operator's view of an organization as its buyer sees it, and its end. */
export type BuyerViewView = { accountId: string; until: string };

/** A use case, as operators see it. */
export type AdminUseCaseView = UseCaseView & {
  accountId: string;
  /** Empty where the organization was deleted. */
  organization: string;
  /** Whether it can be approved: the app has declared no other since. */
  isLatest: boolean;
  decisions: { decision: UseCaseDecision; reason: string; operator: string; at: string }[];
};

/** A contest, as operators see it. */
export type AdminContestView = ContestView & {
  accountId: string;
  /** Empty where the organization was deleted. */
  organization: string;
  app: string | null;
  dataset: string | null;
  /** Hashes of entries, or places of the log. */
  entries: string[];
  /** Null: no credit, or not given yet. */
  creditGivenAt: string | null;
};

/** An organization that shares something with the one asked about: from when it was first seen of both, until either was last seen with it. */
export type TogetherView = {
  organization: { id: string; name: string };
  by: { kind: TogetherKind; firstSeenAt: string; lastSeenAt: string }[];
};

/** Organizations that share something with one. `more`: there are others, which are never shown, because too many share a thing. */
export type TogetherListing = Listing<TogetherView> & { more: boolean };

/** A difference from Stripe that reconcile found and corrected. */
export type CorrectionView = {
  runId: string;
  runStartedAt: string;
  /** Null: no account has that customer (`no_account`). */
  accountId: string | null;
  /** Null where the account has left since, or there is none. */
  organization: string | null;
  customerId: string;
  at: string;
  cause:
    | 'missed_event'
    | 'changed_without_event'
    | 'deleted_item'
    | 'catalogue_changed'
    | 'usage'
    | 'discarded'
    | 'uncollected'
    | 'untaxed'
    | 'contact'
    | 'no_account';
  /** Whether the account's access differed. */
  accessChanged: boolean;
  /** `field` is null where the whole of it was or is not there; values are JSON, null where there is none. */
  differences: {
    /**
     * The source of a value. For usage, `meter` is the total at Stripe's meter, `invoice` the billed units, `late` units found too late to bill.
     * `discarded` are the units that an invoice bills, `uncollected` is the amount that was paid of an invoice.
     */
    of: 'subscription' | 'credit' | 'grant' | 'usage' | 'customer';
    id: string;
    field: string | null;
    before: string | null;
    after: string | null;
    /** The money lost or owed, in minor units of `currency`; absent where there is none. */
    amountMinor?: number;
    currency?: string;
  }[];
};

/** Events of a page of the range that went back to the queue. With a cursor there is more to do. */
export type ReplayedView = { replayed: number; cursor?: string };

/** Units of a period that are free again. */
export type ReleasedUnitsView = { periodStart: string; releasedUnits: number };

/** An event of Stripe, and what came of it. */
export type AdminEventView = {
  id: string;
  type: string;
  createdAt: string;
  receivedAt: string;
  customerId: string | null;
  outcome: 'received' | 'handled' | 'ignored' | 'failed' | 'parked';
  attempts: number;
  error: string | null;
  apiVersion: string | null;
  /** It was not rendered in the version of Stripe's API that the endpoint is pinned to. */
  apiVersionDiffers: boolean;
};

/** The new Stripe customer of an organization. */
export type NewCustomerView = { readonly stripeCustomerId: string };

/** An event of Stripe's that went back to the queue. */
export type QueuedEventView = {
  /** Stripe's id of it. */
  id: string;
};

/** Stripe's event is stored. */
export type ReceivedView = {
  /** It will be handled. */
  received: boolean;
};

/** An address that is not mailed. */
export type SuppressionView = {
  address: string;
  /** After a bounce nothing is sent; after a complaint only what its reader asks for. */
  reason: 'bounce' | 'complaint';
  at: string;
  /** The receiving server's own words, or the kind of complaint. */
  detail: string;
  accountId: string | null;
  organization: string | null;
};

/** A version of a licence, for operators. */
export type AdminLicenceView = {
  id: string;
  version: string;
  title: string;
  sha256: string;
  termsSha256: string | null;
  inForceFrom: string;
  isInForce: boolean;
  /** Nobody can have accepted an earlier version. */
  isFirst: boolean;
};

/** An organization that accepted an earlier version of a licence alone. */
export type MissingAcceptanceView = {
  /** The id of the organization. */
  id: string;
  email: string;
  organization: string;
  /** The latest version that it accepted. */
  version: string;
  at: string;
};
