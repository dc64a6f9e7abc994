import type Stripe from 'stripe';
import { checkAmount } from '../billing/amount-steps.ts';
import { emit, emitUpdate } from '../core/events.ts';
import { invalidRequest, missingParameter, noSuch, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { isInRange, page } from '../http/paging.ts';
import { route } from '../http/route.ts';
import { mergeMetadata } from '../resources/metadata.ts';
import { newPrice } from '../resources/price.ts';
import { newProduct } from '../resources/product.ts';
import { checkCurrencies, setCurrencyOptions } from './currency-options.ts';
import { productNamed } from './products.ts';

const createFields = [
  'active',
  'billing_scheme',
  'currency',
  'currency_options',
  'lookup_key',
  'metadata',
  'nickname',
  'product',
  'product_data',
  'recurring.interval',
  'recurring.interval_count',
  'recurring.meter',
  'recurring.usage_type',
  'tax_behavior',
  'transfer_lookup_key',
  'transform_quantity',
  'unit_amount',
  'unit_amount_decimal',
];
const updateFields = [
  'active',
  'currency_options',
  'lookup_key',
  'metadata',
  'nickname',
  'tax_behavior',
  'transfer_lookup_key',
];
const listFields = [
  'active',
  'created',
  'currency',
  'limit',
  'lookup_keys',
  'product',
  'recurring',
  'starting_after',
  'ending_before',
  'type',
];

/** The price with this id. Throws `resource_missing`. */
function priceNamed(sim: Simulation, id: string, param: string): Stripe.Price {
  const price = sim.store.prices.get(id);
  if (!price) throw noSuch('price', id, param);
  return price;
}

/** The endpoints of prices. */
export const priceRoutes = [
  route<Stripe.PriceCreateParams>('POST /v1/prices', 'PriceCreateParams', createFields, ({ sim, params }) => {
    checkNew(sim, params);
    const holder = holderToReplace(sim, params, null);
    const price = sim.store.prices.add(newPrice(sim, params, productOf(sim, params)));
    setCurrencyOptions(sim, price, params.currency_options);
    releaseLookupKey(sim, holder);
    emit(sim, 'price.created', price);
    return price;
  }),
  route('GET /v1/prices/:id', 'PriceRetrieveParams', [], ({ sim, id }) => priceNamed(sim, id, 'id')),
  route<Stripe.PriceUpdateParams>('POST /v1/prices/:id', 'PriceUpdateParams', updateFields, ({ sim, params, id }) => {
    const price = priceNamed(sim, id, 'id');
    checkCurrencies(sim, price.currency, params.currency_options);
    if (sim.rules.isOn('T3')) checkTaxBehavior(price, params);
    releaseLookupKey(sim, holderToReplace(sim, params, id));
    setCurrencyOptions(sim, price, params.currency_options);
    const { active, lookup_key, nickname, tax_behavior } = params;
    const change = sim.store.prices.patch(id, {
      ...(active !== undefined && { active }),
      ...(lookup_key !== undefined && { lookup_key: lookup_key || null }),
      ...(nickname !== undefined && { nickname: nickname || null }),
      ...(tax_behavior !== undefined && { tax_behavior }),
      metadata: mergeMetadata(price.metadata, params.metadata),
    });
    emitUpdate(sim, 'price.updated', change);
    return change.after;
  }),
  route<Stripe.PriceListParams>('GET /v1/prices', 'PriceListParams', listFields, ({ sim, params }) =>
    page(
      '/v1/prices',
      sim.store.prices.newestFirst().filter((price) => matches(price, params)),
      params,
    ),
  ),
];

/** https://docs.stripe.com/api/prices/update#update_price-tax_behavior */
function checkTaxBehavior({ tax_behavior }: Stripe.Price, params: Stripe.PriceUpdateParams): void {
  const wanted = params.tax_behavior;
  if (wanted === undefined || tax_behavior === 'unspecified' || tax_behavior === wanted) return;
  throw invalidRequest(`The tax_behavior of a price cannot be changed once it is set to ${tax_behavior}.`, {
    param: 'tax_behavior',
  });
}

function checkNew(sim: Simulation, params: Stripe.PriceCreateParams): void {
  if (params.billing_scheme === 'tiered') throw unsupported('tiered prices', 'billing_scheme');
  if (params.unit_amount === undefined && params.unit_amount_decimal === undefined)
    throw missingParameter('unit_amount');
  const currency = params.currency.toLowerCase();
  const minor = Number(params.unit_amount ?? params.unit_amount_decimal);
  checkAmount(sim, { currency, minor }, 'unit_amount');
  checkCurrencies(sim, currency, params.currency_options);
  if (params.product) productNamed(sim, params.product, 'product');
  if (params.recurring?.usage_type !== 'metered') return;
  const { meter } = params.recurring;
  if (!meter) throw missingParameter('recurring[meter]');
  const found = sim.store.meters.get(meter);
  if (!found) throw noSuch('billing meter', meter, 'recurring[meter]');
  if (found.status !== 'active') throw invalidRequest(`The meter ${meter} is inactive.`, { param: 'recurring[meter]' });
}

function productOf(sim: Simulation, params: Stripe.PriceCreateParams): string {
  if (params.product) return productNamed(sim, params.product, 'product').id;
  if (!params.product_data) throw missingParameter('product');
  const product = sim.store.products.add(newProduct(sim, params.product_data));
  emit(sim, 'product.created', product);
  return product.id;
}

/** The other price that has the wanted lookup key. Throws unless the request says `transfer_lookup_key`. */
function holderToReplace(
  sim: Simulation,
  { lookup_key, transfer_lookup_key }: { readonly lookup_key?: string; readonly transfer_lookup_key?: boolean },
  claimant: string | null,
): Stripe.Price | undefined {
  const hasKey = (price: Stripe.Price) => price.lookup_key === lookup_key && price.id !== claimant;
  const holder = lookup_key ? sim.store.prices.oldestFirst().find(hasKey) : undefined;
  if (!holder || transfer_lookup_key) return holder;
  throw invalidRequest(
    `A price (\`${holder.id}\`) already uses that lookup key. You can transfer it by setting \`transfer_lookup_key=true\`.`,
    { code: 'resource_already_exists', param: 'lookup_key' },
  );
}

function releaseLookupKey(sim: Simulation, holder: Stripe.Price | undefined): void {
  if (holder) emitUpdate(sim, 'price.updated', sim.store.prices.patch(holder.id, { lookup_key: null }));
}

function matches(price: Stripe.Price, params: Stripe.PriceListParams): boolean {
  const { active, currency, lookup_keys, product, recurring, type } = params;
  return (
    (active === undefined || price.active === active) &&
    (!currency || price.currency === currency.toLowerCase()) &&
    (!lookup_keys || lookup_keys.includes(price.lookup_key ?? '')) &&
    (!product || idOf(price.product) === product) &&
    (!type || price.type === type) &&
    (!recurring?.interval || price.recurring?.interval === recurring.interval) &&
    (!recurring?.meter || price.recurring?.meter === recurring.meter) &&
    (!recurring?.usage_type || price.recurring?.usage_type === recurring.usage_type) &&
    isInRange(price.created, params.created)
  );
}
