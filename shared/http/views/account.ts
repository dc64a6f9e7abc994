/** A person's sessions, account, licences, keys and trail. */
import type { OperatorRole } from '../../domain/accounts/operator.ts';
import type { SubscriptionView } from './billing.ts';

/** POST /v1/session/preview {token}: whom the link would sign in; the link stays good. */
export type LinkPreview = {
  email: string;
  organization: string | null;
  /** The page of the portal to which it leads; absent: the dashboard. */
  returnTo?: string;
};

/** POST /v1/session {token}, POST /v1/session/passkey */
export type SessionView = {
  personId: string;
  /** The organization that the session acts for where it names none; null: the person belongs to none. */
  accountId: string | null;
  email: string;
  expiresAt: string;
};

/** GET /v1/sessions → Listing<OwnSessionView>. Null: not known of an older session. */
export type OwnSessionView = {
  id: string;
  startedAt: string | null;
  signedInBy: 'link' | 'passkey';
  /** The browser's family, such as Firefox. */
  browser: string | null;
  /** The network of its provider: an IPv4 /16 or an IPv6 /32; of this machine its loopback network. */
  network: string | null;
  /** The session that asks. */
  current: boolean;
};

/** GET /v1/passkeys */
export type PasskeyView = { id: string; label: string; createdAt: string; operator: boolean };

/** The entitlement of an account now. */
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
  /** The address of the person who is signed in. */
  email: string;
  organization: string;
  /** Their role in the organization. */
  role: 'owner' | 'admin' | 'developer' | 'billing' | 'viewer';
  createdAt: string;
  /** Its address is an operator's. */
  operator: boolean;
  /** The role on the operator's console; null for everybody else. */
  operatorRole: OperatorRole | null;
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

/** DELETE /v1/account, DELETE /v1/person → 202: the records that are kept, by kind, with why and until when; null: without an end of its own. */
export type DeletionView = {
  message: string;
  kept: readonly { readonly kind: string; readonly why: string; readonly until: string | null }[];
};

/** PUT /v1/spend-cap {amountMinor}: the most that is billed in a period beyond the plans; `amountMinor` null: no cap. */
export type SpendCapView = { amountMinor: number | null; currency: string };

/** GET /v1/licences → Listing<LicenceView> */
export type LicenceView = {
  id: string;
  version: string;
  sha256: string;
  title: string;
  /** The exact bytes that an acceptance names. */
  url: string;
  /** The language of these bytes, which bind. */
  binding: 'en' | 'ar';
  /** The text in the other language, for reading only; null: there is none. */
  translationUrl: string | null;
  /** Keys need this version, or a later one, from this time on. */
  inForceFrom: string;
  /** Keys are refused until it is accepted. A version that is not in force yet is shown before it is required. */
  required: boolean;
  accepted: { at: string; name: string; role: string } | null;
};

/** GET /v1/keys → Listing<KeyView> */
export type KeyView = {
  id: string;
  /** The app that it belongs to, for good: of `GET /v1/apps`. */
  app: string;
  label: string;
  environment: 'live' | 'test';
  /** `browser`: for a page that a person has open; it ends after 15 minutes and counts among no limit of keys. Null: made to stay. */
  purpose: 'browser' | null;
  /** `tg_live_` and the first characters: enough to recognise it, not to use it. */
  start: string;
  scopes: string[];
  cidrs: string[];
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
};

/** GET /v1/apps → Listing<AppView>, POST /v1/apps → 201: a consumer of the organization's data. `default` is the app of keys that name none. */
export type AppView = {
  id: string;
  name: string;
  purpose: string;
  /** Where the data is shown; null: nowhere in public. */
  url: string | null;
  /** Whether the data trains models; null: not declared. */
  training: boolean | null;
  /** Whether governments are among its end users; null: not declared. */
  government: boolean | null;
  /** Limits of its own, on top of the organization's and each key's. */
  rateLimits: { requests: number; windowSeconds: number }[];
  maxInFlight: number | null;
  /** The percent of the allowance that it may use in a period; null: as much as the organization. */
  allowanceShare: number | null;
  createdAt: string;
};

/** POST /v1/keys → 201 */
export type CreatedKeyView = KeyView & { secret: string };

/** GET /v1/events → Listing<AuditView>: the account's own trail; GET /v1/admin/audit: the operators' own, or an account's. */
export type AuditView = { id: string; at: string; action: string; actor: string; detail: Record<string, string> };
