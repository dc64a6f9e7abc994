/** The catalogue as the body of an answer. */

import type { Language } from '../domain/accounts/account.ts';
import { daysUntilDueOf } from '../domain/billing/invoice-order.ts';
import type { Catalog, Dataset, OveragePricing, Plan, Price } from '../domain/catalog/catalog.ts';
import { fieldTypesOf } from '../domain/catalog/field.ts';
import { textIn } from '../domain/catalog/localized.ts';
import { isPrivate } from '../domain/catalog/look-up.ts';
import { maxUnitsOf, methodsOf, type Upstream } from '../domain/catalog/upstream.ts';
import { maxLimit } from '../domain/datasets/query.ts';
import { evidenceKeptYears } from '../domain/evidence/retention.ts';
import type { CatalogView, DatasetView, PlanView, PriceView, UpstreamView } from './views.ts';

/** A price, with the days that its invoice may be paid in. */
export function priceView(catalog: Catalog, price: Price): PriceView {
  const { lookupKey, interval, amountMinor, currency, currencies, per } = price;
  const { tax } = catalog.settings;
  const daysUntilDue = per ? undefined : daysUntilDueOf(catalog, price);
  return {
    lookupKey,
    interval,
    amountMinor,
    currency,
    ...(currencies ? { currencies: { [currency]: amountMinor, ...currencies } } : {}),
    ...(per ? { per } : {}),
    ...(daysUntilDue === undefined ? {} : { byInvoice: { daysUntilDue } }),
    ...(tax ? { tax: tax.behavior } : {}),
  };
}

/** A private price is shown to nobody. */
const pricesView = (catalog: Catalog, prices: readonly Price[]): PriceView[] =>
  prices.filter((price) => !isPrivate(price)).map((price) => priceView(catalog, price));

function overageView({ units, amountMinor, currencies }: OveragePricing, currency: string): PlanView['overage'] {
  const all = currencies ? { currencies: { [currency]: amountMinor, ...currencies } } : {};
  return { units, amountMinor, currency, ...all };
}

const shownFields = (fields: NonNullable<Plan['fields']>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(fields).map(([dataset, names]) => [dataset, ['id', ...names]]));

function planView(catalog: Catalog, plan: Plan, language: Language): PlanView {
  const {
    id,
    name,
    description,
    availability,
    datasets,
    upstreams = [],
    prices,
    allowance,
    overage,
    credit,
    trialDays,
  } = plan;
  const currency = (prices.find((price) => !isPrivate(price)) ?? prices[0])?.currency ?? 'usd';
  return {
    id,
    name: textIn(name, language),
    description: textIn(description, language),
    availability,
    datasets: [...datasets],
    upstreams: [...upstreams],
    prices: pricesView(catalog, prices),
    allowance: allowance?.amount ?? null,
    unit: allowance?.unit ?? null,
    overage: overage ? overageView(overage, currency) : null,
    credit: credit ?? null,
    deduplicate: plan.deduplicate ?? null,
    fields: plan.fields ? shownFields(plan.fields) : null,
    maxLimit: plan.maxLimit ?? maxLimit,
    trialDays: trialDays ?? null,
  };
}

const upstreamView = (upstream: Upstream, language: Language): UpstreamView => ({
  id: upstream.id,
  title: textIn(upstream.title, language),
  description: textIn(upstream.description, language),
  licence: upstream.licence,
  proxied: upstream.baseUrl !== undefined,
  methods: [...methodsOf(upstream)],
  maxUnits: maxUnitsOf(upstream),
});

const datasetView = (dataset: Dataset, language: Language): DatasetView => ({
  id: dataset.id,
  title: textIn(dataset.title, language),
  description: textIn(dataset.description, language),
  source: textIn(dataset.source, language),
  synthetic: dataset.synthetic,
  licence: dataset.licence,
  fields: fieldTypesOf(dataset),
  meanings: meaningsIn(dataset, language),
  timeField: dataset.timeField ?? null,
});

const meaningsIn = ({ fields }: Dataset, language: Language): DatasetView['meanings'] =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) =>
      typeof field === 'string'
        ? []
        : [
            [
              name,
              {
                meaning: textIn(field.meaning, language),
                example: field.example === undefined ? null : String(field.example),
              },
            ],
          ],
    ),
  );

/** GET /v1/catalog in one language. */
export const catalogView = (catalog: Catalog, language: Language): CatalogView => ({
  name: textIn(catalog.name, language),
  supportEmail: catalog.supportEmail,
  acceptancesKeptYears: evidenceKeptYears(catalog),
  plans: catalog.plans.map((plan) => planView(catalog, plan, language)),
  badges: catalog.badges.map(({ id, name, description, kind, alsoFor = [], prices, trialDays }) => ({
    id,
    name: textIn(name, language),
    description: textIn(description, language),
    kind,
    alsoFor: [...alsoFor],
    prices: pricesView(catalog, prices),
    trialDays: trialDays ?? null,
  })),
  datasets: catalog.datasets.map((dataset) => datasetView(dataset, language)),
  upstreams: (catalog.upstreams ?? []).map((upstream) => upstreamView(upstream, language)),
});
