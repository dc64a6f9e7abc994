import { local } from './client.ts';

type Params = Readonly<Record<string, string>>;

/** A call of Stripe's API with the world's key, as the owner of the Stripe account makes it. */
async function stripe<T>(method: string, path: string, params: Params = {}): Promise<T> {
  const { apiBase, secretKey } = (await local.status()).stripe;
  const query = new URLSearchParams(params).toString();
  const response = await fetch(`${apiBase}/v1/${path}${method === 'GET' ? `?${query}` : ''}`, {
    method,
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/x-www-form-urlencoded' },
    ...(method === 'GET' ? {} : { body: query }),
  });
  const body = (await response.json()) as T;
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(body)}`);
  return body;
}

type ListOf<T> = { readonly data: readonly T[] };
type Named = { readonly id: string };

/** The Stripe customer id of a buyer. */
export async function customerOf(email: string): Promise<string> {
  const { data } = await stripe<ListOf<Named>>('GET', 'customers', { email });
  if (!data[0]) throw new Error(`${email} is no customer`);
  return data[0].id;
}

/** Makes the customer pay with one of Stripe's published test cards from now on, such as `pm_card_chargeCustomerFail`. */
export async function useCard(customer: string, card: string): Promise<void> {
  const { id } = await stripe<Named>('POST', `payment_methods/${card}/attach`, { customer });
  await stripe('POST', `customers/${customer}`, { 'invoice_settings[default_payment_method]': id });
  for (const subscription of (await stripe<ListOf<Named>>('GET', 'subscriptions', { customer })).data)
    await stripe('POST', `subscriptions/${subscription.id}`, { default_payment_method: id });
}

/** Pays the open invoices, as the link in Stripe's email would. */
export async function payOpenInvoices(customer: string): Promise<void> {
  for (const { id } of (await stripe<ListOf<Named>>('GET', 'invoices', { customer, status: 'open' })).data)
    await stripe('POST', `invoices/${id}/pay`);
}
