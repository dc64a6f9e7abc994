/** A person's sessions, account, licences, keys and trail. */
import type { OperatorRole } from '../../domain/accounts/operator.ts';
import type { SubscriptionView } from './billing.ts';
import type { GivenView } from './given.ts';

/** The person whom a sign-in link would sign in. */
export type LinkPreview = {
  email: string;
  organization: string | null;
  /** The page to which it leads; absent: the dashboard. */
  returnTo?: string;
};

/** A session that has begun. */
export type SessionView = {
  personId: string;
  /** The organization that the session acts for where it names none; null: the person belongs to none. */
  accountId: string | null;
  email: string;
  expiresAt: string;
};

/** A browser in which a person is signed in. Null: not known of an older session. */
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

/** A passkey of a person. */
export type PasskeyView = { id: string; label: string; createdAt: string; operator: boolean };

/** The access of an organization now. */
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
  /** All prepaid credit that was bought and kept, used or not; null without a plan that has credit. */
  credit: number | null;
  periodStart: string | null;
  periodEnd: string | null;
};

/** The organization that the session acts for, and its person. */
export type AccountView = {
  id: string;
  /** The address of the person who is signed in. */
  email: string;
  organization: string;
  /** Their role in the organization. */
  role: 'owner' | 'admin' | 'developer' | 'billing' | 'viewer';
  createdAt: string;
  /** Whether the address is an operator’s. */
  operator: boolean;
  /** The role in the operators' console; null for everyone else. */
  operatorRole: OperatorRole | null;
  /** The step that an operator still needs to open the console; absent where there is none. */
  operatorStep?: 'enrol_passkey' | 'sign_in_with_passkey';
  signedInBy: 'link' | 'passkey';
  /** An operator sees the organization as its buyer does, until then. Absent: a member asks. */
  viewsUntil?: string;
  /** Why we send no email to the address; null where we do. */
  mailHeldBack: 'bounce' | 'complaint' | null;
  /** Why and since when the organization is suspended, and whom to contact; null where it is not. */
  suspension: { reason: string; at: string; supportEmail: string } | null;
  /** The legal hold on its evidence, with its reason; null where there is none. */
  hold: { since: string; reason: string } | null;
  subscriptions: SubscriptionView[];
  entitlement: EntitlementView;
  /** The spend cap. Null where no plan bills extra usage. */
  spendCap: SpendCapView | null;
  /** Things that we gave the organization, as long as they are in force; absent: nothing. */
  given?: GivenView;
};

/** A deletion that is certain to happen. */
export type DeletionView = {
  message: string;
  kept: readonly { readonly kind: string; readonly why: string; readonly until: string | null }[];
};

/** The most extra usage that is billed in a period. */
export type SpendCapView = { amountMinor: number | null; currency: string };

/** A version of a licence, and whether it is accepted. */
export type LicenceView = {
  id: string;
  version: string;
  sha256: string;
  termsSha256: string | null;
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

/** A key, without its secret. */
export type KeyView = {
  id: string;
  /** The app that it belongs to, as `GET /v1/apps` lists it. It never changes. */
  app: string;
  label: string;
  environment: 'live' | 'test';
  /** `browser`: for a page that a person has open; it ends after 15 minutes and counts toward no limit of keys. Null: made to stay. */
  purpose: 'browser' | null;
  /** `tg_live_` and the first characters: enough to recognize it, not to use it. */
  start: string;
  scopes: string[];
  cidrs: string[];
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  revokedBecause?: string;
};

/** An app that uses the organization's data. `default` is the app of keys that name none. */
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
  /** The latest that was declared; null: none. */
  useCase: AppUseCaseView | null;
};

/** The state of a use case. `pending`: it waits for approval. `ended`: another took its place. */
export type UseCaseState = 'declared' | 'pending' | 'approved' | 'refused' | 'revoked' | 'ended';

/** The latest use case of an app. */
export type AppUseCaseView = {
  id: string;
  state: UseCaseState;
  /** Why it was decided so; null: nobody decided. */
  reason: string | null;
  /** Whether the app reads data whose licence asks for approval. */
  approved: boolean;
};

/** One use of data by an app, as it was declared once and for all. */
export type UseCaseView = {
  id: string;
  app: string;
  /** The app’s name when it was declared. */
  appName: string;
  purpose: string;
  /** The end users; null: not said. */
  audience: string | null;
  /** Where the data is shown; null: nowhere in public. */
  shownAt: string | null;
  /** Whether the data trains models. */
  training: boolean;
  /** Whether governments are among its end users. */
  government: boolean;
  /** SHA-256 of the declaration’s canonical JSON. */
  sha256: string;
  declaredAt: string;
  state: UseCaseState;
  /** Why it was decided so; null: nobody decided. */
  reason: string | null;
  decidedAt: string | null;
  /** Whether it is the one that counts for the app now. */
  inForce: boolean;
};

/** A new key, with its secret. */
export type CreatedKeyView = KeyView & { secret: string };

/** An entry of the activity. */
export type AuditView = { id: string; at: string; action: string; actor: string; detail: Record<string, string> };
