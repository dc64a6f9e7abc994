/** The products of a deployment. Written by the operator in `tollgate.config.ts`, never changed at run time. */

import type { Weights } from '../access/weights.ts';
import type { Operator } from '../accounts/operator.ts';
import type { AccountLimits } from './account-limits.ts';
import type { BadgeKind, BadgeReview } from './badge-review.ts';
import type { Coupon } from './coupon.ts';
import type { Deprecatable, DeprecatedVersions } from './deprecation-types.ts';
import type { DescribedField, FieldType } from './field.ts';
import type { Licence, PublishedLicence } from './licence.ts';
import type { Localized } from './localized.ts';
import type { ThrottleSettings } from './throttle-settings.ts';
import type { Upstream } from './upstream.ts';

/** How often a price is paid. */
export type Interval = 'month' | 'year';
/** The unit that a plan counts usage in. */
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
  /** The price in other currencies, in their minor units: `{ eur: 92_00 }`. */
  readonly currencies?: Amounts;
  /** Billed by quantity, once for each seat: `affiliate`. */
  readonly per?: 'affiliate';
  /** Sold only to those in `for`, and shown to nobody. */
  readonly availability?: 'private';
  /** Email addresses in lower case, or account ids. */
  readonly for?: readonly string[];
};

/** Units that a plan gives in each period. */
export type Allowance = { readonly amount: number; readonly unit: Unit };

/** The price of overage: `amountMinor` of the plan's currency for every `units` units begun. */
export type OveragePricing = {
  readonly units: number;
  readonly amountMinor: number;
  /** The same in the other currencies that the plan's prices have. */
  readonly currencies?: Amounts;
};

/** Prepaid: `amountMinor` buys `units` units. */
export type Credit = { readonly units: number; readonly amountMinor: number; readonly currency: string };

/** A subscription that gives access to datasets and upstreams. */
export type Plan = AccountLimits & {
  readonly id: string;
  readonly name: Localized;
  readonly description: Localized;
  readonly datasets: readonly string[];
  /** Ids of the upstreams that it includes; absent: none. */
  readonly upstreams?: readonly string[];
  /** Empty: the plan cannot be bought in the portal (free, or by contact). */
  readonly prices: readonly Price[];
  readonly allowance?: Allowance;
  /** Absent: the allowance is a hard limit. */
  readonly overage?: OveragePricing;
  readonly credit?: Credit;
  /** An account that reads a record several times on one UTC day is charged each time. All but one charge are credited within two hours. */
  readonly deduplicate?: 'day';
  /** Units that one item of an endpoint costs. */
  readonly weights?: Weights;
  /** The fields that a dataset has under this plan, by dataset id, beside `id`; a dataset not named has all of its fields. */
  readonly fields?: Readonly<Record<string, readonly string[]>>;
  /** Records of one page, at most: 1 … 1000, the default. */
  readonly maxLimit?: number;
  /** Days free of charge before the first payment, once for each account and card. Absent: no trial. */
  readonly trialDays?: number;
  /** `public` plans can be bought; `contact` plans show a mail link; `free` needs no subscription (test keys only). */
  readonly availability: 'public' | 'contact' | 'free';
};

/** A badge that is sold, with its prices. */
export type Badge = {
  readonly id: string;
  readonly name: Localized;
  readonly description: Localized;
  readonly kind: BadgeKind;
  /** Kinds that it is sold to as well. */
  readonly alsoFor?: readonly BadgeKind[];
  readonly prices: readonly Price[];
  /** Plans whose subscription pays for this badge too. */
  readonly includedInPlans?: readonly string[];
  /** As a plan's. */
  readonly trialDays?: number;
};

/** A table of records that is sold. */
export type Dataset = Deprecatable & {
  readonly id: string;
  readonly title: Localized;
  readonly description: Localized;
  readonly licence: string;
  /** Made-up data, and labelled so on every page and in every answer that shows it. */
  readonly synthetic: boolean;
  readonly source: Localized;
  /** Every record also has a string `id`, unique and stable. */
  readonly fields: Readonly<Record<string, FieldType | DescribedField>>;
  /** The field that `from`, `to` and the order of pages use; of type date or timestamp. */
  readonly timeField?: string;
  /** Fields that `q` searches. */
  readonly textFields?: readonly string[];
  /** How many of the first records a test key sees. */
  readonly sampleRecords: number;
};

/** Limits of the settings apply to plans without limits of their own, and to test keys; absent: none. */
export type Settings = AccountLimits &
  DeprecatedVersions & {
    /** Days of access after a failed payment, from the invoice's creation. */
    readonly graceDays: number;
    /** `end`: a subscription ends immediately, at Stripe too, when all payments for its present period were refunded. */
    readonly onFullRefund: 'end' | 'keep';
    /** When a dispute over any of its payments ends a subscription immediately, at Stripe too. A dispute that was won ends nothing. */
    readonly onDispute: 'end_when_opened' | 'end_when_lost' | 'keep';
    /** Whether the checkout page has a field for promotion codes. Default: yes if a coupon has a code. */
    readonly promotionCodes: boolean;
    readonly maxKeysPerAccount: number;
    /** Days that buyers have at least between the deployment of a licence's new version and the day it comes into force. */
    readonly licenceNoticeDays: number;
    /** Years for which acceptances are stored after their account was deleted, as long as the law allows claims from the licence. */
    readonly keepAcceptancesYears: number;
    /** Years for which S3 locks each object of the ledger, from its creation. A shorter time unlocks none that is there. */
    readonly keepEvidenceYears: number;
    /** The address of a time-stamp authority (RFC 3161), which confirms each seal. Absent: seals have no time stamp. */
    readonly timestampAuthority?: string;
    /** Stripe Tax, which is set up in the Stripe account first. Absent: amounts are billed as they are. */
    readonly tax?: {
      /** Whether tax is added to every price or included in it. Stripe fixes that of a price for good. */
      readonly behavior: 'exclusive' | 'inclusive';
      /** Stripe's tax code of all products, such as `txcd_10103001`; absent: the account's default. */
      readonly code?: string;
    };
    /** Payment by bank transfer, for a buyer who cannot pay by card: access from the order on. Absent: cards only. */
    readonly byInvoice?: {
      readonly daysUntilDue: number;
      /** Lookup keys; absent: everything that can be bought. */
      readonly prices?: readonly string[];
    };
    /** Pages that Stripe's billing portal links to, `https://…`. Absent: those of the Stripe account's public details. */
    readonly legalPages?: { readonly terms: string; readonly privacy: string };
    readonly badgeReview: BadgeReview;
    readonly throttles: ThrottleSettings;
  };

/** The whole configuration of a deployment, with defaults filled in. */
export type Catalog = {
  readonly name: Localized;
  /** Where buyers write to; also the contact of plans that are sold by contact. */
  readonly supportEmail: string;
  /** Addresses whose session may open the operator's console, each with its role. */
  readonly operators: readonly Operator[];
  readonly plans: readonly Plan[];
  readonly badges: readonly Badge[];
  readonly coupons?: readonly Coupon[];
  readonly datasets: readonly Dataset[];
  readonly upstreams?: readonly Upstream[];
  readonly licences: readonly Licence[];
  /** Every version that was ever published, each licence's in the order of their days. */
  readonly publishedLicences: readonly PublishedLicence[];
  readonly settings: Settings;
};

/** The configuration as the operator writes it: settings left out get their defaults. */
export type CatalogInput = Omit<Catalog, 'settings' | 'operators'> & {
  /** An address alone is an owner's. At least one is. */
  readonly operators: readonly (string | Operator)[];
  readonly settings?: Partial<Omit<Settings, 'throttles' | 'badgeReview'>> & {
    readonly throttles?: Partial<Settings['throttles']>;
    readonly badgeReview?: Partial<BadgeReview>;
  };
};
