import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminGivenView, CatalogView } from '../../../../shared/http/views.ts';
import { currenciesIn, productsOf, useCatalog } from '../../catalog/catalog-api.ts';
import { useFormat } from '../../i18n/format.ts';
import { Select } from '../../ui/select.tsx';
import { actPath, useGiven } from './act-api.ts';
import { ActForm, type ActProps, type Values } from './act-form.tsx';
import { amountIn, MoneyFields } from './amounts.tsx';
import { nameOf, thingIn, UntilField } from './comp.tsx';

type Interval = 'month' | 'year';
const intervalIn = (value: string | undefined): Interval => (value === 'year' ? 'year' : 'month');

/** A price of a plan or badge that this organization alone can buy. */
export function PrivatePrice(props: ActProps) {
  const { t } = useTranslation();
  const { data: catalog } = useCatalog();
  const [order] = useState(() => crypto.randomUUID());
  const bound = props.organization.subscriptions.find(({ currency }) => currency !== null)?.currency;
  const [first = 'usd', ...others] = bound ? [bound] : currenciesIn(catalog);
  return (
    <ActForm
      {...props}
      act="price"
      change={({ thing, interval, amount, currency = first, until = '' }) => ({
        method: 'POST',
        path: actPath(props.organization.id, 'billing/offers'),
        body: {
          ...thingIn(thing),
          ...{ amountMinor: amountIn(amount, currency)?.amountMinor ?? 0, currency },
          ...{ interval: intervalIn(interval), until: until === '' ? null : until, order },
        },
      })}
      preview={(values) => <Effect values={values} catalog={catalog} currency={values.currency ?? first} />}
    >
      <Select
        name="thing"
        label={t('acts.comp.thing')}
        placeholder={t('acts.choose')}
        options={soldIn(catalog).map(({ sort, id, name }) => ({ value: `${sort} ${id}`, label: name }))}
      />
      <Select
        name="interval"
        label={t('acts.price.interval')}
        value="month"
        options={(['month', 'year'] as const).map((each) => ({ value: each, label: t(`acts.price.by.${each}`) }))}
      />
      <MoneyFields currencies={[first, ...others]} />
      <UntilField label={t('acts.price.until')} isRequired={false} />
    </ActForm>
  );
}

/** Plans and badges that are sold by the month or the year: neither the free plan nor prepaid credit. */
function soldIn(catalog: CatalogView | undefined) {
  if (!catalog) return [];
  const plans = catalog.plans.filter(({ availability, credit }) => availability !== 'free' && credit === null);
  return productsOf({ ...catalog, plans });
}

type EffectProps = { readonly values: Values; readonly catalog: CatalogView | undefined; readonly currency: string };

/** The offer in words, beside the price that everybody else pays. */
function Effect({ values: { thing = '', interval, amount, until = '' }, catalog, currency }: EffectProps) {
  const { t } = useTranslation();
  const { money, date } = useFormat();
  const offered = amountIn(amount, currency);
  if (thing === '' || !offered) return <p>{t('acts.price.text')}</p>;
  const { plan, badge = '' } = thingIn(thing);
  const per = intervalIn(interval);
  const product = productsOf(catalog ?? { ...empty }).find(
    ({ sort, id }) => sort === (plan ? 'plan' : 'badge') && id === (plan ?? badge),
  );
  const listed = product?.prices.find((each) => !each.per && each.interval === per && each.currency === currency);
  return (
    <ul>
      <li>
        {t(`acts.price.preview.${per}`, {
          name: plan ? nameOf(catalog, 'plan', plan) : nameOf(catalog, 'badge', badge),
          price: money(offered),
        })}
      </li>
      <li>{listed ? t(`acts.price.listed.${per}`, { price: money(listed) }) : t('acts.price.unlisted')}</li>
      <li>{until === '' ? t('acts.price.forever') : t('acts.price.untilDay', { until: date(until) })}</li>
    </ul>
  );
}

const empty = { plans: [], badges: [] } as unknown as CatalogView;

/** The offers that can be bought now. */
const standing = (given: AdminGivenView | undefined) =>
  (given?.offers ?? []).filter(
    ({ until, withdrawnAt }) => withdrawnAt === null && (until === null || Date.parse(until) > Date.now()),
  );

/** Takes an offer back, before it is bought. */
export function WithdrawPrice(props: ActProps) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { data: catalog } = useCatalog();
  const offers = standing(useGiven(props.organization.id).data);
  return (
    <ActForm
      {...props}
      act="withdrawPrice"
      change={({ price = '' }) => ({
        method: 'POST',
        path: actPath(props.organization.id, 'billing/offers/withdraw'),
        body: { price },
      })}
      preview={() => <p>{t(offers.length > 0 ? 'acts.withdrawPrice.text' : 'acts.withdrawPrice.none')}</p>}
    >
      <Select
        name="price"
        label={t('acts.withdrawPrice.which')}
        placeholder={t('acts.choose')}
        options={offers.map(({ plan, badge, price, amount, interval }) => ({
          value: price,
          label: t(`acts.price.preview.${interval}`, {
            name: plan === null ? nameOf(catalog, 'badge', badge ?? '') : nameOf(catalog, 'plan', plan),
            price: money(amount),
          }),
        }))}
      />
    </ActForm>
  );
}
