/** The choices of the account's owner in Stripe's dashboard, and spans that Stripe itself fixes. */
export type Settings = {
  /** Days from each failed attempt to the next; after the last one `afterRetries` applies. */
  readonly retryAfterDays: readonly number[];
  readonly afterRetries: 'canceled' | 'unpaid' | 'past_due';
  /** How long an invoice that was sent may be overdue; then `afterRetries` applies. https://docs.stripe.com/billing/collection-method */
  readonly overdueDays: 30 | 60 | 90;
  /**
   * How long a renewal's invoice stays a draft: an hour, or by rules of the account up to 72 hours.
   * https://docs.stripe.com/billing/subscriptions/usage-based/configure-grace-period
   */
  readonly draftSeconds: number;
  /** How long a first invoice may stay unpaid. https://docs.stripe.com/billing/subscriptions/overview#subscription-lifecycle */
  readonly incompleteSeconds: number;
  readonly sessionSeconds: number;
  /**
   * The delay from a meter event to the meter's summaries that include it. Stripe processes events later, and names no bound.
   * https://docs.stripe.com/billing/subscriptions/usage-based/recording-usage-api
   */
  readonly meterLagSeconds: number;
  /** Whether a dispute of a whole card payment ends its subscription. https://docs.stripe.com/billing/subscriptions/cancel */
  readonly endsDisputed: boolean;
  /** Whether the account's available balance covers its refunds. https://docs.stripe.com/refunds */
  readonly coversRefunds: boolean;
  readonly accountName: string;
  /** The account's default version of the API, in which events are listed; null: the SDK's. */
  readonly apiVersion: string | null;
  /** Pages of the account's public details, null where the owner gave none. */
  readonly legalPages: { readonly terms: string | null; readonly privacy: string | null };
  /** ISO 3166-1 alpha-2, empty where tax was not set up: a business in another country accounts for its VAT itself. */
  readonly sellerCountry: string;
  /** ISO 3166-1 alpha-2 of the places where the owner registered for tax; null: in all that the simulator knows. */
  readonly registeredIn: readonly string[] | null;
  /** The methods of payment that the owner turned on. */
  readonly paymentMethods: readonly string[];
  /**
   * The fate of an invoice with automatic tax whose customer has no known location when it should become final. Stripe's pages differ: by the SDK's
   * types it is final without tax (`finalization_requires_location_inputs`); by
   * https://support.stripe.com/questions/manage-draft-subscription-invoices-with-invalid-tax-location-details it stays a draft, and its
   * subscription active. Any other error of finalization has the second effect too.
   */
  readonly withoutLocation: 'final_untaxed' | 'stays_draft';
};

/** The settings of an account whose owner changed nothing. */
export const defaultSettings: Settings = {
  retryAfterDays: [3, 5, 7],
  afterRetries: 'canceled',
  overdueDays: 30,
  draftSeconds: 3600,
  incompleteSeconds: 23 * 3600,
  sessionSeconds: 24 * 3600,
  meterLagSeconds: 0,
  endsDisputed: false,
  coversRefunds: true,
  accountName: 'Stripe simulator',
  apiVersion: null,
  legalPages: { terms: null, privacy: null },
  sellerCountry: 'US',
  registeredIn: null,
  paymentMethods: ['card', 'link'],
  withoutLocation: 'final_untaxed',
};
