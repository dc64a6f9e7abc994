/** Answers of the console's search and of an organization's page. */
import type { SearchKind } from '../../domain/console/found.ts';
import type { KeyView } from './account.ts';
import type { FailingPaymentView } from './attention.ts';
import type { SubscriptionView } from './billing.ts';
import type { Money } from './common.ts';

/** The organization behind a hit or a key. */
export type OrganizationRef = { id: string; name: string };

/** A thing that the search found. */
export type SearchHit = {
  kind: SearchKind;
  /** The id of the thing: of an organization, a key or a request, an address, a handle, a domain, or an id of Stripe's. */
  id: string;
  /** The text to show first: a name, an address, the start of a key, or the id. */
  title: string;
  /** A second fact as data: the label of a key, the type of an event, a role, a state, or the time of a request. Empty where there is none. */
  detail: string;
  organization: OrganizationRef | null;
};

/** The answer of the search, at most 20 hits. */
export type SearchView = {
  /** Exact things first, then organizations by their names. */
  hits: SearchHit[];
  /** The one thing that the whole text names, to be opened at once; null where it names none, or several. */
  exact: SearchHit | null;
  /** More organizations begin like this than are shown. */
  more: boolean;
};

/** The thing that an id of Stripe's names there; null: Stripe has none of this id, or it is of no organization here. */
export type StripeSearchView = {
  /** The object with its organization; its `detail` is Stripe's word for its type, such as `invoice`. */
  hit: SearchHit | null;
};

/** A subscription, as operators see it, with the reason for its price. */
export type ConsoleSubscriptionView = SubscriptionView & {
  /** `catalogue`: today's price. `former`: an earlier amount, kept. `private`: a price that the catalogue does not sell to everybody. */
  priceFrom: 'catalogue' | 'former' | 'private';
  /** The catalogue's present amount for the same items; null where it has none. */
  catalogueAmount: Money | null;
  /** The operator who offered the private price, and why; null where it is none, or that is not known. */
  offer: { by: string; reason: string; at: string } | null;
  interval: 'day' | 'week' | 'month' | 'year' | null;
  since: string;
  /** The end of the trial; null where there is none, or it is over. */
  trialEndsAt: string | null;
  /** How it is paid: by a card or debit, or by transfer. */
  collection: 'charge_automatically' | 'send_invoice';
  /** The card that is charged next; null where it is something else. */
  card: {
    /** The brand of the card. */
    brand: string;
    /** Its last four digits. */
    last4: string;
    /** The month of its expiry, 1 to 12. */
    expMonth: number;
    /** The year of its expiry. */
    expYear: number;
  } | null;
};

/** A member, as operators see them. The address is empty where the person was deleted. */
export type ConsoleMemberView = {
  id: string;
  email: string;
  role: 'owner' | 'admin' | 'developer' | 'billing' | 'viewer';
  since: string;
};

/** All that the head of an organization's page shows. */
export type ConsoleOrganizationView = {
  id: string;
  name: string;
  legalName: string | null;
  country: string | null;
  /** The address that emails about it go to. */
  email: string;
  /** The language of its emails. */
  language: 'en' | 'ar';
  createdAt: string;
  stripeCustomerId: string | null;
  /** `left`: deleted at its owner's wish; address and names are empty. */
  state: 'active' | 'leaving' | 'left';
  /** Why and since when it is suspended; null where it is not. */
  suspension: { reason: string; at: string } | null;
  /** The legal hold on its evidence; null where there is none. */
  hold: { since: string; reason: string } | null;
  /** Why we send no email to the address; null where we do. */
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
    /** Units taken in this period: used, or held by an instance that serves. */
    used: number;
    unit: 'record' | 'request' | null;
    overage: boolean;
  };
  /** Prepaid credit; null: no plan has any. */
  credit: { bought: number; used: number; remaining: number } | null;
  /** Units of its periods that ended instances had taken and never reported; an operator can release them. */
  unusable: { periodStart: string; units: number }[];
  /** The most extra usage that is billed in a period; null: whatever comes. */
  spendCap: Money | null;
  /** Its people. */
  members: ConsoleMemberView[];
  /** The addresses that it invited. */
  invitations: { id: string; email: string; role: ConsoleMemberView['role']; expiresAt: string }[];
  keys: KeyView[];
  apps: { id: string; name: string; purpose: string; url: string | null; createdAt: string }[];
  badges: { handle: string; badge: string; displayName: string; state: string }[];
  /** The licences that it accepted. */
  acceptances: {
    licence: string;
    version: string;
    sha256: string;
    name: string;
    role: string;
    /** Empty where it was erased. */
    email: string;
    at: string;
  }[];
  /** The domains that it proves. */
  domains: string[];
};
