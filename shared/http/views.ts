/** Bodies of the HTTP answers, for the functions that write them and the portal that reads them. */

import type { SubscriptionView } from './billing-views.ts';

export type * from './badge-views.ts';
export type * from './billing-views.ts';
export type * from './catalog-views.ts';
export type * from './mail-views.ts';
export type * from './organization-views.ts';
export type * from './own-data-views.ts';
export type * from './usage-views.ts';
export type * from './webhook-views.ts';

export type Money = { amountMinor: number; currency: string };
export type Listing<T> = { data: T[]; cursor?: string };

export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  requestId: string;
  errors?: { field: string; message: string }[];
};

/** POST /v1/session/preview {token}: whom the link would sign in; the link stays good. */
export type LinkPreview = {
  email: string;
  organization: string | null;
  /** The page of the portal to which it leads; absent: the dashboard. */
  returnTo?: string;
};
/** POST /v1/session {token}, POST /v1/session/passkey */
export type SessionView = { accountId: string; email: string; expiresAt: string };
/** GET /v1/passkeys */
export type PasskeyView = { id: string; label: string; createdAt: string; operator: boolean };

export type EntitlementView = {
  access: 'full' | 'grace' | 'none';
  accessUntil: string | null;
  plans: string[];
  badges: string[];
  datasets: string[];
  upstreams: string[];
  allowance: number | null;
  unit: 'record' | 'request' | null;
  overage: boolean;
  /** Units bought in advance and kept, whatever was spent of them; null without a plan that has credit. */
  credit: number | null;
  periodStart: string | null;
  periodEnd: string | null;
};
/** GET /v1/account */
export type AccountView = {
  id: string;
  email: string;
  organization: string;
  createdAt: string;
  /** Its address is an operator's. */
  operator: boolean;
  /** The step that an operator lacks for the console on this stage; absent where it is open, or is not theirs. */
  operatorStep?: 'enrol_passkey' | 'sign_in_with_passkey';
  signedInBy: 'link' | 'passkey';
  /** Why its address is not mailed; null where it is. */
  mailHeldBack: 'bounce' | 'complaint' | null;
  /** Why and since when an operator has every call of its keys refused, and whom to write to about it; null where nobody does. */
  suspension: { reason: string; at: string; supportEmail: string } | null;
  subscriptions: SubscriptionView[];
  entitlement: EntitlementView;
  /** Null where no plan bills anything beyond its price. */
  spendCap: SpendCapView | null;
};

/** PUT /v1/spend-cap {amountMinor}: the most that is billed in a period beyond the plans; `amountMinor` null: no cap. */
export type SpendCapView = { amountMinor: number | null; currency: string };

/** GET /v1/licences → Listing<LicenceView> */
export type LicenceView = {
  id: string;
  version: string;
  sha256: string;
  title: string;
  /** The exact bytes. */
  url: string;
  /** Keys need this version, or a later one, from this time on. */
  inForceFrom: string;
  /** Keys are refused until it is accepted. A version that is not in force yet is shown before it is required. */
  required: boolean;
  accepted: { at: string; name: string; role: string } | null;
};

/** GET /v1/keys → Listing<KeyView> */
export type KeyView = {
  id: string;
  label: string;
  environment: 'live' | 'test';
  /** `tg_live_` and the first characters: enough to recognise it, not to use it. */
  start: string;
  scopes: string[];
  cidrs: string[];
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
};
/** POST /v1/keys → 201 */
export type CreatedKeyView = KeyView & { secret: string };

/** GET /v1/events → Listing<AuditView>: the account's own trail; GET /v1/admin/audit: the operators' own, or an account's. */
export type AuditView = { id: string; at: string; action: string; actor: string; detail: Record<string, string> };

/** GET /v1/admin/accounts → Listing<AdminAccountView> */
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
  /** Why its address is not mailed; null where it is. */
  mailHeldBack: 'bounce' | 'complaint' | null;
  /** To data; `none` where it pays for badges alone. */
  access: 'full' | 'grace' | 'none';
  plans: string[];
  /** Paid for now, by a subscription of their own or with a plan. */
  badges: string[];
  subscriptions: SubscriptionView[];
};
/** GET /v1/admin/drift → Listing<CorrectionView>: what reconcile found to differ from Stripe and made to agree. */
export type CorrectionView = {
  runId: string;
  runStartedAt: string;
  /** Null: no account has that customer (`no_account`). */
  accountId: string | null;
  /** Null where the account has left since, or there is none. */
  organization: string | null;
  customerId: string;
  at: string;
  cause: 'missed_event' | 'changed_without_event' | 'deleted_item' | 'catalogue_changed' | 'usage' | 'no_account';
  /** What the account can reach differed. */
  accessChanged: boolean;
  /** `field` is null where the whole of it was or is not there; values are JSON, null where there is none. */
  differences: {
    /** Of usage: `meter` what Stripe's meter says, `invoice` what was billed, `late` what was found once it could not be billed. */
    of: 'subscription' | 'credit' | 'grant' | 'usage';
    id: string;
    field: string | null;
    before: string | null;
    after: string | null;
  }[];
};
/** POST /v1/admin/events/replay: how many of this page of the range went back to the queue; with a cursor there is more to do. */
export type ReplayedView = { replayed: number; cursor?: string };
/** POST /v1/admin/accounts/{id}/release-units {periodStart} */
export type ReleasedUnitsView = { periodStart: string; releasedUnits: number };
/** GET /v1/admin/events?outcome= → Listing<AdminEventView> */
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

/** POST /v1/admin/accounts/{id}/new-customer */
export type NewCustomerView = { readonly stripeCustomerId: string };
