/** Stripe's objects, read over its API with the key and without the product's code. Times are epoch seconds. */
export type StripePrice = {
  readonly id: string;
  readonly unit_amount: number;
  readonly recurring: { readonly interval: 'month' | 'year'; readonly usage_type: 'licensed' | 'metered' };
  readonly metadata: Readonly<Record<string, string>>;
};

export type StripeItem = {
  readonly id: string;
  readonly quantity: number;
  readonly price: StripePrice;
  readonly current_period_start: number;
  readonly current_period_end: number;
};

export type StripeSubscription = {
  readonly id: string;
  readonly customer: string;
  readonly status: string;
  readonly start_date: number;
  readonly trial_end: number | null;
  readonly billing_cycle_anchor: number;
  readonly ended_at: number | null;
  readonly cancel_at: number | null;
  readonly cancel_at_period_end: boolean;
  readonly pending_update: object | null;
  readonly pause_collection: { readonly behavior: string } | null;
  readonly latest_invoice: LatestInvoice | null;
  readonly items: { readonly data: readonly StripeItem[] };
};

export type LatestInvoice = Pick<
  StripeInvoice,
  'id' | 'created' | 'status' | 'billing_reason' | 'hosted_invoice_url'
> & {
  readonly status_details?: { readonly uncollectible: { readonly reason: string } };
  readonly last_finalization_error: object | null;
};

export type StripeLine = {
  readonly amount: number;
  readonly quantity: number;
  readonly period: { readonly start: number; readonly end: number };
  readonly pricing: { readonly price_details: { readonly price: string } };
  readonly parent: {
    readonly subscription_item_details: { readonly subscription_item: string } | null;
    readonly invoice_item_details: { readonly proration: boolean } | null;
  };
};

export type StripeInvoice = {
  readonly id: string;
  readonly customer: string;
  readonly status: string;
  readonly billing_reason: string;
  readonly currency: string;
  readonly created: number;
  readonly total: number;
  readonly amount_due: number;
  readonly amount_paid: number;
  readonly amount_remaining: number;
  readonly starting_balance: number;
  readonly ending_balance: number | null;
  readonly total_discount_amounts: readonly { readonly amount: number }[];
  readonly hosted_invoice_url: string | null;
  readonly attempted: boolean;
  readonly parent: { readonly subscription_details: { readonly subscription: string } | null };
  readonly payments: { readonly data: readonly { readonly payment: { readonly payment_intent: string } }[] };
  readonly lines: { readonly data: readonly StripeLine[]; readonly has_more?: boolean };
  /** Lines of metered items, which are not in `lines`. */
  readonly usage: readonly StripeLine[];
};

export type StripeCharge = {
  readonly id: string;
  readonly created: number;
  readonly customer: string;
  readonly amount: number;
  readonly amount_refunded: number;
  readonly disputed: boolean;
  readonly status: string;
  readonly payment_intent: string;
  readonly payment_method_details: { readonly type: string };
};

export type StripeDispute = { readonly id: string; readonly charge: string; readonly status: string };

export type StripeSide = ReturnType<typeof stripeSide>;

/** Reads Stripe's objects, and performs an owner's acts in Stripe's dashboard. */
export function stripeSide({ apiBase, secretKey }: { readonly apiBase: string; readonly secretKey: string }) {
  const call = async <T>(method: string, path: string, params: Readonly<Record<string, string>> = {}): Promise<T> => {
    const form = new URLSearchParams(params);
    const reply = await fetch(`${apiBase}${path}${method === 'GET' && form.size > 0 ? `?${form}` : ''}`, {
      method,
      headers: { authorization: `Bearer ${secretKey}` },
      ...(method === 'GET' ? {} : { body: form }),
    });
    const body = (await reply.json()) as T & { readonly error?: { readonly message: string } };
    if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${body.error?.message}`);
    return body;
  };
  /** All objects of a list, page by page. */
  const all = async <T extends { readonly id: string }>(path: string, params: Record<string, string>): Promise<T[]> => {
    const found: T[] = [];
    for (;;) {
      const last = found.at(-1);
      const after = { limit: '100', ...params, ...(last ? { starting_after: last.id } : {}) };
      const page = await call<{ data: T[]; has_more: boolean }>('GET', path, after);
      found.push(...page.data);
      if (!page.has_more) return found;
    }
  };
  const subscriptions = async (params: Record<string, string>) =>
    (await all<StripeSubscription>('/v1/subscriptions', { ...params, 'expand[]': 'data.latest_invoice' })).map(
      withoutMetered,
    );
  /** An invoice holds its first ten lines; the others are pages of a list. */
  const linesOf = async ({ id, lines }: StripeInvoice): Promise<readonly StripeLine[]> =>
    lines.has_more ? all<StripeLine & { readonly id: string }>(`/v1/invoices/${id}/lines`, {}) : lines.data;
  const metered = new Set<string>();
  /** The prices of subscriptions; nobody buys one-time prices in these lives. */
  const prices = async () => {
    const found = await all<StripePrice>('/v1/prices', { type: 'recurring' });
    for (const { id, recurring } of found) if (recurring.usage_type === 'metered') metered.add(id);
    return found;
  };
  return {
    apiBase,
    secretKey,
    call,
    /** The subscriptions that have not been cancelled. */
    liveSubscriptions: () => subscriptions({}),
    subscriptionsOf: (customer: string) => subscriptions({ customer }),
    everySubscription: () => subscriptions({ status: 'all' }),
    subscription: async (id: string) =>
      withoutMetered(
        await call<StripeSubscription>('GET', `/v1/subscriptions/${id}`, { 'expand[]': 'latest_invoice' }),
      ),
    /** Invoices with the lines of metered items apart; an invoice of nothing but unused ones is left out. */
    async invoicesSince(created: number) {
      if (metered.size === 0) await prices();
      const found = await all<StripeInvoice>('/v1/invoices', {
        'created[gte]': String(created),
        'expand[]': 'data.payments',
      });
      const isUsage = ({ pricing }: StripeLine) => metered.has(pricing.price_details.price);
      const sorted: StripeInvoice[] = [];
      for (const invoice of found) {
        const lines = await linesOf(invoice);
        const data = lines.filter((line) => !isUsage(line));
        if (data.length === 0 && invoice.total === 0) continue;
        sorted.push({ ...invoice, lines: { data }, usage: lines.filter(isUsage) });
      }
      return sorted;
    },
    /** A final invoice as it is now; its lines have not changed. */
    invoiceNow: async ({ id, lines, usage }: StripeInvoice): Promise<StripeInvoice> => ({
      ...(await call<StripeInvoice>('GET', `/v1/invoices/${id}`, { 'expand[]': 'payments' })),
      lines,
      usage,
    }),
    chargesSince: (created: number) => all<StripeCharge>('/v1/charges', { 'created[gte]': String(created) }),
    chargesOf: (customer: string) => all<StripeCharge>('/v1/charges', { customer }),
    charge: (id: string) => call<StripeCharge>('GET', `/v1/charges/${id}`),
    prices,
    disputes: () => all<StripeDispute>('/v1/disputes', {}),
    balanceOf: async (customer: string) =>
      (await call<{ balance: number }>('GET', `/v1/customers/${customer}`)).balance,
  };
}

/** A subscription without its overage items, which have no period that is paid in advance. */
const withoutMetered = (subscription: StripeSubscription): StripeSubscription => ({
  ...subscription,
  items: { data: subscription.items.data.filter(({ price }) => price.recurring.usage_type !== 'metered') },
});
