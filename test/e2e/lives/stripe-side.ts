import { local } from '../../support/client.ts';
import type { StripeSubscription } from './oracle.ts';

export type StripeInvoice = {
  readonly id: string;
  readonly status: string;
  readonly currency: string;
  readonly amount_paid: number;
  readonly parent: { readonly subscription_details: { readonly subscription: string } | null } | null;
  readonly lines: {
    readonly data: readonly {
      readonly amount: number;
      readonly period: { readonly start: number; readonly end: number };
    }[];
  };
};

export type StripeCharge = { readonly id: string; readonly amount: number; readonly status: string };

/** Everything of one kind that Stripe holds, whatever the number of pages; read without the product's code. */
async function all<T extends { readonly id: string }>(path: string): Promise<T[]> {
  const { stripe } = await local.status();
  const found: T[] = [];
  for (;;) {
    const after = found.at(-1) ? `&starting_after=${found.at(-1)?.id}` : '';
    const reply = await fetch(`${stripe.apiBase}${path}&limit=100${after}`, {
      headers: { authorization: `Bearer ${stripe.secretKey}` },
    });
    const page = (await reply.json()) as { data: T[]; has_more: boolean };
    found.push(...page.data);
    if (!page.has_more) return found;
  }
}

/** Every subscription, by customer. */
export async function subscriptionsByCustomer(): Promise<Map<string, StripeSubscription[]>> {
  const subscriptions = await all<StripeSubscription & { customer: string }>(
    '/v1/subscriptions?status=all&expand[]=data.latest_invoice',
  );
  return Map.groupBy(subscriptions, ({ customer }) => customer);
}

export const invoices = () => all<StripeInvoice>('/v1/invoices?');
export const charges = () => all<StripeCharge>('/v1/charges?');
