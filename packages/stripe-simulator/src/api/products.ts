import type Stripe from 'stripe';
import { emit, emitUpdate } from '../core/events.ts';
import { invalidRequest, noSuch } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { isInRange, page } from '../http/paging.ts';
import { route } from '../http/route.ts';
import { mergeMetadata } from '../resources/metadata.ts';
import { newProduct } from '../resources/product.ts';

const fields = [
  'active',
  'description',
  'images',
  'marketing_features',
  'metadata',
  'name',
  'statement_descriptor',
  'tax_code',
  'unit_label',
  'url',
];

/** The product with this id. Throws `resource_missing`. */
export function productNamed(sim: Simulation, id: string, param: string): Stripe.Product {
  const product = sim.store.products.get(id);
  if (!product) throw noSuch('product', id, param);
  return product;
}

/** The endpoints of products. */
export const productRoutes = [
  route<Stripe.ProductCreateParams>(
    'POST /v1/products',
    'ProductCreateParams',
    [...fields, 'id', 'type'],
    ({ sim, params }) => {
      if (params.id && sim.store.products.get(params.id))
        throw invalidRequest('Product already exists.', { code: 'resource_already_exists', param: 'id' });
      const product = sim.store.products.add(newProduct(sim, params));
      emit(sim, 'product.created', product);
      return product;
    },
  ),
  route('GET /v1/products/:id', 'ProductRetrieveParams', [], ({ sim, id }) => productNamed(sim, id, 'id')),
  route<Stripe.ProductUpdateParams>(
    'POST /v1/products/:id',
    'ProductUpdateParams',
    [...fields, 'default_price'],
    ({ sim, params, id }) => {
      const product = productNamed(sim, id, 'id');
      if (params.default_price && !sim.store.prices.get(params.default_price))
        throw noSuch('price', params.default_price, 'default_price');
      const change = sim.store.products.patch(id, changesOf(sim, product, params));
      emitUpdate(sim, 'product.updated', change);
      return change.after;
    },
  ),
  route('DELETE /v1/products/:id', 'ProductDeleteParams', [], ({ sim, id }) => {
    const product = productNamed(sim, id, 'id');
    if (sim.rules.isOn('Z1') && sim.store.prices.oldestFirst().some((price) => idOf(price.product) === id))
      throw invalidRequest('This product cannot be deleted because it has one or more user-created prices.', {
        param: 'id',
      });
    sim.store.products.remove(id);
    emit(sim, 'product.deleted', product);
    return { id, object: 'product', deleted: true } satisfies Stripe.DeletedProduct;
  }),
  route<Stripe.ProductListParams>(
    'GET /v1/products',
    'ProductListParams',
    ['active', 'created', 'ids', 'limit', 'starting_after', 'ending_before'],
    ({ sim, params }) => {
      const matches = sim.store.products
        .newestFirst()
        .filter(({ active }) => params.active === undefined || active === params.active)
        .filter(({ id }) => !params.ids || params.ids.includes(id))
        .filter(({ created }) => isInRange(created, params.created));
      return page('/v1/products', matches, params);
    },
  ),
];

function changesOf(
  sim: Simulation,
  product: Stripe.Product,
  params: Stripe.ProductUpdateParams,
): Partial<Stripe.Product> {
  const { active, default_price, description, images, marketing_features, name, statement_descriptor, tax_code } =
    params;
  const { unit_label, url } = params;
  return {
    ...(active !== undefined && { active }),
    ...(default_price !== undefined && { default_price: default_price || null }),
    ...(description !== undefined && { description: description || null }),
    ...(images !== undefined && { images: images || [] }),
    ...(marketing_features !== undefined && { marketing_features: marketing_features || [] }),
    ...(name !== undefined && { name }),
    ...(statement_descriptor !== undefined && { statement_descriptor: statement_descriptor || null }),
    ...(tax_code !== undefined && { tax_code: tax_code || null }),
    ...(unit_label !== undefined && { unit_label: unit_label || null }),
    ...(url !== undefined && { url: url || null }),
    metadata: mergeMetadata(product.metadata, params.metadata),
    updated: sim.time.now(),
  };
}
