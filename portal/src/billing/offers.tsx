import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView, GivenView, SubscriptionView } from '../../../shared/http/views.ts';
import { findPrice, productName, useCatalog } from '../catalog/catalog-api.ts';
import { PriceText } from '../catalog/price-text.tsx';
import { useFormat } from '../i18n/format.ts';
import { Allowed } from '../members/allowed.tsx';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/section.tsx';
import { isOver } from './billing-api.ts';
import Buy from './buy.tsx';
import { ChangePlan } from './change-plan.tsx';
import { changeTargets, isChangeable } from './change-targets.ts';

/** Prices that only this organization can buy, each with the way to it. Nothing if there are none. */
export function Offers({ account: { given, subscriptions } }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  if (!given || given.offers.length === 0) return null;
  return (
    <Section id="offers" title={t('offers.title')} lead={t('offers.lead')}>
      <ul className="rows">
        {given.offers.map((offer) => (
          <Offer key={offer.price.lookupKey} offer={offer} subscriptions={subscriptions} />
        ))}
      </ul>
    </Section>
  );
}

type OfferProps = {
  readonly offer: GivenView['offers'][number];
  readonly subscriptions: readonly SubscriptionView[];
};

function Offer({ offer, subscriptions }: OfferProps) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { data: catalog } = useCatalog();
  const { plan, badge, price, until } = offer;
  const found = catalog && findPrice(catalog, price.lookupKey);
  const live = subscriptions.filter((each) => !isOver(each));
  const name = found?.product.name ?? plan ?? badge ?? '';
  return (
    <li>
      <div className="stack">
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <PriceText price={price} />
        {until !== null && <span className="small">{t('offers.until', { until: date(until) })}</span>}
        {live.some((each) => each.price === price.lookupKey) ? (
          <p className="small">{t('offers.paid')}</p>
        ) : (
          <Way offer={offer} name={name} changed={changedBy(offer, live)} />
        )}
      </div>
    </li>
  );
}

/** The subscription that the offer changes: of the same plan or badge, else of any plan. */
function changedBy({ plan, badge }: OfferProps['offer'], live: readonly SubscriptionView[]) {
  const same = live.find((each) => (plan ? each.plan === plan : each.badge === badge));
  return same ?? (plan ? live.find((each) => each.plan !== null && isChangeable(each)) : undefined);
}

type WayProps = Pick<OfferProps, 'offer'> & { readonly name: string; readonly changed: SubscriptionView | undefined };

function Way({ offer, name, changed }: WayProps) {
  const { t } = useTranslation();
  const { data: catalog } = useCatalog();
  const [isOpen, setOpen] = useState(false);
  const { price } = offer;
  if (!catalog) return null;
  if (!changed)
    return <Buy product={findPrice(catalog, price.lookupKey)?.product ?? { name, prices: [] }} price={price} />;
  if (!isChangeable(changed)) return <p className="small">{t('offers.later')}</p>;
  const targets = changeTargets(catalog, changed, [price]).filter((each) => each.price.lookupKey === price.lookupKey);
  return (
    <Allowed to="money">
      <div>
        <Button label={t('offers.changeTo', { name })} onClick={() => setOpen(true)}>
          {t('offers.change')}
        </Button>
      </div>
      {isOpen && (
        <ChangePlan
          subscription={changed}
          name={productName(catalog, changed)}
          targets={targets}
          onClose={() => setOpen(false)}
        />
      )}
    </Allowed>
  );
}
