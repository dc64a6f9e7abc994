import Stripe from 'stripe';
import type { Company } from '../domain/billing/company.ts';
import type { TaxId } from '../domain/billing/vat-id.ts';
import { AppError } from '../errors.ts';
import { calling, isMissing, isRepeated, underKey } from './client.ts';
import { CustomerDeleted, type NewInvoiced, type RefusedOrder, type StripeGateway } from './gateway.ts';

/** Metadata of a subscription that was ordered by invoice: the key of its order, by which it is found again. */
const orderMetadata = 'tollgate_order';

/** As Stripe prints it beside the number, in English like the rest of the invoice. */
const purchaseOrderName = 'Purchase order';

/** The calls of an order by invoice. */
export const invoicing = (
  stripe: Stripe,
): Pick<StripeGateway, 'setCompany' | 'createInvoiced' | 'sendFirstInvoice'> => ({
  setCompany: (customerId, company) => calling(() => setCompany(stripe, customerId, company)),
  createInvoiced: (input, key) => calling(() => createInvoiced(stripe, input, key)),
  sendFirstInvoice: (subscriptionId) => calling(() => sendFirstInvoice(stripe, subscriptionId)),
});

/**
 * Sets the company's name, address and tax id. It sets a state, so repeating it needs no key. A company has one tax id of a kind: the one
 * given stays.
 */
async function setCompany(stripe: Stripe, customer: string, { name, address, taxId }: Company): Promise<void> {
  const { postalCode = '', line2 = '', state = '', ...rest } = address;
  try {
    await accepted('address', () =>
      stripe.customers.update(customer, { name, address: { ...rest, line2, state, postal_code: postalCode } }),
    );
    if (taxId) await setTaxId(stripe, customer, taxId);
  } catch (error) {
    if (isMissing(error)) throw new CustomerDeleted(error);
    throw error;
  }
}

async function setTaxId(stripe: Stripe, customer: string, { kind, value }: TaxId): Promise<void> {
  const ofKind = async () =>
    (await Array.fromAsync(stripe.customers.listTaxIds(customer, { limit: 100 }))).filter(({ type }) => type === kind);
  const before = await ofKind();
  const isThere = before.some((each) => each.value === value);
  if (isThere && before.length === 1) return;
  if (!isThere) await accepted('vatId', () => stripe.customers.createTaxId(customer, { type: kind, value }));
  const after = await ofKind();
  const [kept] = after.filter((each) => each.value === value).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (const { id } of after) if (id !== kept?.id) await unlessGone(() => stripe.taxIds.del(id));
}

async function unlessGone(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Turns Stripe's refusal of a field into a 400 with Stripe's sentence and the field's name, since the buyer can correct it. */
async function accepted(field: string, call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    const isGone: boolean = isMissing(error);
    if (isGone || !(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    const message = `was not accepted by Stripe: ${error.message.replace(/\.$/, '')}`;
    throw new AppError('invalid_request', `${field} ${message}.`, { cause: error, errors: [{ field, message }] });
  }
}

const maxKeys = 5;

/**
 * Stripe keeps an answer under its key for a day, a 500 too. So each try first looks for the order.
 * A kept failure left no subscription, so past it the order is made under the next key.
 */
async function createInvoiced(
  stripe: Stripe,
  input: NewInvoiced,
  key: string,
): ReturnType<StripeGateway['createInvoiced']> {
  for (let attempt = 1; ; attempt++) {
    try {
      const made =
        (await findOrdered(stripe, input.customerId, key)) ??
        (await create(stripe, input, { key, idempotencyKey: `${key}:${attempt}` }));
      return { subscriptionId: made.id };
    } catch (error) {
      if (error instanceof Stripe.errors.StripeInvalidRequestError) return refusedBy(stripe, input, error);
      if (!isRepeated(error) || attempt === maxKeys) throw error;
    }
  }
}

/** https://docs.stripe.com/error-codes; of a second currency Stripe gives no code (https://docs.stripe.com/invoicing/multi-currency-customers). */
async function refusedBy(
  stripe: Stripe,
  { customerId, order }: NewInvoiced,
  { code, message }: Stripe.errors.StripeInvalidRequestError,
): Promise<RefusedOrder> {
  if (code === 'customer_tax_location_invalid') return { refused: 'location', message };
  const customer = code === undefined ? await stripe.customers.retrieve(customerId) : null;
  const bound = customer?.deleted === true ? null : customer?.currency;
  return { refused: bound && bound !== order.currency ? 'currency' : 'other', message };
}

async function findOrdered(stripe: Stripe, customer: string, key: string): Promise<Stripe.Subscription | undefined> {
  const list = stripe.subscriptions.list({ customer, status: 'all', limit: 100 });
  for await (const each of list) if (each.metadata[orderMetadata] === key) return each;
  return undefined;
}

function create(
  stripe: Stripe,
  { accountId, customerId, order }: NewInvoiced,
  { key, idempotencyKey }: { readonly key: string; readonly idempotencyKey: string },
): Promise<Stripe.Subscription> {
  const { lines, currency, daysUntilDue, purchaseOrder, taxes } = order;
  const fields = purchaseOrder === null ? [] : [{ name: purchaseOrderName, value: purchaseOrder }];
  return stripe.subscriptions.create(
    {
      customer: customerId,
      items: lines.map((line) => ({ ...line })),
      currency,
      collection_method: 'send_invoice',
      days_until_due: daysUntilDue,
      ...(taxes && { automatic_tax: { enabled: true } }),
      metadata: { tollgate_account: accountId, [orderMetadata]: key },
      ...(fields.length > 0 && { invoice_settings: { custom_fields: fields } }),
    },
    { idempotencyKey },
  );
}

/** A draft becomes final, which mails it; the loser of that race finds it mailed. */
async function sendFirstInvoice(stripe: Stripe, subscriptionId: string): Promise<{ readonly url: string }> {
  const { latest_invoice } = await stripe.subscriptions.retrieve(subscriptionId, { expand: ['latest_invoice'] });
  if (latest_invoice === null || typeof latest_invoice === 'string')
    throw new Error(`Stripe made no invoice for ${subscriptionId}`);
  const invoice = latest_invoice.status === 'draft' ? await finalized(stripe, latest_invoice.id) : latest_invoice;
  if (!invoice.hosted_invoice_url) throw new Error(`Stripe gave no address for invoice ${invoice.id}`);
  return { url: invoice.hosted_invoice_url };
}

/**
 * Stripe takes only open invoices to be sent, and mails one that becomes final and advances by itself
 * (https://docs.stripe.com/invoicing/integration/workflow-transitions, https://docs.stripe.com/invoicing/integration/automatic-advancement-collection).
 */
async function finalized(stripe: Stripe, id: string): Promise<Stripe.Invoice> {
  try {
    return await underKey(`finalize:${id}`, (idempotencyKey) =>
      stripe.invoices.finalizeInvoice(id, { auto_advance: true }, { idempotencyKey }),
    );
  } catch (error) {
    const now = await stripe.invoices.retrieve(id);
    if (now.status === 'draft') throw error;
    return now;
  }
}
