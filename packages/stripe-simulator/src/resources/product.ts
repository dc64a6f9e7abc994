import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { mergeMetadata } from './metadata.ts';

/** A product as created from these parameters, under its own id if one is given. */
export function newProduct(sim: Simulation, params: Stripe.ProductCreateParams): Stripe.Product {
  const now = sim.time.now();
  return {
    id: params.id || sim.newId('prod', 14),
    object: 'product',
    active: params.active ?? true,
    created: now,
    default_price: null,
    description: params.description || null,
    images: params.images ?? [],
    livemode: false,
    marketing_features: params.marketing_features ?? [],
    metadata: mergeMetadata(null, params.metadata),
    name: params.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: params.statement_descriptor || null,
    tax_code: params.tax_code || null,
    tax_details: null,
    type: 'service',
    unit_label: params.unit_label || null,
    updated: now,
    url: params.url || null,
  };
}
