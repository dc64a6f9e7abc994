import type { InvoiceOrder } from '../../shared/domain/billing/invoice-order.ts';
import { AppError } from '../../shared/errors.ts';
import { type Buyer, brief, invoicesOf, newBuyer, readOne } from '../buyers.ts';
import type { Case } from '../case.ts';
import { keys } from '../catalogue.ts';
import type { World } from '../world.ts';

const company = {
  name: 'Rehearsal GmbH',
  address: { line1: 'Musterstraße 1', city: 'Berlin', postalCode: '10115', country: 'DE' },
  taxId: null,
};

/** An order by invoice by the product's own call. */
const order = (world: World, buyer: Buyer, more: Partial<InvoiceOrder> = {}) =>
  world.gateway.createInvoiced(
    {
      ...buyer,
      order: {
        lines: [{ price: world.price(keys.basic), quantity: 1 }],
        currency: 'usd',
        daysUntilDue: 7,
        purchaseOrder: null,
        taxes: false,
        ...more,
      },
    },
    `order:${buyer.accountId}`,
  );

async function ordered(world: World, more: Partial<InvoiceOrder> = {}) {
  const buyer = await newBuyer(world, { card: null });
  await world.gateway.setCompany(buyer.customerId, company);
  const made = await order(world, buyer, more);
  if ('refused' in made) throw new Error(`The order was refused: ${made.message}`);
  return { ...buyer, ...made };
}

/** Orders that are paid by bank transfer. */
export const byInvoiceCases: readonly Case[] = [
  {
    id: 'order-invoice',
    title: 'An order by invoice is active at once, and its first invoice is sent by the product.',
    beliefs: ['B13', 'N5', 'N6'],
    async run(world) {
      const buyer = await ordered(world);
      const sent = await world.gateway.sendFirstInvoice(buyer.subscriptionId);
      const again = await world.gateway.sendFirstInvoice(buyer.subscriptionId);
      const { status, collection, latestInvoice } = await readOne(world, buyer);
      world.holds('N5', 'A draft can be sent, which makes it final; its address stays.', {
        actual: [status, collection, latestInvoice?.status, sent.url === again.url],
        expected: ['active', 'send_invoice', 'open', true],
      });
    },
  },
  {
    id: 'order-number',
    title: 'The buyer’s order number is on every invoice.',
    beliefs: ['V7', 'S2'],
    async run(world) {
      const buyer = await ordered(world, { purchaseOrder: 'PO-4711' });
      await world.gateway.sendFirstInvoice(buyer.subscriptionId);
      await world.advanceTo({ months: 1, hours: 2 });
      const fields = (await invoicesOf(world, buyer)).map(({ custom_fields }) => custom_fields?.[0]?.value);
      world.holds('S2', 'Custom fields of a subscription are those of its invoices.', {
        actual: fields,
        expected: ['PO-4711', 'PO-4711'],
      });
    },
  },
  {
    id: 'order-repeated',
    title: 'An order that is placed twice under its key is one subscription.',
    beliefs: ['Y3', 'Y6'],
    async run(world) {
      const buyer = await ordered(world);
      const again = await order(world, buyer);
      world.holds('Y6', 'The order is found by its metadata.', {
        actual: 'subscriptionId' in again && again.subscriptionId === buyer.subscriptionId,
        expected: true,
      });
    },
  },
  {
    id: 'order-overdue',
    title: 'An invoice that is not paid by its day makes the subscription past due.',
    beliefs: ['B13'],
    async run(world) {
      const buyer = await ordered(world);
      await world.gateway.sendFirstInvoice(buyer.subscriptionId);
      await world.advanceTo({ days: 8 });
      const { status, latestInvoice } = await readOne(world, buyer);
      world.holds('B13', 'It is past_due, and the invoice can still be paid.', {
        actual: [status, latestInvoice?.status],
        expected: ['past_due', 'open'],
      });
    },
  },
  {
    id: 'order-paid-outside',
    title: 'A transfer that the operator books as paid makes the subscription active.',
    beliefs: ['B13', 'N4'],
    async run(world) {
      const buyer = await ordered(world);
      await world.gateway.sendFirstInvoice(buyer.subscriptionId);
      await world.advanceTo({ days: 8 });
      const [invoice] = await invoicesOf(world, buyer);
      await world.stripe.invoices.pay(invoice?.id ?? '', { paid_out_of_band: true });
      const { status } = await readOne(world, buyer);
      const [paid] = await invoicesOf(world, buyer);
      world.holds('N4', 'An open invoice can be paid out of band.', {
        actual: [status, paid?.status],
        expected: ['active', 'paid'],
      });
    },
  },
  {
    id: 'order-euros',
    title: 'An order in euros is billed at the price in euros.',
    beliefs: ['X1', 'C2'],
    async run(world) {
      const buyer = await ordered(world, { currency: 'eur' });
      const [invoice] = await invoicesOf(world, buyer);
      world.holds('X1', 'A price has one amount in each of its currencies.', {
        actual: [invoice?.currency, invoice && brief(invoice).total],
        expected: ['eur', 90_00],
      });
    },
  },
  {
    id: 'order-second-currency',
    title: 'A second order in another currency is refused as such.',
    beliefs: ['C2'],
    async run(world) {
      const buyer = await ordered(world);
      const other = { ...buyer, accountId: `${buyer.accountId}_2` };
      const refused = await order(world, other, { currency: 'eur' });
      world.holds('C2', 'The refusal has no code, and the customer shows the currency that it is bound to.', {
        actual: 'refused' in refused ? refused.refused : null,
        expected: 'currency',
      });
    },
  },
  {
    id: 'order-taxed-nowhere',
    title: 'An order with tax for a customer without an address may be refused.',
    beliefs: ['T1', 'T2'],
    async run(world) {
      const buyer = await newBuyer(world, { card: null });
      const made = await order(world, buyer, { taxes: true });
      world.saw('an order with tax and no address', 'refused' in made ? made.refused : 'taken');
    },
  },
  {
    id: 'order-taxed',
    title: 'An order with tax is billed with it, where Stripe Tax is set up.',
    beliefs: ['T1', 'T2'],
    async run(world) {
      const buyer = await newBuyer(world, { card: null });
      await world.gateway.setCompany(buyer.customerId, company);
      const made = await order(world, buyer, { taxes: true });
      world.saw('an order with tax', 'refused' in made ? made.refused : (await invoicesOf(world, buyer)).map(brief));
    },
  },
  {
    id: 'company-tax-id',
    title: 'A company has one tax id of a kind: a new one takes the place of the old.',
    beliefs: ['T6', 'T7'],
    async run(world) {
      const { customerId } = await newBuyer(world, { card: null });
      const given = (value: string) => ({ ...company, taxId: { kind: 'eu_vat', value } as const });
      await world.gateway.setCompany(customerId, given('DE123456789'));
      await world.gateway.setCompany(customerId, given('DE987654321'));
      await world.gateway.setCompany(customerId, given('DE987654321'));
      const ids = (await world.stripe.customers.listTaxIds(customerId)).data;
      world.holds('T6', 'A tax id is changed by another one and a deletion.', {
        actual: ids.map(({ value }) => value),
        expected: ['DE987654321'],
      });
    },
  },
  {
    id: 'company-bad-tax-id',
    title: 'A tax id of the wrong shape is refused, naming the field.',
    beliefs: ['T6'],
    async run(world) {
      const { customerId } = await newBuyer(world, { card: null });
      const given = { ...company, taxId: { kind: 'eu_vat', value: 'DE12' } as const };
      const field = await world.gateway.setCompany(customerId, given).then(
        () => null,
        (error: unknown) => (error instanceof AppError ? error.errors?.[0]?.field : 'other'),
      );
      world.holds('T6', 'Stripe looks at the shape at once.', { actual: field, expected: 'vatId' });
    },
  },
];
