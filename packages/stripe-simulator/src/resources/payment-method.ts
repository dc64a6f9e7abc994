import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import type { Expiry, TestCard } from '../billing/cards.ts';
import type { Simulation } from '../core/simulation.ts';

type BillingDetails = Stripe.PaymentMethod['billing_details'];

/** The billing details of a card that nobody typed in. */
export const noBillingDetails: BillingDetails = { address: null, email: null, name: null, phone: null, tax_id: null };

type Owner = { readonly customer: string | null; readonly billingDetails: BillingDetails };

/** The fields that payment methods of every type have. */
const ownedBy = (sim: Simulation, { customer, billingDetails }: Owner) => ({
  id: sim.newId('pm'),
  object: 'payment_method' as const,
  allow_redisplay: 'limited' as const,
  billing_details: billingDetails,
  created: sim.time.now(),
  customer,
  customer_account: null,
  livemode: false,
  metadata: {},
});

/** A card as a payment method, attached to the customer; `metadata` stays empty, the number is not kept. */
export function newCardMethod(
  sim: Simulation,
  card: TestCard,
  owner: Owner & { readonly expiry: Expiry },
): Stripe.PaymentMethod {
  return {
    ...ownedBy(sim, owner),
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: 'pass', cvc_check: 'pass' },
      country: card.country,
      display_brand: card.brand,
      exp_month: owner.expiry.month,
      exp_year: owner.expiry.year,
      fingerprint: fingerprintOf(card.number),
      funding: card.funding,
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    type: 'card',
  };
}

/** A bank account as a payment method. */
export function newDebitMethod(sim: Simulation, { number, country }: TestCard, owner: Owner): Stripe.PaymentMethod {
  return {
    ...ownedBy(sim, owner),
    sepa_debit: {
      bank_code: number.slice(4, 12),
      branch_code: null,
      country,
      fingerprint: fingerprintOf(number),
      generated_from: null,
      last4: number.slice(-4),
    },
    type: 'sepa_debit',
  };
}

/** A card that a Link account keeps, as a payment method. Its number and its expiry are Link's. */
export function newLinkMethod(sim: Simulation, email: string, owner: Owner): Stripe.PaymentMethod {
  return {
    ...ownedBy(sim, owner),
    link: { email },
    type: 'link',
  };
}

/** The same for the same card number, as Stripe's is within one account. */
const fingerprintOf = (number: string) => createHash('sha256').update(number).digest('base64url').slice(0, 16);
