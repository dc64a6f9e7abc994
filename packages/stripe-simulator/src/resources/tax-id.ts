import type Stripe from 'stripe';
import { countryOfTaxId } from '../billing/tax-id-shapes.ts';
import type { Simulation } from '../core/simulation.ts';

type NewTaxId = { readonly customer: string; readonly type: Stripe.TaxId.Type; readonly value: string };

/** A customer's number with a tax authority, not verified yet where there is somebody to ask. */
export function newTaxId(sim: Simulation, { customer, type, value }: NewTaxId): Stripe.TaxId {
  const isVerified = type === 'eu_vat' || type === 'gb_vat';
  return {
    id: sim.newId('txi'),
    object: 'tax_id',
    country: countryOfTaxId(type, value),
    created: sim.time.now(),
    customer,
    customer_account: null,
    livemode: false,
    owner: { type: 'customer', customer, customer_account: null },
    type,
    value,
    verification: {
      status: isVerified ? 'pending' : 'unavailable',
      verified_address: null,
      verified_name: null,
    },
  };
}
