import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type {
  AccountView,
  ChangePreviewView,
  ChangeView,
  PriceView,
  SubscriptionView,
} from '../../../shared/http/views.ts';
import { useAccount } from '../account/account-api.ts';
import { post } from '../api/client.ts';
import { rememberStarted, rememberWanted } from './wanted-price.ts';

/** Leaves for Stripe's checkout, for a price and a number of affiliates. */
export async function goToCheckout(price: PriceView, affiliates = 0): Promise<void> {
  const { lookupKey } = price;
  const order = { price: lookupKey, ...currencyWith(price), ...(affiliates && { affiliates }) };
  const { url } = await post<{ url: string }>('/v1/checkout', order);
  rememberWanted(null);
  rememberStarted(lookupKey);
  window.location.assign(url);
}

/** The currency that a price is shown in, if it is sold in several. */
export const currencyWith = ({ currency, currencies }: PriceView): { readonly currency?: string } =>
  currencies ? { currency } : {};

type Ordered = { readonly price: string; readonly currency?: string; readonly affiliates?: number };

/** Buys by bank transfer for the company in a form's fields; returns the invoice's address. Empty fields are left out. */
export function orderByInvoice(order: Ordered, fields: Readonly<Record<string, string>>): Promise<{ url: string }> {
  const filled = Object.entries(fields).filter(([, value]) => value !== '');
  const isAddress = ([name]: [string, string]) => name.startsWith('address.');
  const address = filled.filter(isAddress).map(([name, value]) => [name.slice('address.'.length), value]);
  const rest = filled.filter((entry) => !isAddress(entry));
  return post('/v1/checkout/invoice', { ...order, ...Object.fromEntries(rest), address: Object.fromEntries(address) });
}

/** Leaves for Stripe's page for payment methods and invoices. */
export async function goToBillingPortal(): Promise<void> {
  const { url } = await post<{ url: string }>('/v1/billing-portal');
  window.location.assign(url);
}

/** Ends a subscription with its paid period. */
export const cancelSubscription = (id: string) =>
  post('/v1/subscription/cancel', { subscription: id, when: 'period_end' });

/** Takes back a cancellation within the period, or cancels a scheduled change. */
export const resumeSubscription = (id: string) => post('/v1/subscription/resume', { subscription: id });

/** The pattern of a number of affiliates that the API accepts: 0 to 1000. */
export const affiliatesPattern = '0|[1-9][0-9]{0,2}|1000';

/** A requested change: the id of the subscription, the lookup key of the new price, and the number of affiliates. */
export type ChangeWish = { readonly subscription: string; readonly price: string; readonly affiliates?: number };

/** Previews the cost of a change and when it takes effect; nothing changes. */
export const previewChange = (wish: ChangeWish) => post<ChangePreviewView>('/v1/subscription/preview', wish);

/** Changes a subscription; with `prorationAt` of a preview, at the preview's price. */
export const changePlan = (wish: ChangeWish & { readonly prorationAt?: string }) =>
  post<ChangeView>('/v1/subscription/change', wish);

const ended = new Set(['canceled', 'incomplete_expired', 'incomplete']);

/** Whether a subscription is over, or never began. */
export const isOver = ({ status }: SubscriptionView): boolean => ended.has(status);

const pollMs = 1_500;
const patienceMs = 30_000;

/**
 * Reads the account repeatedly until `isSo`, for 30 seconds at most, because Stripe's changes arrive by webhook.
 * `again` begins a new wait.
 */
export function useWaitFor(isSo: (account: AccountView) => boolean) {
  const client = useQueryClient();
  const [since, setSince] = useState(() => Date.now());
  const [gaveUp, setGaveUp] = useState(false);
  const cached = client.getQueryData<AccountView | null>(['account']);
  const settled = Boolean(cached && isSo(cached));
  const account = useAccount({ refetchMs: settled || gaveUp ? false : pollMs });
  const isThere = Boolean(account.data && isSo(account.data));
  if (!isThere && !gaveUp && account.dataUpdatedAt - since > patienceMs) setGaveUp(true);
  const again = () => {
    setSince(Date.now());
    setGaveUp(false);
    void account.refetch();
  };
  return { state: isThere ? ('there' as const) : gaveUp ? ('late' as const) : ('waiting' as const), again };
}
