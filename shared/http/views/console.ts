/** Answers of the console's search, of an organization's page, of its timeline, and of a key's verdict. */
import type { BadgeState } from './badges.ts';
import type { SubscriptionView } from './billing.ts';
import type { Money } from './common.ts';

/** The organization behind a hit or a key. An empty name: it was deleted. */
export type OrganizationRef = { id: string; name: string };

/** The kinds of things that the search finds. */
export type SearchKind = 'organization' | 'person' | 'key' | 'badge' | 'domain' | 'event' | 'stripe' | 'request';

/** A thing that the search found. */
export type SearchHit = {
  kind: SearchKind;
  /** The id of the thing: of an organization, a person or a key, a handle, a domain, an id of Stripe's, or a request id. */
  id: string;
  /** The text to show first: a name, an address, the start of a key, or the id. */
  title: string;
  /** A second fact as data: the label of a key, the type of an event, a role, or a state. Empty where there is none. */
  detail: string;
  organization: OrganizationRef | null;
};

/** The answer of the search, at most 20 hits. */
export type SearchView = {
  hits: SearchHit[];
  /** The one thing that the whole text names, to be opened at once; null where it names none, or several. */
  exact: SearchHit | null;
  /** More organizations begin like this than are shown. */
  more: boolean;
};

/** A payment of an organization that fails. */
export type FailingPaymentView = {
  of: 'plan' | 'badge' | 'credit';
  /** The plan's or badge's id; empty for credit. */
  id: string;
  /** The subscription; null for credit. */
  subscription: string | null;
  amount: Money | null;
  /** When its invoice was made; null where that is not known. */
  since: string | null;
  /** Access goes on until then; null: it has ended, or does not depend on it. */
  accessUntil: string | null;
  /** Stripe's page to pay the invoice; null where there is none. */
  payAt: string | null;
};

/** A subscription, as operators see it, with the reason for its price. */
export type ConsoleSubscriptionView = SubscriptionView & {
  /** `catalogue`: today's price. `former`: an earlier price of the catalogue, kept. `private`: a price that the catalogue does not have. */
  priceFrom: 'catalogue' | 'former' | 'private';
  /** The catalogue's present amount for the same period; null where it has none. */
  catalogueAmount: Money | null;
  interval: 'day' | 'week' | 'month' | 'year' | null;
  since: string;
  /** The end of the trial; null where there is none, or it is over. */
  trialEndsAt: string | null;
  /** When the next invoice comes; null where it ends first, or has ended. */
  nextInvoiceAt: string | null;
  /** The discounts on it now. */
  discounts: DiscountView[];
  /** Seats beside a badge: paid for, taken and invited. Null without seats. */
  seats: { paid: number; taken: number; invited: number } | null;
  /** `charge_automatically` or `send_invoice`. */
  collection: 'charge_automatically' | 'send_invoice';
  /** The card that is charged next; null where it is something else. */
  card: { brand: string; last4: string; expMonth: number; expYear: number } | null;
};

/** A discount of a subscription: a percentage or an amount. */
export type DiscountView = {
  /** Stripe's id of the coupon. */
  coupon: string;
  percentOff: number | null;
  amountOff: Money | null;
  /** Exclusive; null: for as long as the subscription lasts. */
  until: string | null;
};

/** A member, as operators see them. */
export type ConsoleMemberView = {
  id: string;
  email: string;
  role: 'owner' | 'admin' | 'developer' | 'billing' | 'viewer';
  since: string;
  /** Why we send no email to the address; null where we do. */
  mailHeldBack: 'bounce' | 'complaint' | null;
};

/** A key, as operators see it. */
export type ConsoleKeyView = {
  id: string;
  label: string;
  start: string;
  app: string;
  environment: 'live' | 'test';
  purpose: 'browser' | null;
  state: 'working' | 'expired' | 'revoked';
  scopes: string[];
  cidrs: string[];
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  /** The last UTC day on which it read a record, as far as usage is counted; null: not in these 90 days. */
  lastReadOn: string | null;
};

/** All that the head of an organization's page shows. */
export type ConsoleOrganizationView = {
  id: string;
  name: string;
  legalName: string | null;
  country: string | null;
  /** The address that emails about it go to. */
  email: string;
  language: 'en' | 'ar';
  createdAt: string;
  stripeCustomerId: string | null;
  /** `left`: deleted at its owner's wish; address and names are empty. */
  state: 'active' | 'leaving' | 'left';
  /** Why and since when it is suspended; null where it is not. */
  suspension: { reason: string; at: string } | null;
  /** The legal hold on its evidence; null where there is none. */
  hold: { since: string; reason: string } | null;
  mailHeldBack: 'bounce' | 'complaint' | null;
  /** Each payment that fails, of plans, badges and credit; the access that ends first comes first. */
  failing: FailingPaymentView[];
  access: 'full' | 'grace' | 'none';
  accessUntil: string | null;
  /** The sum of its live subscriptions for a month, by currency: a year counts a twelfth. Before tax and discounts. */
  paysMonthly: Money[];
  subscriptions: ConsoleSubscriptionView[];
  /** When Stripe was last asked; null: never. */
  syncedAt: string | null;
  usage: {
    periodStart: string | null;
    periodEnd: string | null;
    /** Null: no plan with an allowance. */
    allowance: number | null;
    /** Used in this period, as far as it is counted. */
    used: number;
    unit: 'record' | 'request' | null;
    overage: boolean;
  };
  /** Prepaid credit; null: never bought. */
  credit: {
    bought: number;
    used: number;
    remaining: number;
    autoTopUp: { thresholdUnits: number; packs: number } | null;
  } | null;
  spendCap: Money | null;
  members: ConsoleMemberView[];
  invitations: { id: string; email: string; role: ConsoleMemberView['role']; expiresAt: string }[];
  keys: ConsoleKeyView[];
  apps: { id: string; name: string; purpose: string; url: string | null; createdAt: string }[];
  badges: {
    handle: string;
    badge: string;
    displayName: string;
    state: BadgeState;
    verified: boolean;
    parent: string | null;
  }[];
  acceptances: {
    licence: string;
    version: string;
    sha256: string;
    /** Empty where they were erased. */
    name: string;
    role: string;
    email: string;
    at: string;
  }[];
  domains: string[];
  webhooks: { id: string; url: string; status: 'working' | 'failing' | 'disabled'; failingSince: string | null }[];
};

/** A line of a timeline, with its facts as data. `id` names the thing behind the line. */
export type TimelineLine = { at: string; id: string } & (
  | {
      /** A line of the trail: `decision` by an operator, `licence` about a licence, `activity` any other. */
      kind: 'activity' | 'decision' | 'licence';
      action: string;
      actor: string;
      detail: Record<string, string>;
    }
  | {
      kind: 'email';
      /** The name of the email. */
      name: string;
      /** Empty where it was erased. */
      address: string;
      outcome: 'sent' | 'bounced' | 'complained' | 'rejected' | 'held_back';
      /** When the outcome was reported; null where it is the sending itself. */
      outcomeAt: string | null;
    }
  | {
      /** An event of Stripe's: `invoice` for invoices, charges and refunds, `event` for any other. */
      kind: 'event' | 'invoice';
      type: string;
      /** Stripe's id of the object that it tells of. */
      object: string | null;
      outcome: 'received' | 'handled' | 'ignored' | 'failed' | 'parked';
      /** The amount that the event tells of; null where it tells of none. */
      amount: Money | null;
      error: string | null;
    }
  | {
      kind: 'webhook';
      webhook: string;
      event: string;
      type: string;
      state: 'pending' | 'delivered' | 'failed';
      attempts: number;
      /** The status of the latest answer; null where none came. */
      lastStatus: number | null;
      lastError: string | null;
    }
  | {
      kind: 'refusal';
      key: string;
      app: string;
      dataset: string;
      /** The code of the problem. */
      reason: string;
      status: number;
      count: number;
      /** The latest of them. */
      to: string;
      calls: { at: string; query: string; address: string }[];
    }
);

/** A page of a timeline, newest first. Without `cursor` it is the last. A page of some kinds may be shorter than 50 lines. */
export type TimelineView = { data: TimelineLine[]; cursor?: string };

/** A step of the way from a key to the money: whether it stops the key's requests, and why. */
export type VerdictStep = {
  of: 'key' | 'organization' | 'licence' | 'subscription' | 'invoice' | 'allowance';
  /** The id of the thing; empty where there is none. */
  id: string;
  /** The state of the thing, as a code: a status of Stripe's, `working`, `revoked`, `suspended`, `missing`, … */
  state: string;
  /** The code of the problem that this step causes; null where it lets requests pass. */
  causes: string | null;
  at: string | null;
  amount: Money | null;
};

/** Why a key gets its refusals. */
export type KeyVerdictView = {
  key: ConsoleKeyView;
  organization: OrganizationRef;
  /** The code of the problem that every request of the key gets now, and its status; null: it is served, as far as access decides. */
  refusedNow: { reason: string; status: number } | null;
  /** From the key to the money, in this order. The first with `causes` is the cause. */
  chain: VerdictStep[];
  /** Datasets that the key may not read now although others may be, with the code for each. */
  datasets: { id: string; reason: string | null }[];
  /** Its refusals of the last 7 days by reason, most first. */
  refusals: { reason: string; status: number; count: number; lastAt: string }[];
  /** There were more reports of refusals than were read, so counts are at least these. */
  more: boolean;
};
