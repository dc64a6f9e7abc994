/** What a deployment sells. Written by the operator in `tollgate.config.ts`, never changed at run time. */

export type Interval = 'month' | 'year';
export type Unit = 'record' | 'request';

/** Integer minor units by ISO 4217 code in lower case. */
export type Amounts = Readonly<Record<string, number>>;

/** A recurring price. `lookupKey` names it for good; its Stripe price may be replaced when the amount changes. */
export type Price = {
  readonly lookupKey: string;
  readonly interval: Interval;
  /** Integer minor units of `currency`, a period. */
  readonly amountMinor: number;
  /** ISO 4217, lower case, as Stripe writes it. */
  readonly currency: string;
  /** What it costs in other currencies, in their minor units: `{ eur: 92_00 }`. */
  readonly currencies?: Amounts;
  /** Billed by quantity, one a head: `affiliate`. */
  readonly per?: 'affiliate';
  /** Sold only to those in `for`, and shown to nobody. */
  readonly availability?: 'private';
  /** E-mail addresses in lower case, or account ids. */
  readonly for?: readonly string[];
};

export type Allowance = { readonly amount: number; readonly unit: Unit };

/** What happens past the allowance: `amountMinor` of the plan's currency for every `units` units begun. */
export type Overage = {
  readonly units: number;
  readonly amountMinor: number;
  /** The same in the other currencies that the plan's prices have. */
  readonly currencies?: Amounts;
};

/** Prepaid: `amountMinor` buys `units` units. */
export type Credit = { readonly units: number; readonly amountMinor: number; readonly currency: string };

export type Plan = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly datasets: readonly string[];
  /** Empty: the plan cannot be bought in the portal (free, or by contact). */
  readonly prices: readonly Price[];
  readonly allowance?: Allowance;
  /** Absent: the allowance is a hard limit. */
  readonly overage?: Overage;
  readonly credit?: Credit;
  /** Days free of charge before the first payment, once an account and a card whatever is tried. Absent: no trial. */
  readonly trialDays?: number;
  /** `public` plans can be bought; `contact` plans show a mail link; `free` needs no subscription (test keys only). */
  readonly availability: 'public' | 'contact' | 'free';
};

export type BadgeKind = 'person' | 'organization';

export type Badge = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly kind: BadgeKind;
  readonly prices: readonly Price[];
  /** Plans whose subscription pays for this badge too. */
  readonly includedInPlans?: readonly string[];
  /** As a plan's. */
  readonly trialDays?: number;
};

/** A code that buyers type in at checkout to get a coupon. Used up or expired it is gone for good, and so for the next coupon. */
export type PromotionCode = {
  /** Capital letters, digits and `-`; buyers may type it in any case. */
  readonly code: string;
  readonly maxRedemptions?: number;
  /** ISO-8601 UTC; exclusive. */
  readonly expiresAt?: string;
  /** Only for accounts that have never paid. */
  readonly firstTimeOnly?: boolean;
};

/** Takes `percentOff` percent, or `amountOffMinor` of `currency`, off invoices. What is given already stays when it changes. */
export type Coupon = {
  readonly id: string;
  /** What invoices call it. */
  readonly name: string;
  /** More than 0, at most 100. */
  readonly percentOff?: number;
  readonly amountOffMinor?: number;
  readonly currency?: string;
  /** Off the first invoice that costs something, those of `months` months, or all. */
  readonly duration: 'once' | 'repeating' | 'forever';
  readonly months?: number;
  /** Ids of plans and badges; absent: everything. */
  readonly appliesTo?: readonly string[];
  readonly codes?: readonly PromotionCode[];
};

export type FieldType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp';

export type Dataset = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly licence: string;
  /** Made-up data, and labelled so wherever it is shown. */
  readonly synthetic: boolean;
  readonly source: string;
  /** Every record also has a string `id`, unique and stable. */
  readonly fields: Readonly<Record<string, FieldType>>;
  /** The field that `from`, `to` and the order of pages speak of; of type date or timestamp. */
  readonly timeField?: string;
  /** Fields that `q` searches. */
  readonly textFields?: readonly string[];
  /** How many of the first records a test key sees. */
  readonly sampleRecords: number;
};

export type Licence = {
  readonly id: string;
  /** The version in force. Any string; a new one asks every account again. */
  readonly version: string;
  readonly title: string;
  /** The text itself; what is accepted is the SHA-256 of its UTF-8 bytes. */
  readonly text: string;
};

export type Settings = {
  /** Days of access after a failed payment, from the invoice's creation. */
  readonly graceDays: number;
  /** `end`: a subscription ends at once, at Stripe too, when all that was paid for its present period was refunded. */
  readonly onFullRefund: 'end' | 'keep';
  /** When a dispute over any of its payments ends a subscription at once, at Stripe too; a dispute that was won ends nothing. */
  readonly onDispute: 'end_when_opened' | 'end_when_lost' | 'keep';
  /** Whether the checkout page has a field for promotion codes; where it is not said, yes if a coupon has a code. */
  readonly promotionCodes: boolean;
  readonly maxKeysPerAccount: number;
  /** Stripe Tax, which is set up in the Stripe account first. Absent: amounts are billed as they are. */
  readonly tax?: {
    /** Whether every price has the tax added to it or in it. Stripe keeps that of a price for good. */
    readonly behavior: 'exclusive' | 'inclusive';
    /** Stripe's tax code of what is sold, such as `txcd_10103001`; absent: the account's default. */
    readonly code?: string;
  };
  /** Payment by bank transfer, for a buyer who cannot pay by card: access from the order on. Absent: cards only. */
  readonly byInvoice?: {
    readonly daysUntilDue: number;
    /** Lookup keys; absent: of everything that can be bought. */
    readonly prices?: readonly string[];
  };
  readonly throttles: {
    readonly mailsPerAddressPerHour: number;
    readonly mailsPerClientPerHour: number;
    readonly checkoutsPerAccountPerHour: number;
  };
};

export type Catalog = {
  readonly name: string;
  /** Where buyers write to; also the contact of plans that are sold by contact. */
  readonly supportEmail: string;
  /** Addresses whose session may open the operator's console. */
  readonly operators: readonly string[];
  readonly plans: readonly Plan[];
  readonly badges: readonly Badge[];
  readonly coupons?: readonly Coupon[];
  readonly datasets: readonly Dataset[];
  readonly licences: readonly Licence[];
  readonly settings: Settings;
};

/** What an operator writes: settings may be left out, and then have their defaults. */
export type CatalogInput = Omit<Catalog, 'settings'> & {
  readonly settings?: Partial<Omit<Settings, 'throttles'>> & { readonly throttles?: Partial<Settings['throttles']> };
};
