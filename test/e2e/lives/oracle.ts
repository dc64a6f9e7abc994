/**
 * What a buyer may reach, worked out a second time: from Stripe's own JSON and the sentences of docs/domain.md, sharing no
 * code with the product. Times are epoch seconds, as Stripe writes them.
 */
export type StripeSubscription = {
  readonly id: string;
  readonly status: string;
  readonly cancel_at: number | null;
  readonly cancel_at_period_end: boolean;
  readonly latest_invoice: { readonly created: number } | null;
  readonly items: {
    readonly data: readonly {
      readonly price: { readonly metadata: Record<string, string> };
      readonly current_period_start: number;
      readonly current_period_end: number;
    }[];
  };
};

export type Expected = 'full' | 'grace' | 'none';

const hour = 3600;
const day = 24 * hour;

/** Access that one subscription gives. */
function accessOf(subscription: StripeSubscription, now: number): Expected {
  const [item] = subscription.items.data;
  if (!item) return 'none';
  const paidUntil = item.current_period_end;
  const ends = subscription.cancel_at_period_end ? paidUntil : (subscription.cancel_at ?? Number.POSITIVE_INFINITY);
  if (now >= ends) return 'none';
  switch (subscription.status) {
    case 'trialing':
    case 'active':
      if (now < paidUntil + day) return 'full';
      return now < paidUntil + day + 7 * day ? 'grace' : 'none';
    case 'past_due':
      return now < (subscription.latest_invoice?.created ?? 0) + 7 * day ? 'grace' : 'none';
    default:
      return 'none';
  }
}

const order: readonly Expected[] = ['none', 'grace', 'full'];

/** The best access of the subscriptions whose price's lookup key is one of `lookupKeys`. */
export function expectedAccess(
  subscriptions: readonly StripeSubscription[],
  lookupKeys: readonly string[],
  now: number,
): Expected {
  const ours = subscriptions.filter(({ items }) =>
    lookupKeys.includes(items.data[0]?.price.metadata.tollgate_lookup_key ?? ''),
  );
  const all = ours.map((each) => order.indexOf(accessOf(each, now)));
  return order[Math.max(0, ...all)] ?? 'none';
}
