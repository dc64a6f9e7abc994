import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { mergeMetadata } from './metadata.ts';

/** A customer as created from these parameters. */
export function newCustomer(sim: Simulation, params: Stripe.CustomerCreateParams): Stripe.Customer {
  return {
    id: sim.newId('cus', 14),
    object: 'customer',
    address: params.address ? addressOf(params.address) : null,
    balance: 0,
    created: sim.time.now(),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: params.description || null,
    discount: null,
    email: params.email || null,
    invoice_prefix: sim.newId('', 8).slice(1).toUpperCase(),
    invoice_settings: {
      custom_fields: params.invoice_settings?.custom_fields || null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: mergeMetadata(null, params.metadata),
    name: params.name || null,
    next_invoice_sequence: 1,
    phone: params.phone || null,
    preferred_locales: params.preferred_locales ?? [],
    shipping: null,
    tax_exempt: params.tax_exempt || 'none',
    test_clock: sim.rules.isOn('C3') ? (params.test_clock ?? null) : null,
  };
}

/** An address with every field, null where it was not given. */
export function addressOf(address: Stripe.AddressParam): Stripe.Address {
  const { city, country, line1, line2, postal_code, state } = address;
  return {
    city: city || null,
    country: country || null,
    line1: line1 || null,
    line2: line2 || null,
    postal_code: postal_code || null,
    state: state || null,
  };
}
